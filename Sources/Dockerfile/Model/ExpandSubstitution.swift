/// Substitutions: `$name` and `${name…}` with its modifiers.
extension ExpansionLexer {
  private static let maximumDepth = 64
  /// More uses of variables in one word than anybody reads of.
  private static let maximumUses = 1000

  /// Reads `$…` and appends what it stands for.
  mutating func readDollar(into output: inout [UInt8]) throws(ExpansionFault) {
    let start = index
    index += 1
    guard peek == ASCII.openBrace else {
      let name = readName()
      if name.isEmpty { output.append(ASCII.dollar) } else { appendValue(of: name, from: start, to: &output) }
      return
    }
    index += 1
    guard let first = peek else { throw fault("“${” is not closed: expected a name and “}”") }
    if first == ASCII.openBrace || first == ASCII.closeBrace || first == ASCII.colon {
      throw fault("bad substitution: “${” must be followed by the name of a variable")
    }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw fault("substitutions are nested more than \(Self.maximumDepth) deep")
    }
    let name = readName()
    try readModifier(of: name, from: start, into: &output)
  }

  // MARK: Names and values

  private mutating func appendValue(of name: String, from start: Int, to output: inout [UInt8]) {
    guard let value = use(name, from: start) else { return appendUnset(from: start, to: &output) }
    append(value, from: start, to: &output)
  }

  /// Appends a value, or what is written in its place when the budget does not pay for it.
  private mutating func append(_ value: String?, from start: Int, to output: inout [UInt8]) {
    guard let value, budget.payBytes(value.utf8.count) else {
      isResolved = false
      isCut = true
      output += text[start..<index]
      return
    }
    output += value.utf8
  }

  /// What a variable without a value leaves in the text.
  private mutating func appendUnset(from start: Int, to output: inout [UInt8]) {
    isResolved = false
    if mode.keepsUnset { output += text[start..<index] }
  }

  private mutating func use(_ name: String, from start: Int) -> String? {
    let value = environment.value(of: name)
    if uses.count < Self.maximumUses {
      uses.append(Expansion.Use(name: name, range: start..<index, isSet: value != nil))
    }
    if case .uncertain = value { isResolved = false }
    return value?.text
  }

  /// A run of letters, digits and underscores that starts with no digit; a run of digits; or one special character.
  private mutating func readName() -> String {
    let start = index
    guard let first = peek else { return "" }
    if ASCII.isDigit(first) {
      while let byte = peek, ASCII.isDigit(byte) { index += 1 }
    } else if ASCII.isSpecialParameter(first) {
      index += 1
    } else {
      while let width = nameCharacterWidth() { index += width }
    }
    return String(decoding: text[start..<index], as: UTF8.self)
  }

  private func nameCharacterWidth() -> Int? {
    guard let byte = peek else { return nil }
    if byte < 0x80 { return ASCII.isNameByte(byte) ? 1 : nil }
    let width = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
    let bytes = text[index..<min(index + width, text.count)]
    guard let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first, scalar != "\u{FFFD}" else {
      return nil
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
      return width
    default: return nil
    }
  }

  // MARK: Modifiers

  /// Reads what follows the name inside `${…}`, through the closing brace.
  private mutating func readModifier(
    of name: String, from start: Int, into output: inout [UInt8]
  ) throws(ExpansionFault) {
    guard let operation = peek else { throw fault("“${\(name)” is not closed: expected “}”") }
    let nameEnd = index
    index += 1
    switch operation {
    case ASCII.closeBrace:
      appendValue(of: name, from: start, to: &output)
    case ASCII.slash:
      try readReplacement(of: name, from: start, into: &output)
    case UInt8(ascii: "#"), UInt8(ascii: "%"):
      try readTrim(of: name, operation, from: start, into: &output)
    case ASCII.colon:
      let second = peek
      if second != nil { index += 1 }
      try readAlternative(of: name, second, colon: true, modifierStart: nameEnd, from: start, into: &output)
    default:
      try readAlternative(of: name, operation, colon: false, modifierStart: nameEnd, from: start, into: &output)
    }
  }

  /// `-`, `+` and `?`, each with or without a colon. The word is evaluated whether it is used or not.
  private mutating func readAlternative(
    of name: String, _ operation: UInt8?, colon: Bool, modifierStart: Int, from start: Int, into output: inout [UInt8]
  ) throws(ExpansionFault) {
    let modifier = String(decoding: text[modifierStart..<index], as: UTF8.self)
    let known = operation.map { "-+?".utf8.contains($0) } ?? false
    // Behind a colon the lexer judges the operation late: a variable that stays as written hides it.
    guard known || (colon && operation != nil && !"#%".utf8.contains(operation ?? 0)) else {
      throw fault("unsupported modifier “\(modifier)” in “${\(name)\(modifier)…}”: expected -, +, ?, #, % or /")
    }
    let word = try readText(until: ASCII.closeBrace).bytes
    let value = use(name, from: start)
    if value == nil, mode.keepsUnset {
      output += text[start..<index]
      return
    }
    let counts = value.map { !colon || !$0.isEmpty } ?? false
    switch operation {
    case UInt8(ascii: "-"): if counts, let value { append(value, from: start, to: &output) } else { output += word }
    case UInt8(ascii: "+"): if counts { output += word }
    case UInt8(ascii: "?") where counts: append(value, from: start, to: &output)
    case UInt8(ascii: "?") where value == nil && environment.mayHoldMore: appendUnset(from: start, to: &output)
    case UInt8(ascii: "?"):
      let reason =
        word.isEmpty
        ? "is not allowed to be \(value == nil ? "unset" : "empty")" : String(decoding: word, as: UTF8.self)
      throw fault("\(name): \(reason)")
    default:
      throw fault("unsupported modifier “\(modifier)” in “${\(name)\(modifier)…}”: expected -, +, ?, #, % or /")
    }
  }

  private mutating func readTrim(
    of name: String, _ operation: UInt8, from start: Int, into output: inout [UInt8]
  ) throws(ExpansionFault) {
    var pattern = try readRaw(until: ASCII.closeBrace)
    let isGreedy = pattern.first == operation
    if isGreedy { pattern.removeFirst() }
    guard let value = use(name, from: start) else { return appendUnset(from: start, to: &output) }
    let compiled = try compile(pattern)
    guard budget.payBytes(value.utf8.count) else { return append(nil, from: start, to: &output) }
    let trimmed =
      operation == UInt8(ascii: "#")
      ? compiled.trimPrefix(of: value, longest: isGreedy, spending: &budget)
      : compiled.trimSuffix(of: value, longest: isGreedy, spending: &budget)
    append(trimmed, from: start, to: &output)
  }

  private mutating func readReplacement(
    of name: String, from start: Int, into output: inout [UInt8]
  ) throws(ExpansionFault) {
    let all = peek == ASCII.slash
    if all { index += 1 }
    let pattern = try readRaw(until: ASCII.slash)
    let replacement = String(decoding: try readRaw(until: ASCII.closeBrace), as: UTF8.self)
    guard let value = use(name, from: start) else { return appendUnset(from: start, to: &output) }
    let compiled = try compile(pattern)
    guard budget.payBytes(value.utf8.count) else { return append(nil, from: start, to: &output) }
    append(
      compiled.replace(in: value, with: replacement, all: all, spending: &budget), from: start, to: &output)
  }

  private mutating func readRaw(until stop: UInt8) throws(ExpansionFault) -> [UInt8] {
    let saved = mode.keepsEscapes
    mode.keepsEscapes = true
    defer { mode.keepsEscapes = saved }
    return try readText(until: stop).bytes
  }

  private func compile(_ pattern: [UInt8]) throws(ExpansionFault) -> SubstitutionPattern {
    guard let compiled = SubstitutionPattern(String(decoding: pattern, as: UTF8.self)) else {
      throw fault("invalid escape in a pattern: a backslash may stand only before * ? \\ } and /")
    }
    return compiled
  }
}
