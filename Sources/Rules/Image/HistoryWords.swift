internal import Images
internal import Linting

/// A value that a step of an image's history gives to a name.
struct HistoryAssignment: Hashable {
  enum Place: Hashable {
    /// `|2 TOKEN=… USER=… /bin/sh -c …`: a build argument and its value, as builders write them before a command.
    case buildArgument
    /// A literal of the instruction.
    case literal
  }

  var name: String
  var value: String
  var place: Place
  /// The bytes of the step's text that write the value, quotes and all.
  var range: Range<Int>
}

extension ImageConfig.HistoryEntry {
  /// The values that the step gives to names.
  var assignments: [HistoryAssignment] { assignmentsIn(history: createdBy) }
}

/// The values that a step's text gives to names: those of build arguments, and all words of the form `NAME=value`. References
/// to variables and commands are no values.
func assignmentsIn(history text: String) -> [HistoryAssignment] {
  let words = historyWords(text)
  let arguments = buildArguments(of: words.map(\.text))
  return words.enumerated().compactMap { index, word in
    guard let equals = word.text.firstIndex(of: "=") else { return nil }
    let name = word.text[..<equals]
    let value = word.text[word.text.index(after: equals)...]
    guard isVariableName(name), !value.isEmpty, !value.hasPrefix("$"), !value.hasPrefix("`") else { return nil }
    return HistoryAssignment(
      name: String(name), value: String(value), place: arguments.contains(index) ? .buildArgument : .literal,
      range: word.equals..<word.range.upperBound)
  }
}

/// The places of the words that are build arguments: as many as the number behind the bar says.
private func buildArguments(of words: [String]) -> Range<Int> {
  guard let bar = words.prefix(2).firstIndex(where: { $0.hasPrefix("|") }), let count = Int(words[bar].dropFirst()),
    count > 0
  else { return 0..<0 }
  let end = (bar + 1).addingReportingOverflow(count)
  return bar + 1..<min(words.count, end.overflow ? words.count : end.partialValue)
}

private func isVariableName(_ name: Substring) -> Bool {
  guard let first = name.utf8.first, !first.isDecimalDigit else { return false }
  return name.utf8.allSatisfy { $0.isLatinLetter || $0.isDecimalDigit || $0 == UInt8(ascii: "_") }
}

private struct HistoryWord {
  /// Without its quotes.
  var text: String
  var range: Range<Int>
  /// Behind its first `=`, or its end.
  var equals: Int
}

/// The words of a shell text as far as blanks, separators and quotes tell.
private func historyWords(_ text: String) -> [HistoryWord] {
  var words: [HistoryWord] = []
  var word: [UInt8] = []
  var start: Int?
  var equals: Int?
  var quote: UInt8?
  func end(at index: Int) {
    if let first = start {
      words.append(
        HistoryWord(text: String(decoding: word, as: UTF8.self), range: first..<index, equals: equals ?? index))
    }
    (word, start, equals) = ([], nil, nil)
  }
  for (index, byte) in text.utf8.enumerated() {
    if quote == nil, " \t\n\r;&".utf8.contains(byte) {
      end(at: index)
      continue
    }
    start = start ?? index
    if byte == quote {
      quote = nil
    } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      quote = byte
    } else {
      word.append(byte)
    }
    if byte == UInt8(ascii: "="), equals == nil { equals = index + 1 }
  }
  end(at: text.utf8.count)
  return words
}
