/// Splits one logical line into keyword, flags and arguments.
func readInstructionLine(_ text: LogicalText, escape: UInt8, faults: inout [SyntaxFault]) -> InstructionLine {
  readInstructionLine(text, from: 0, escape: escape, depth: 0, faults: &faults)
}

private func readInstructionLine(
  _ text: LogicalText, from start: Int, escape: UInt8, depth: Int, faults: inout [SyntaxFault]
) -> InstructionLine {
  // White space is more than what separates words: it also begins the text behind a first line that only continues.
  let start = start + text.bytes[start...].leadingSpaceCount
  let keywordEnd = text.bytes[start...].firstIndex(where: ASCII.isBlank) ?? text.count
  let keyword = Keyword(spelling: text.bytes[start..<keywordEnd])
  let (flags, flagsEnd) = text.leadingFlags(in: keywordEnd..<text.count, escape: escape)
  let rest = flagsEnd + text.bytes[flagsEnd...].leadingSpaceCount
  var arguments = Instruction.Arguments.words([])
  var healthcheckType: Word?
  var trigger: [InstructionLine] = []
  if let keyword {
    let reader = ArgumentReader(text: text, range: rest..<text.count, keyword: keyword, escape: escape)
    switch keyword.grammar {
    case .command: arguments = reader.command(from: rest, &faults)
    case .paths: arguments = reader.paths(&faults)
    case .words: arguments = .words(text.blankSeparatedWords(in: reader.range))
    case .pairs: arguments = .pairs(reader.pairs(&faults))
    case .arguments: arguments = .pairs(reader.namedArguments())
    case .whole: arguments = .words(reader.whole())
    case .healthcheck: (healthcheckType, arguments) = reader.healthcheck(&faults)
    case .trigger:
      // A chain of ONBUILD is refused anyway; its depth must not become ours.
      if !reader.range.isEmpty, depth == 0 {
        trigger = [readInstructionLine(text, from: rest, escape: escape, depth: 1, faults: &faults)]
      }
    }
  }
  return InstructionLine(
    keyword: keyword, spelling: text.word(start..<keywordEnd), text: text, flags: flags, arguments: arguments,
    healthcheckType: healthcheckType, trigger: trigger)
}

/// Reads what is behind the flags, by the grammar of the keyword.
private struct ArgumentReader {
  let text: LogicalText
  let range: Range<Int>
  let keyword: Keyword
  let escape: UInt8

  func command(from start: Int, _ faults: inout [SyntaxFault]) -> Instruction.Arguments {
    let rest = start..<text.count
    switch text.jsonArray(in: rest) {
    case .strings(let words): return .exec(words)
    case .mixed(let words, let item):
      faults.append(mixedArray(item))
      return .exec(words)
    case .none: return .shell(rest)
    }
  }

  func paths(_ faults: inout [SyntaxFault]) -> Instruction.Arguments {
    let arguments = command(from: range.lowerBound, &faults)
    if case .shell(let rest) = arguments { return .words(text.blankSeparatedWords(in: rest)) }
    return arguments
  }

  func whole() -> [Word] {
    range.isEmpty ? [] : [text.word(range)]
  }

  func namedArguments() -> [Pair] {
    text.quoteAwareWords(in: range, escape: escape).map { pair($0) ?? Pair(name: text.word($0), value: nil) }
  }

  /// `name=value` words; or, when the first word has no `=`, one name and the whole rest as its value.
  func pairs(_ faults: inout [SyntaxFault]) -> [Pair] {
    let words = text.quoteAwareWords(in: range, escape: escape)
    guard let first = words.first else { return [] }
    guard text.bytes[first].contains(ASCII.equals) else { return [legacyPair(&faults)] }
    return words.map { word in
      if let pair = pair(word) { return pair }
      faults.append(missingEquals(text.word(word)))
      return Pair(name: text.word(word), value: nil)
    }
  }

  private func legacyPair(_ faults: inout [SyntaxFault]) -> Pair {
    let nameEnd = text.bytes[range].firstIndex(where: ASCII.isBlank) ?? range.upperBound
    let valueStart = text.bytes[nameEnd..<range.upperBound].firstIndex { !ASCII.isBlank($0) } ?? range.upperBound
    let name = text.word(range.lowerBound..<nameEnd)
    guard valueStart < range.upperBound else {
      faults.append(missingValue(name))
      return Pair(name: name, value: nil)
    }
    return Pair(name: name, value: text.word(valueStart..<range.upperBound))
  }

  private func pair(_ word: Range<Int>) -> Pair? {
    guard let equals = text.bytes[word].firstIndex(of: ASCII.equals) else { return nil }
    return Pair(
      name: text.word(word.lowerBound..<equals), value: text.word(equals + 1..<word.upperBound))
  }

  func healthcheck(_ faults: inout [SyntaxFault]) -> (type: Word?, Instruction.Arguments) {
    guard let type = text.firstWord(in: range) else { return (nil, .words([])) }
    let start = text.bytes[type.range.upperBound...].firstIndex { !ASCII.isBlank($0) } ?? text.count
    let arguments = command(from: start, &faults)
    if type.text.uppercased() == "CMD" { return (type, arguments) }
    // Behind any other word only an empty array is nothing.
    if case .exec(let words) = arguments, words.isEmpty { return (type, .words([])) }
    return (type, .words(text.blankSeparatedWords(in: start..<text.count)))
  }
}

// MARK: Messages

extension ArgumentReader {
  private func mixedArray(_ item: Range<Int>) -> SyntaxFault {
    SyntaxFault(
      "a JSON array of \(keyword.rawValue) may hold only strings, found \(text.string(item))",
      at: text.sourceRange(of: item), help: "Put double quotes around it.")
  }

  private func missingValue(_ name: Word) -> SyntaxFault {
    SyntaxFault(
      "\(keyword.rawValue) “\(name.text)” has no value: expected \(name.text)=value",
      at: text.sourceRange(of: name.range))
  }

  private func missingEquals(_ word: Word) -> SyntaxFault {
    SyntaxFault(
      "this word has no “=”: expected name=value", at: text.sourceRange(of: word.range),
      help: "Put a value with blanks into double quotes.")
  }
}
