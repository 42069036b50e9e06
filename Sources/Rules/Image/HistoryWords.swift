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

extension HistoryStep {
  /// The values that the step gives to names.
  var assignments: [HistoryAssignment] { assignmentsIn(history: entry.createdBy) }
}

/// The values that a step's text gives to names: those of build arguments, and all words of the form `NAME=value`. References
/// to variables and commands are no values.
func assignmentsIn(history text: String) -> [HistoryAssignment] {
  let arguments = RunText(createdBy: text)?.arguments ?? text[..<text.startIndex]
  return argumentsGiven(in: arguments, of: text)
    + historyWords(text[arguments.endIndex...], of: text).compactMap { word in
      guard let equals = word.text.firstIndex(of: "=") else { return nil }
      return assignment(
        word.text[..<equals], word.text[word.text.index(after: equals)...], .literal,
        word.equals..<word.range.upperBound)
    }
}

/// Builders quote no value of a build argument, so that each reaches up to the next name.
private func argumentsGiven(in arguments: Substring, of text: String) -> [HistoryAssignment] {
  let words = arguments.split { $0.isBlank }
  let names = words.compactMap { word in
    word.firstIndex(of: "=").flatMap {
      isVariableName(word[..<$0]) ? (name: word[..<$0], value: word.index(after: $0)) : nil
    }
  }
  return names.enumerated().compactMap { index, argument in
    let end = index + 1 < names.count ? names[index + 1].name.startIndex : arguments.endIndex
    let value = trimmed(text[argument.value..<end])
    return assignment(
      argument.name, value, .buildArgument, text.offset(of: value.startIndex)..<text.offset(of: value.endIndex))
  }
}

private func assignment(
  _ name: Substring, _ value: Substring, _ place: HistoryAssignment.Place, _ range: Range<Int>
) -> HistoryAssignment? {
  guard isVariableName(name), !value.isEmpty, !isReference(value) else { return nil }
  return HistoryAssignment(name: String(name), value: String(value), place: place, range: range)
}

/// Whether a value begins with a reference; behind a backslash it stands in a template for something else to fill in.
private func isReference(_ value: Substring) -> Bool {
  ["$", "`", "\\$"].contains(where: value.hasPrefix)
}

extension String {
  fileprivate func offset(of index: Index) -> Int { utf8.distance(from: startIndex, to: index) }
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
private func historyWords(_ part: Substring, of text: String) -> [HistoryWord] {
  let offset = text.offset(of: part.startIndex)
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
  for (index, byte) in zip(offset..., part.utf8) {
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
  end(at: offset + part.utf8.count)
  return words
}
