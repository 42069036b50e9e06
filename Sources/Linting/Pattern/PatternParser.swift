/// Takes a regular expression apart.
struct PatternParser {
  private static let longest = 1_000
  private static let deepest = 50
  private static let most = 1_000

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var ignoresCase = false

  init(_ text: String) { scalars = Array(text.unicodeScalars.prefix(Self.longest + 1)) }

  mutating func parse() throws(TextPattern.Fault) -> PatternNode {
    guard scalars.count <= Self.longest else { throw fault("is longer than \(Self.longest) characters") }
    if scalars.starts(with: "(?i)".unicodeScalars) {
      ignoresCase = true
      index = 4
    }
    let node = try choice(depth: 0)
    guard index == scalars.count else { throw fault("has a `)` that nothing opens") }
    return node
  }

  // MARK: Structure

  private mutating func choice(depth: Int) throws(TextPattern.Fault) -> PatternNode {
    guard depth <= Self.deepest else { throw fault("has more than \(Self.deepest) groups inside each other") }
    var branches = [try sequence(depth: depth)]
    while take("|") { branches.append(try sequence(depth: depth)) }
    return .choice(branches)
  }

  private mutating func sequence(depth: Int) throws(TextPattern.Fault) -> PatternNode {
    var parts: [PatternNode] = []
    while let next = peek, next != "|", next != ")" {
      let part = try atom(depth: depth)
      parts.append(try repeated(part))
    }
    return .sequence(parts)
  }

  private mutating func repeated(_ node: PatternNode) throws(TextPattern.Fault) -> PatternNode {
    var node = node
    while let bounds = try repetition() {
      // How much is taken does not matter to whether anything matches.
      _ = take("?")
      node = .repetition(node, least: bounds.least, most: bounds.most)
    }
    return node
  }

  private mutating func repetition() throws(TextPattern.Fault) -> (least: Int, most: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard peek == "{" else { return nil }
    let start = index
    index += 1
    let least = number()
    let most = take(",") ? number() : least
    let isOpen = start + 1 < index && scalars[index - 1] == ","
    guard let least, take("}") else {
      // A brace that counts nothing stands for itself.
      index = start
      return nil
    }
    guard least <= Self.most, (most ?? 0) <= Self.most, isOpen || most.map({ $0 >= least }) == true else {
      throw fault("repeats something an impossible number of times")
    }
    return (least, isOpen ? nil : most)
  }

  private mutating func number() -> Int? {
    var digits = ""
    while let next = peek, ("0"..."9").contains(next), digits.count < 6 {
      digits.unicodeScalars.append(next)
      index += 1
    }
    return Int(digits)
  }

  private mutating func atom(depth: Int) throws(TextPattern.Fault) -> PatternNode {
    guard let next = peek else { return .sequence([]) }
    index += 1
    switch next {
    case "(": return try group(depth: depth)
    case "[": return .characters(cased(try characterClass()))
    case ".": return .characters(.notLineEnd)
    case "^": return .start
    case "$": return .end
    case "\\": return try escape()
    case "*", "+", "?": throw fault("repeats nothing with `\(next)`")
    default: return .characters(cased(CharacterRanges(next)))
    }
  }

  private mutating func group(depth: Int) throws(TextPattern.Fault) -> PatternNode {
    if take("?") {
      let isNamed = take("P") || peek == "<"
      if isNamed, take("<"), let end = scalars[index...].firstIndex(of: ">"), peek != "=", peek != "!" {
        index = end + 1
      } else if !take(":") {
        throw fault("looks around or sets a flag with `(?`, which is not supported")
      }
    }
    let node = try choice(depth: depth + 1)
    guard take(")") else { throw fault("has a `(` that nothing closes") }
    return node
  }

  // MARK: Characters

  private mutating func escape() throws(TextPattern.Fault) -> PatternNode {
    switch peek {
    case "b": index += 1; return .wordBoundary(true)
    case "B": index += 1; return .wordBoundary(false)
    case "A": index += 1; return .start
    case "z": index += 1; return .end
    default: return .characters(cased(try escapedCharacters()))
    }
  }

  private mutating func escapedCharacters() throws(TextPattern.Fault) -> CharacterRanges {
    guard let next = peek else { throw fault("ends in a backslash") }
    index += 1
    switch next {
    case "d": return .digits
    case "D": return CharacterRanges(ranges: CharacterRanges.digits.ranges, isNegated: true)
    case "w": return .word
    case "W": return CharacterRanges(ranges: CharacterRanges.word.ranges, isNegated: true)
    case "s": return .space
    case "S": return CharacterRanges(ranges: CharacterRanges.space.ranges, isNegated: true)
    case "n": return CharacterRanges("\n")
    case "r": return CharacterRanges("\r")
    case "t": return CharacterRanges("\t")
    default:
      guard !next.properties.isAlphabetic, !("0"..."9").contains(next) else {
        throw fault("has `\\\(next)`, which is not supported")
      }
      return CharacterRanges(next)
    }
  }

  private mutating func characterClass() throws(TextPattern.Fault) -> CharacterRanges {
    var result = CharacterRanges(isNegated: take("^"))
    var isFirst = true
    while let next = peek, isFirst || next != "]" {
      isFirst = false
      let low = try member()
      guard low.ranges.count == 1, !low.isNegated, let first = low.ranges.first, first.count == 1, peek == "-",
        index + 1 < scalars.count, scalars[index + 1] != "]"
      else {
        result.ranges += low.spelledOut
        continue
      }
      index += 1
      let high = try member()
      guard let last = high.ranges.first, last.count == 1, last.lowerBound >= first.lowerBound else {
        throw fault("has a range of characters that runs backwards")
      }
      result.ranges.append(first.lowerBound...last.lowerBound)
    }
    guard take("]") else { throw fault("has a `[` that nothing closes") }
    return result
  }

  private mutating func member() throws(TextPattern.Fault) -> CharacterRanges {
    guard let next = peek else { throw fault("has a `[` that nothing closes") }
    index += 1
    if next == "[", peek == ":" { throw fault("has a named class of characters, which is not supported") }
    return next == "\\" ? try escapedCharacters() : CharacterRanges(next)
  }

  private func cased(_ characters: CharacterRanges) -> CharacterRanges {
    ignoresCase ? characters.ignoringCase : characters
  }

  // MARK: Reading

  private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    index += 1
    return true
  }

  private func fault(_ words: String) -> TextPattern.Fault { TextPattern.Fault(message: "the pattern \(words)") }
}
