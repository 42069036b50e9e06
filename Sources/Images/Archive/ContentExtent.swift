internal import Linting

/// How much of a file's content is to be read.
enum ContentExtent: Sendable, Hashable {
  case whole
  /// All of it where its beginning is text; at least so many bytes where it is not.
  case text(orStart: Int)
  /// So many bytes of the beginning.
  case start(Int)

  /// Whether the rest of a large file is left unread, whatever it is.
  var isStart: Bool { if case .start = self { true } else { false } }

  /// How many bytes are read first of a content of this size.
  func start(of size: Int) -> Int {
    switch self {
    case .whole: 0
    case .text(let start): min(size, max(start, ContentScan.startOfText))
    case .start(let start): min(size, start)
    }
  }

  /// How many bytes are read at most.
  func most(of size: Int) -> Int {
    if case .start = self { start(of: size) } else { size }
  }
}

/// What was read of a file's content, from its beginning.
struct FileContent {
  var bytes: [UInt8]
  /// Whether it is all.
  var isWhole: Bool
}
