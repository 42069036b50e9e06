/// Image files whose contents a rule wants to see while the archive streams past: in every layer, deleted or not.
package struct WantedContents: Sendable, Hashable {
  /// What is left of a file's content when its layer has been read.
  package enum Kept: Sendable, Hashable {
    case bytes
    /// The SHA-256 digest.
    case digest
    /// What a scan made of it.
    case scan(ContentScan)
  }

  /// A glob over paths inside the image, without a leading slash.
  package var pattern: String
  /// Directories whose contents are not wanted: a path from the root (`usr/share`), or `**/` and a name for any directory
  /// that is called so.
  package var excluded: [String]
  /// A larger file is left unread.
  package var sizeLimit: Int
  package var kept: Kept
  /// Whether only files count that somebody may execute.
  package var isOfPrograms = false

  package init(_ pattern: String, excluding: [String] = [], sizeLimit: Int = 1 << 20, keeping kept: Kept = .bytes) {
    self.pattern = pattern
    self.excluded = excluding
    self.sizeLimit = sizeLimit
    self.kept = kept
  }

  /// What a scan makes of the beginning of every program, however large it is.
  package static func programs(_ scan: ContentScan) -> WantedContents {
    var wanted = WantedContents("**", sizeLimit: .max, keeping: .scan(scan))
    wanted.isOfPrograms = true
    return wanted
  }
}

/// A look at a file's content while it streams past, so that only its outcome has to be kept. Two scans with one name are
/// the same.
package struct ContentScan: Sendable, Hashable {
  package let name: String
  /// Whether nothing comes of a file that is no text, so that it need not be read on once that is clear.
  package let wantsText: Bool
  /// How many bytes of the beginning it looks at, so that the rest need not be read; nil when it looks at all.
  package let start: Int?
  private let look: @Sendable ([UInt8]) -> [UInt8]

  package init(
    _ name: String, wantsText: Bool = false, start: Int? = nil, _ look: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) {
    self.name = name
    self.wantsText = wantsText
    self.start = start
    self.look = look
  }

  /// What is worth keeping of a content, in a form of the scan's own; empty for nothing.
  package func outcome(_ content: [UInt8]) -> [UInt8] {
    wantsText && !Self.isText(content.span.extracting(..<min(content.count, Self.startOfText))) ? [] : look(content)
  }

  /// How many bytes tell whether a file is text: as many as Git looks at.
  package static let startOfText = 8000

  /// Whether a file that begins so is text, by Git's measure: it has no NUL there.
  package static func isText(_ start: Span<UInt8>) -> Bool {
    for index in start.indices where start[index] == 0 { return false }
    return true
  }

  package static func == (left: ContentScan, right: ContentScan) -> Bool { left.name == right.name }

  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
