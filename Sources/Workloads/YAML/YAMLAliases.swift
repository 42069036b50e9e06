/// Bounds the aliases of a YAML text before the parser sees it.
///
/// The parser hashes the keys of each mapping, and a key may be an alias of a list of aliases of lists: forty of them
/// take longer than anybody waits. With at most `limit` references, a value can grow by a few hundred times.
enum YAMLAliases {
  static let limit = 16
  /// How much text may stand where aliases do, once they are written out.
  static let mostBytes = 10_000_000

  /// What is known of the references in a text.
  struct Census {
    var count = 0
    /// The first reference that is too many for a text with collections as keys.
    var excess: Int?
    /// Whether a collection may be the key of a mapping. Seldom said of a text where none is.
    var mayHaveCollectionAsKey = false
  }

  /// Counts the references in a part of a text.
  ///
  /// A reference is a `*` and a letter where a value or key may begin. Quoted and folded text can look like that, too,
  /// so the count is never too low, and seldom too high.
  static func census(of bytes: [UInt8], in area: Range<Int>) -> Census {
    var census = Census()
    var surrounding = Surrounding.unknown
    for index in area.dropLast() {
      let before = bytes[area.lowerBound..<index]
      surrounding = surrounding.next(bytes[index], mayBegin: mayBegin(behind: before))
      switch bytes[index] {
      case UInt8(ascii: "*"):
        guard isNameByte(bytes[index + 1]), mayBegin(behind: before) else { continue }
        census.count += 1
        if census.count > limit, census.excess == nil { census.excess = index }
        // In braces a key needs no colon, and whatever ends it may stand behind a comment.
        let next = following(bytes[index + 1..<area.upperBound].drop(while: isNameByte))
        let isAlone = surrounding != .list && mayBeKey(behind: before)
        if next == UInt8(ascii: ":") || isAlone { census.mayHaveCollectionAsKey = true }
      case UInt8(ascii: "?"):
        if mayBegin(behind: before) { census.mayHaveCollectionAsKey = true }
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        if mayBegin(behind: before), mayBeKey(behind: before) { census.mayHaveCollectionAsKey = true }
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if following(bytes[index + 1..<area.upperBound]) == UInt8(ascii: ":") { census.mayHaveCollectionAsKey = true }
      default: break
      }
    }
    return census
  }

  /// What a byte stands in, as far as it is known without reading quotes.
  private enum Surrounding {
    case unknown
    /// Brackets with nothing in them so far but plain words: none of them is a key.
    case list
    /// Brackets that are part of these are none.
    case comment
    case tag

    func next(_ byte: UInt8, mayBegin: @autoclosure () -> Bool) -> Surrounding {
      switch (self, byte) {
      case (.comment, _), (.tag, _):
        isBreak(byte) || (self == .tag && isBlank(byte)) ? .unknown : self
      case (_, UInt8(ascii: "#")): .comment
      case (_, UInt8(ascii: "!")): .tag
      case (_, UInt8(ascii: "[")): mayBegin() ? .list : .unknown
      case (_, UInt8(ascii: "]")), (_, UInt8(ascii: "{")), (_, UInt8(ascii: "}")), (_, UInt8(ascii: "?")),
        (_, UInt8(ascii: "\"")), (_, UInt8(ascii: "'")):
        .unknown
      default: self
      }
    }
  }

  /// The first byte that is no blank and no line end.
  private static func following(_ text: ArraySlice<UInt8>) -> UInt8? { text.first { !isBlank($0) && !isBreak($0) } }

  /// Whether what stands behind `text` may be a key in braces: it follows `{` or `,`, whatever anchor or tag is between. Behind a
  /// comment nobody looks further.
  private static func mayBeKey(behind text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    while let last = rest.lastIndex(where: { !isBlank($0) && !isBreak($0) }) {
      if rest[last...].contains(where: isBreak) {
        let line = rest[...last].suffix(while: { !isBreak($0) })
        if line.contains(UInt8(ascii: "#")) { return true }
      }
      if rest[last] == UInt8(ascii: "{") || rest[last] == UInt8(ascii: ",") { return true }
      let word = rest[...last].suffix(while: { !isBlank($0) && !isBreak($0) && !"[{,".utf8.contains($0) })
      guard let mark = word.first, mark == UInt8(ascii: "&") || mark == UInt8(ascii: "!") else { return false }
      rest = rest[..<word.startIndex]
    }
    return false
  }

  /// Whether a value may begin behind `text`: after a line end, a flow indicator, or another indicator that is one only
  /// because of a blank behind it or because no word touches it.
  private static func mayBegin(behind text: ArraySlice<UInt8>) -> Bool {
    guard let last = text.last else { return true }
    if isBreak(last) || "[{,".utf8.contains(last) { return true }
    if ":?".utf8.contains(last) { return text.dropLast().last.map { "\"'[]{}, \t\n\r".utf8.contains($0) } ?? true }
    guard isBlank(last) else { return false }
    guard let end = text.lastIndex(where: { !isBlank($0) }) else { return true }
    return isBreak(text[end]) || "[{,:?-".utf8.contains(text[end])
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  /// CR, LF, and the last bytes of NEL, LS and PS, which end lines in YAML as well.
  private static func isBreak(_ byte: UInt8) -> Bool { [0x0A, 0x0D, 0x85, 0xA8, 0xA9].contains(byte) }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

extension ArraySlice {
  /// The longest end of which all elements fulfil a condition.
  fileprivate func suffix(while isIncluded: (Element) -> Bool) -> ArraySlice {
    self[(lastIndex { !isIncluded($0) }.map { $0 + 1 } ?? startIndex)...]
  }
}
