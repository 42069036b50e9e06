/// The pattern of `${x#p}`, `${x%p}` and `${x/p/r}`: `*` and `?` match anything but a line end, `[` is itself.
struct SubstitutionPattern {
  private enum Token: Equatable {
    case scalar(Unicode.Scalar)
    case anyScalar
    case anyRun
  }

  private let tokens: [Token]

  /// nil when a backslash stands before anything but `*`, `?`, `\`, `}` or `/`.
  init?(_ pattern: String) {
    var tokens: [Token] = []
    var scalars = pattern.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      switch scalar {
      case "*": tokens.append(.anyRun)
      case "?": tokens.append(.anyScalar)
      case "\\":
        guard let escaped = scalars.next(), "*?\\}/".unicodeScalars.contains(escaped) else { return nil }
        tokens.append(.scalar(escaped))
      default: tokens.append(.scalar(scalar))
      }
    }
    self.tokens = tokens
  }

  private init(tokens: [Token]) { self.tokens = tokens }

  /// nil when the budget does not pay for the search.
  func trimPrefix(of value: String, longest: Bool, spending budget: inout ExpansionBudget) -> String? {
    let scalars = Array(value.unicodeScalars)
    guard let ends = matchEnds(in: scalars, from: 0, spending: &budget) else { return nil }
    guard let end = longest ? ends.last : ends.first else { return value }
    return Self.string(scalars[end...])
  }

  /// nil when the budget does not pay for the search.
  func trimSuffix(of value: String, longest: Bool, spending budget: inout ExpansionBudget) -> String? {
    let scalars = Array(value.unicodeScalars.reversed())
    let reversed = SubstitutionPattern(tokens: tokens.reversed())
    guard let ends = reversed.matchEnds(in: scalars, from: 0, spending: &budget) else { return nil }
    guard let end = longest ? ends.last : ends.first else { return value }
    return Self.string(scalars[end...].reversed())
  }

  /// Replaces the first match, or all. When all are replaced, `$` in the replacement refers to the match, as in the
  /// template of Go's regular expressions that BuildKit uses there.
  ///
  /// nil when the budget pays neither for the search nor for what the value would grow by.
  func replace(
    in value: String, with replacement: String, all: Bool, spending budget: inout ExpansionBudget
  ) -> String? {
    let scalars = Array(value.unicodeScalars)
    var result = ""
    var index = 0
    var lastEnd = -1
    while index <= scalars.count {
      guard let ends = matchEnds(in: scalars, from: index, spending: &budget) else { return nil }
      if let end = ends.last, end > index || index > lastEnd {
        let filled = all ? Self.fill(replacement, match: Self.string(scalars[index..<end])) : replacement
        guard budget.payBytes(filled.utf8.count) else { return nil }
        result += filled
        lastEnd = end
        if !all { return result + Self.string(scalars[end...]) }
        if end > index {
          index = end
          continue
        }
      }
      if index < scalars.count { result.unicodeScalars.append(scalars[index]) }
      index += 1
    }
    return result
  }

  /// All ends of matches that begin at `start`, ascending; nil when the budget ends first.
  private func matchEnds(
    in scalars: [Unicode.Scalar], from start: Int, spending budget: inout ExpansionBudget
  ) -> [Int]? {
    var ends: [Int] = []
    var states = closure(over: [0])
    if states.contains(tokens.count) { ends.append(start) }
    var index = start
    while index < scalars.count, !states.isEmpty {
      guard budget.paySteps(states.count) else { return nil }
      states = closure(over: states.compactMap { step($0, over: scalars[index]) })
      index += 1
      if states.contains(tokens.count) { ends.append(index) }
    }
    return ends
  }

  private func step(_ state: Int, over scalar: Unicode.Scalar) -> Int? {
    guard state < tokens.count else { return nil }
    switch tokens[state] {
    case .scalar(let expected): return scalar == expected ? state + 1 : nil
    case .anyScalar: return scalar == "\n" ? nil : state + 1
    case .anyRun: return scalar == "\n" ? nil : state
    }
  }

  private func closure(over states: [Int]) -> Set<Int> {
    var result: Set<Int> = []
    for var state in states {
      while result.insert(state).inserted, state < tokens.count, tokens[state] == .anyRun { state += 1 }
    }
    return result
  }

  /// `$0` and `${0}` are the match, `$$` is a dollar, any other `$name` is empty because the pattern has no groups.
  private static func fill(_ template: String, match: String) -> String {
    var result = ""
    var rest = Substring(template)
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      if rest.first == "$" {
        result += "$"
        rest = rest.dropFirst()
        continue
      }
      let isBraced = rest.first == "{"
      let name = rest.dropFirst(isBraced ? 1 : 0).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      let after = rest.dropFirst((isBraced ? 1 : 0) + name.count)
      if name.isEmpty || (isBraced && after.first != "}") {
        result += "$"
        continue
      }
      if name == "0" { result += match }
      rest = isBraced ? after.dropFirst() : after
    }
    return result + rest
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }
}
