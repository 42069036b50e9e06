/// One pattern of an ignore file, over whole paths.
///
/// A pattern must be well formed in the sense of Go's `filepath.Match`. What it matches is what the regular expression
/// matches into which BuildKit turns it, some surprises included: `a**b` is `ab` or `a/x/b`, `[^a]` may be a slash, and
/// a wildcard between brackets is none. Other than in a shell, `[!a]` is a class of two.
struct IgnorePattern: Sendable {
  /// Why a pattern is refused.
  struct Fault: Error, Hashable {
    var message: String
  }

  private enum Shape: Sendable {
    /// Exactly this path.
    case path([Unicode.Scalar])
    /// What starts with this text: `a/**`.
    case start([Unicode.Scalar])
    /// What ends with this text, and the text without its leading slash: `**/a`, `**a`.
    case end([Unicode.Scalar])
    case steps([Step])
    /// An escape with a meaning that only a regular expression has, such as `\d`.
    case unknown
  }

  /// A part of the expression.
  fileprivate enum Step: Sendable {
    case one(ScalarSet)
    case many(ScalarSet)
    /// The next two steps, or nothing.
    case maybeTwo
    /// Only where the path begins.
    case start
  }

  private let shape: Shape

  init(_ pattern: String) throws(Fault) {
    let scalars = Array(pattern.unicodeScalars)
    try GlobSyntax.check(scalars, pattern)
    shape = try Self.shape(of: scalars, pattern)
  }

  /// Whether nobody can say what it matches.
  var isUnknown: Bool { if case .unknown = shape { true } else { false } }

  func matches(_ path: ArraySlice<Unicode.Scalar>) -> Bool {
    switch shape {
    case .path(let text): path.elementsEqual(text)
    case .start(let text): path.starts(with: text)
    case .end(let text):
      path.suffix(text.count).elementsEqual(text) || path.elementsEqual(text.dropFirst(text.first == "/" ? 1 : 0))
    case .steps(let steps): Self.live(steps, behind: path)[steps.count]
    case .unknown: false
    }
  }

  /// Whether some path that begins with this text may match.
  func mayMatch(startingWith start: [Unicode.Scalar]) -> Bool {
    switch shape {
    case .path(let text): text.starts(with: start)
    case .start(let text): text.starts(with: start) || start.starts(with: text)
    case .steps(let steps): Self.live(steps, behind: start[...]).contains(true)
    case .end, .unknown: true
    }
  }

  // MARK: Matching

  /// Before which steps a match can stand when the path is read; the last element tells whether it can be complete.
  private static func live(_ steps: [Step], behind path: ArraySlice<Unicode.Scalar>) -> [Bool] {
    var live = [Bool](repeating: false, count: steps.count + 1)
    live[0] = true
    skip(steps, &live, isAtStart: true)
    for scalar in path {
      var next = [Bool](repeating: false, count: steps.count + 1)
      for (index, step) in steps.enumerated() where live[index] {
        switch step {
        case .one(let set): if set.contains(scalar) { next[index + 1] = true }
        case .many(let set): if set.contains(scalar) { next[index] = true }
        case .maybeTwo, .start: break
        }
      }
      skip(steps, &next, isAtStart: false)
      live = next
    }
    return live
  }

  /// Adds where a match can go on without reading anything: always forward, so that one pass is enough.
  private static func skip(_ steps: [Step], _ live: inout [Bool], isAtStart: Bool) {
    for (index, step) in steps.enumerated() where live[index] {
      switch step {
      case .one: break
      case .many: live[index + 1] = true
      case .maybeTwo:
        live[index + 1] = true
        live[min(index + 3, steps.count)] = true
      case .start: if isAtStart { live[index + 1] = true }
      }
    }
  }

  // MARK: Compiling

  private static func shape(of pattern: [Unicode.Scalar], _ text: String) throws(Fault) -> Shape {
    let plain = pattern.allSatisfy { !["*", "?", "[", "]", "\\"].contains($0) }
    if plain { return .path(pattern) }
    let isPlainBehindStars = pattern.dropFirst(2).allSatisfy { !["*", "?", "[", "]", "\\"].contains($0) }
    if pattern.starts(with: ["*", "*"]), isPlainBehindStars { return .end(Array(pattern.dropFirst(2))) }
    let isPlainBeforeStars = pattern.dropLast(2).allSatisfy { !["*", "?", "[", "]", "\\"].contains($0) }
    if pattern.suffix(2) == ["*", "*"], isPlainBeforeStars { return .start(pattern.dropLast(2)) }
    var compiler = ExpressionReader(expression: expression(for: pattern), pattern: text)
    try compiler.read()
    return compiler.isUnknown ? .unknown : .steps(compiler.steps)
  }

  /// The regular expression that BuildKit makes of a pattern.
  private static func expression(for pattern: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var expression: [Unicode.Scalar] = []
    var rest = pattern[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*" where rest.first == "*":
        rest.removeFirst()
        if rest.first == "/" { rest.removeFirst() }
        expression += rest.isEmpty ? ExpressionReader.anything : ExpressionReader.directories
      case "*": expression += Array("[^/]*".unicodeScalars)
      case "?": expression += Array("[^/]".unicodeScalars)
      case ".", "+", "(", ")", "$": expression += ["\\", scalar]
      case "\\": expression += [scalar] + [rest.popFirst()].compactMap { $0 }
      default: expression.append(scalar)
      }
    }
    return expression
  }
}

/// A set of characters.
private struct ScalarSet: Sendable {
  var ranges: [ClosedRange<Unicode.Scalar>]
  var isNegated = false

  static let all = ScalarSet(ranges: [], isNegated: true)

  static func just(_ scalar: Unicode.Scalar) -> ScalarSet { ScalarSet(ranges: [scalar...scalar]) }

  func contains(_ scalar: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(scalar) } != isNegated }
}

/// Reads the few constructs of regular expressions that can come out of a pattern.
private struct ExpressionReader {
  static let anything = Array(".*".unicodeScalars)
  static let directories = Array("(.*/)?".unicodeScalars)
  /// Escapes that mean more than their letter, or take what follows them.
  private static let meaningful = Set("AbBQzafnrtvdDsSwWpPx01234567".unicodeScalars)

  let expression: [Unicode.Scalar]
  let pattern: String
  var steps: [IgnorePattern.Step] = []
  var isUnknown = false
  private var index = 0

  init(expression: [Unicode.Scalar], pattern: String) {
    self.expression = expression
    self.pattern = pattern
  }

  mutating func read() throws(IgnorePattern.Fault) {
    while let scalar = next() {
      switch scalar {
      case "^": steps.append(.start)
      case "(":
        index += Self.directories.count - 1
        steps += [.maybeTwo, .many(.all), .one(.just("/"))]
      case ".": append(.all)
      case "[": append(try readClass())
      case "\\": append(.just(try escaped()))
      // BuildKit leaves alternatives and repetitions as they are.
      case "|": isUnknown = true
      case "{" where peek.map { ("0"..."9").contains($0) } == true: isUnknown = true
      default: append(.just(scalar))
      }
    }
  }

  private var peek: Unicode.Scalar? { index < expression.count ? expression[index] : nil }

  private mutating func next() -> Unicode.Scalar? {
    guard let scalar = peek else { return nil }
    index += 1
    return scalar
  }

  private mutating func append(_ set: ScalarSet) {
    let isRepeated = peek == "*"
    if isRepeated { index += 1 }
    steps.append(isRepeated ? .many(set) : .one(set))
  }

  private mutating func readClass() throws(IgnorePattern.Fault) -> ScalarSet {
    var set = ScalarSet(ranges: [])
    if peek == "^" {
      set.isNegated = true
      index += 1
    }
    while true {
      guard let scalar = next() else { throw .openClass(pattern) }
      if scalar == "]", !set.ranges.isEmpty { return set }
      // `[:alpha:]`
      if scalar == "[", peek == ":" { isUnknown = true }
      let low = scalar == "\\" ? try escaped() : scalar
      var high = low
      if peek == "-", index + 1 < expression.count, expression[index + 1] != "]" {
        index += 1
        if let scalar = next() { high = scalar == "\\" ? try escaped() : scalar }
      }
      // What an escape stands for may well be less than its letter.
      guard low <= high || isUnknown else { throw .reversedRange(low, high, pattern) }
      set.ranges.append(low...max(low, high))
    }
  }

  private mutating func escaped() throws(IgnorePattern.Fault) -> Unicode.Scalar {
    guard let scalar = next() else {
      // It escapes the end of the expression.
      isUnknown = true
      return "$"
    }
    if Self.meaningful.contains(scalar) {
      isUnknown = true
    } else if !scalar.isASCII || ASCII.isLetter(UInt8(scalar.value)) || ASCII.isDigit(UInt8(scalar.value)) {
      throw .unknownEscape(scalar, pattern)
    }
    return scalar
  }
}
