internal import Dockerfile
internal import Linting

/// The edits that fixes are made of. All of them go through the functions of this folder, which touch what they are about and
/// nothing else: lines, comments, the escape character and line ends stay as the author has them.
///
/// Each gives nil where the text in question does not stand in the file as it is meant: continued over lines in the middle of
/// a word, come from a variable, quoted, or a trigger of a base image.
extension BuildModel {
  /// Puts a text in the place of bytes of the file.
  func replacing(_ range: Range<Int>, with text: String) -> Fix.Edit {
    Fix.Edit(place: source.editPlace(of: range), text: text)
  }

  func inserting(_ text: String, at offset: Int) -> Fix.Edit { replacing(offset..<offset, with: text) }

  func removing(_ range: Range<Int>) -> Fix.Edit { replacing(range, with: "") }

  // MARK: Parts of instructions

  /// The bytes of the file that are a part of an instruction, given by offsets into its logical text.
  func written(_ range: Range<Int>, in instruction: Instruction) -> Range<Int>? {
    let place = instruction.text.sourceRange(of: range)
    guard place.count == range.count, place.upperBound <= source.bytes.count,
      source.bytes[place].elementsEqual(instruction.text.bytes[range])
    else { return nil }
    return place
  }

  /// Puts a text in the place of a part of an instruction.
  func replacing(_ range: Range<Int>, of instruction: Instruction, with text: String) -> Fix.Edit? {
    written(range, in: instruction).map { replacing($0, with: text) }
  }

  /// Writes a word of an instruction otherwise. A string of a JSON array keeps its quotes.
  func replacing(_ word: Word, of instruction: Instruction, with text: String) -> Fix.Edit? {
    guard let place = written(word, in: instruction) else { return nil }
    return replacing(place, with: text)
  }

  /// The bytes of a word without quotes around it; nil for a word whose bytes are not its text.
  func written(_ word: Word, in instruction: Instruction) -> Range<Int>? {
    var range = word.range
    if case .exec = instruction.arguments, range.count == word.text.utf8.count + 2 {
      range = range.lowerBound + 1..<range.upperBound - 1
    }
    guard let place = written(range, in: instruction), source.bytes[place].elementsEqual(word.text.utf8) else {
      return nil
    }
    return place
  }

  /// Writes another name into `$name` or `${name…}`, which stands in bytes of the file.
  func renaming(variable name: String, in place: Range<Int>, to other: String) -> Fix.Edit? {
    let bytes = source.bytes[place.clamped(to: source.bytes.indices)]
    let start = bytes.firstIndex { $0 != UInt8(ascii: "$") && $0 != UInt8(ascii: "{") } ?? bytes.endIndex
    guard bytes[start...].starts(with: name.utf8) else { return nil }
    return replacing(start..<start + name.utf8.count, with: other)
  }

  // MARK: Words of the shell

  /// The bytes of a word of a command line, as far as it is written out. Of a program's path, those of its name.
  func written(_ argument: ShellCommand.Argument) -> Range<Int>? {
    let place = argument.source
    guard !argument.text.isEmpty, place.upperBound <= source.bytes.count else { return nil }
    let bytes = source.bytes[place]
    if bytes.elementsEqual(argument.text.utf8) { return place }
    let isPath = bytes.allSatisfy { $0 > UInt8(ascii: "-") && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    guard isPath, bytes.count > argument.text.utf8.count,
      bytes.reversed().starts(with: "/\(argument.text)".utf8.reversed())
    else { return nil }
    return place.upperBound - argument.text.utf8.count..<place.upperBound
  }

  func replacing(_ argument: ShellCommand.Argument, with text: String) -> Fix.Edit? {
    written(argument).map { replacing($0, with: text) }
  }

  /// Adds words behind a word of a command line.
  func inserting(_ words: String, behind argument: ShellCommand.Argument) -> Fix.Edit? {
    written(argument).map { inserting(" \(words)", at: $0.upperBound) }
  }

  /// The bytes of a word of a command line without quotes around it.
  func unquoted(_ argument: ShellCommand.Argument) -> Range<Int>? {
    let place = argument.source
    guard place.count == argument.text.utf8.count + 2, place.upperBound <= source.bytes.count,
      let quote = source.bytes[place].first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      source.bytes[place].last == quote, source.bytes[place].dropFirst().dropLast().elementsEqual(argument.text.utf8)
    else { return written(argument) }
    return place.lowerBound + 1..<place.upperBound - 1
  }

  /// Takes a word of a command line out, with the blanks before it.
  func removing(_ argument: ShellCommand.Argument) -> Fix.Edit? {
    written(argument).flatMap { removingWord($0) }
  }

  /// Takes a flag of an instruction out.
  func removing(_ flag: Flag, of instruction: Instruction) -> Fix.Edit? {
    written(flag.range, in: instruction).flatMap { removingWord($0) }
  }

  /// Takes a word out, with the blanks before it. A continued line that holds nothing else goes as a whole; the last line of
  /// an instruction cannot, because the line before it says that it follows.
  func removingWord(_ word: Range<Int>) -> Fix.Edit? {
    let number = source.line(at: word.lowerBound)
    let line = source.contentRange(ofLine: number)
    guard word.upperBound <= line.upperBound else { return nil }
    let before = source.bytes[line.lowerBound..<word.lowerBound].blanksAtEnd
    if before > line.lowerBound { return removing(before..<word.upperBound) }
    let rest = source.bytes[word.upperBound..<line.upperBound]
    guard let next = rest.firstIndex(where: { !$0.isBlank }) else { return nil }
    guard rest[next...].isContinuation(syntax.directives.escape) else { return removing(word.lowerBound..<next) }
    return removing(wholeLine(number))
  }

  // MARK: Lines

  /// The bytes of a 1-based line with its line end.
  func wholeLine(_ line: Int) -> Range<Int> {
    let start = source.contentRange(ofLine: line).lowerBound
    return start..<(line < source.lineStarts.count ? source.lineStarts[line] : source.bytes.count)
  }

  /// How lines end around an offset: as the line that holds it does, else as the first line of the file.
  func lineEnd(at offset: Int) -> String {
    for line in [source.line(at: offset), 1] {
      let end = source.bytes[source.contentRange(ofLine: line).upperBound..<wholeLine(line).upperBound]
      if !end.isEmpty { return end.count > 1 ? "\r\n" : "\n" }
    }
    return "\n"
  }

  /// The blanks that a line begins with.
  func indentation(ofLine line: Int) -> String {
    String(decoding: source.bytes[source.contentRange(ofLine: line)].prefix { $0.isBlank }, as: UTF8.self)
  }
}

extension Finding {
  /// The finding with a fix, if there is one.
  func mended(by fix: Fix?) -> Finding {
    var finding = self
    finding.fix = fix
    return finding
  }
}

extension UInt8 {
  /// Whether it is a space or a tab.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}

extension ArraySlice<UInt8> {
  /// Where the blanks at the end begin.
  var blanksAtEnd: Int { lastIndex { !$0.isBlank }.map { $0 + 1 } ?? startIndex }

  /// Whether nothing stands here but the mark that the next line follows.
  func isContinuation(_ escape: UInt8) -> Bool {
    let content = self[..<blanksAtEnd].drop { $0.isBlank }
    return content.count == 1 && content.first == escape
  }
}
