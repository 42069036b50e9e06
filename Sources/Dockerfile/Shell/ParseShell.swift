/// Parses shell text: POSIX, and the bash forms that Dockerfiles use. It never fails; what it does not understand is
/// passed over, so that the commands behind it are still seen.
///
/// Offsets in the result are offsets into `bytes`; reading begins at `start`.
package func parseShell(_ bytes: [UInt8], from start: Int = 0) -> ShellScript {
  var parser = ShellParser(bytes, from: start)
  var list = parser.parseList()
  while !parser.isAtEnd {
    // A stray `)` or reserved word: go on behind it.
    parser.skipStrayToken()
    list.items += parser.parseList().items
  }
  return ShellScript(list: list, heredocBodies: parser.heredocBodies, unreadOffset: parser.unreadOffset)
}

/// The state of a parse. The grammar of lists and pipelines is here, that of commands and words in extensions.
struct ShellParser {
  let bytes: [UInt8]
  var index: Int
  /// What is behind it does not count.
  var end: Int
  /// How deep substitutions and compound commands are nested; beyond the limit they are not read.
  var depth = 0
  /// Here-documents whose bodies begin behind the next line end.
  var pendingHeredocs: [PendingHeredoc] = []
  /// The bodies found, by the offset of their operator.
  private(set) var heredocBodies: [Int: Range<Int>] = [:]
  /// Where the first text begins that is nested beyond the limit.
  private(set) var unreadOffset: Int?

  struct PendingHeredoc {
    var delimiter: [UInt8]
    var chomps: Bool
    var operatorOffset: Int
  }

  static let maximumDepth = 64

  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    self.index = start
    self.end = bytes.count
  }

  /// Whether what begins here may be read; when it is nested too deeply, its place is kept.
  mutating func mayGoDeeper() -> Bool {
    if depth < Self.maximumDepth { return true }
    unreadOffset = unreadOffset ?? min(index, end)
    return false
  }

  var isAtEnd: Bool { index >= end }

  var peek: UInt8? { index < end ? bytes[index] : nil }

  func peek(at offset: Int) -> UInt8? { index + offset < end ? bytes[index + offset] : nil }

  func looksAt(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
    peek == UInt8(ascii: first) && peek(at: 1) == UInt8(ascii: second)
  }

  // MARK: Lists

  mutating func skipStrayToken() {
    if reservedWord()?.isClosing == true { skipWord() } else { index += 1 }
  }

  /// Reads commands up to a `)`, `;;`, a word that divides or ends a compound command, or the end; none is consumed.
  mutating func parseList() -> ShellList {
    var list = ShellList()
    while true {
      skipSeparators()
      guard let byte = peek, byte != UInt8(ascii: ")"), !looksAt(";", ";"), reservedWord()?.isClosing != true else {
        return list
      }
      let start = index
      let pipeline = parsePipeline()
      let separator = readSeparator()
      if !pipeline.commands.isEmpty { list.items.append(ShellList.Item(pipeline: pipeline, separator: separator)) }
      if index == start { index += 1 }
    }
  }

  mutating func parsePipeline() -> ShellPipeline {
    var pipeline = ShellPipeline()
    while reservedWord() == .negation {
      skipWord()
      pipeline.isNegated.toggle()
      skipBlanks()
    }
    while true {
      skipBlanks()
      guard let command = parseCommand() else { return pipeline }
      pipeline.commands.append(command)
      skipBlanks()
      guard peek == UInt8(ascii: "|"), peek(at: 1) != UInt8(ascii: "|") else { return pipeline }
      index += peek(at: 1) == UInt8(ascii: "&") ? 2 : 1
      skipNewlines()
    }
  }

  mutating func readSeparator() -> ShellList.Separator {
    skipBlanks()
    if looksAt("&", "&") || looksAt("|", "|") {
      let separator = peek == UInt8(ascii: "&") ? ShellList.Separator.and : .or
      index += 2
      skipNewlines()
      return separator
    }
    switch peek {
    case UInt8(ascii: "&"):
      index += 1
      return .background
    case UInt8(ascii: ";") where !looksAt(";", ";"):
      index += 1
      return .sequence
    case ASCII.newline:
      return .sequence
    default:
      return .end
    }
  }

  // MARK: Between commands

  /// Skips blanks, continued line ends and a comment; never a line end.
  mutating func skipBlanks() {
    while let byte = peek {
      if ASCII.isBlank(byte) {
        index += 1
      } else if byte == ASCII.backslash, peek(at: 1) == ASCII.newline {
        index += 2
      } else if byte == ASCII.hash {
        while let byte = peek, byte != ASCII.newline { index += 1 }
      } else {
        return
      }
    }
  }

  mutating func skipSeparators() {
    while true {
      skipBlanks()
      if peek == ASCII.newline {
        endLine()
      } else if peek == UInt8(ascii: ";"), peek(at: 1) != UInt8(ascii: ";") {
        index += 1
      } else {
        return
      }
    }
  }

  mutating func skipNewlines() {
    skipBlanks()
    while peek == ASCII.newline {
      endLine()
      skipBlanks()
    }
  }

  /// Passes a line end, and the here-documents that begin behind it.
  private mutating func endLine() {
    index += 1
    let pending = pendingHeredocs
    pendingHeredocs = []
    for heredoc in pending { heredocBodies[heredoc.operatorOffset] = readHeredocBody(heredoc) }
  }

  private mutating func readHeredocBody(_ heredoc: PendingHeredoc) -> Range<Int> {
    let start = index
    while index < end {
      let lineStart = index
      let lineEnd = bytes[lineStart..<end].firstIndex(of: ASCII.newline) ?? end
      index = min(lineEnd + 1, end)
      var line = bytes[lineStart..<lineEnd]
      if heredoc.chomps { line = line.drop { $0 == ASCII.tab } }
      if line.elementsEqual(heredoc.delimiter) { return start..<lineStart }
    }
    return min(start, end)..<end
  }

  // MARK: Reserved words

  /// The reserved word here, when it is unquoted and literal; not consumed.
  func reservedWord() -> ReservedWord? {
    guard let first = peek, ReservedWord.mayBegin(with: first) else { return nil }
    var key: ReservedWord.Key = 0
    var length = 0
    while let byte = peek(at: length), !Self.endsWord(byte) {
      guard length < ReservedWord.maximumLength else { return nil }
      key = ReservedWord.key(key, followedBy: byte)
      length += 1
    }
    return ReservedWord(key: key)
  }

  mutating func skipWord() { _ = readWord() }

  mutating func take(_ word: ReservedWord) {
    skipBlanks()
    if reservedWord() == word { skipWord() }
  }
}
