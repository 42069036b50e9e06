/// The path of an archive entry, brought to one spelling: `./a`, `/a`, `a/`, `a//b` and `a/./b` name what `a` and `a/b` name.
/// Nothing is looked up: this is arithmetic on bytes.
struct EntryPath: Sendable {
  /// Components joined by `/`; empty for the root.
  private(set) var bytes: [UInt8] = []
  private var nameStart = 0
  private var componentStarts: [Int] = []
  private(set) var isAbsolute = false
  /// `..` was resolved inside the path.
  private(set) var hasParentReference = false
  /// `..` went above the root; it was stopped there.
  private(set) var leavesRoot = false
  private(set) var longestComponent = 0

  init() {}

  init(_ raw: [UInt8]) { normalize(raw) }

  var isRoot: Bool { bytes.isEmpty }

  /// The last component.
  var name: ArraySlice<UInt8> { bytes[nameStart...] }

  /// The path of the directory that holds the entry, without a slash at its end.
  var directory: ArraySlice<UInt8> { bytes[..<max(0, nameStart - 1)] }

  /// A drive letter at the beginning, as in `C:\` or `C:/`.
  var hasDriveLetter: Bool {
    guard bytes.count >= 2, bytes[1] == UInt8(ascii: ":") else { return false }
    let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= bytes[0] | 0x20
    return isLetter && (bytes.count == 2 || bytes[2] == UInt8(ascii: "/") || bytes[2] == UInt8(ascii: "\\"))
  }

  /// Takes the place of the present path, in the same memory.
  mutating func normalize(_ raw: [UInt8]) {
    bytes.removeAll(keepingCapacity: true)
    componentStarts.removeAll(keepingCapacity: true)
    isAbsolute = raw.first == UInt8(ascii: "/")
    hasParentReference = false
    leavesRoot = false
    longestComponent = 0
    var index = 0
    while index < raw.count {
      var end = index
      while end < raw.count, raw[end] != UInt8(ascii: "/") { end += 1 }
      append(raw[index..<end])
      index = end + 1
    }
    nameStart = componentStarts.last ?? 0
  }

  private mutating func append(_ component: ArraySlice<UInt8>) {
    let dot = UInt8(ascii: ".")
    if component.isEmpty || component.count == 1 && component.first == dot { return }
    if component.count == 2, component.allSatisfy({ $0 == dot }) {
      hasParentReference = true
      guard let last = componentStarts.popLast() else {
        leavesRoot = true
        return
      }
      bytes.removeSubrange(max(0, last - 1)...)
      return
    }
    if !bytes.isEmpty { bytes.append(UInt8(ascii: "/")) }
    componentStarts.append(bytes.count)
    bytes.append(contentsOf: component)
    longestComponent = max(longestComponent, component.count)
  }
}

/// A path for a message: bytes that are no UTF-8 become replacement characters.
func display(_ path: some Collection<UInt8>) -> String { String(decoding: path, as: UTF8.self) }
