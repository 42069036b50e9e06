/// What Go's `filepath.Match` takes for a malformed pattern when BuildKit tries it on the path `.`: it reads no further than
/// to the first `*` behind something that is not the dot.
struct GlobSyntax {
  private var rest: ArraySlice<Unicode.Scalar>
  private let pattern: String

  static func check(_ scalars: [Unicode.Scalar], _ pattern: String) throws(IgnorePattern.Fault) {
    var syntax = GlobSyntax(rest: scalars[...], pattern: pattern)
    if try syntax.chunkIsDot() { _ = try syntax.chunkIsDot() }
  }

  /// Reads up to the next `*`, those at the start left aside; whether the dot matches what was read.
  private mutating func chunkIsDot() throws(IgnorePattern.Fault) -> Bool {
    rest = rest.drop { $0 == "*" }
    var matches: [Bool] = []
    while let scalar = rest.first, scalar != "*" {
      rest.removeFirst()
      switch scalar {
      case "[": matches.append(try classHasDot())
      case "\\":
        guard let escaped = rest.popFirst() else { throw .danglingEscape(pattern) }
        matches.append(escaped == ".")
      default: matches.append(scalar == "." || scalar == "?")
      }
    }
    return matches == [true]
  }

  private mutating func classHasDot() throws(IgnorePattern.Fault) -> Bool {
    let isNegated = rest.first == "^"
    if isNegated { rest.removeFirst() }
    var isEmpty = true
    var hasDot = false
    while isEmpty || rest.first != "]" {
      let low = try member()
      var high = low
      if rest.first == "-" {
        rest.removeFirst()
        high = try member()
      }
      hasDot = hasDot || (low <= "." && "." <= high)
      isEmpty = false
    }
    rest.removeFirst()
    return hasDot != isNegated
  }

  /// One end of a range. Neither a hyphen nor a closing bracket may stand for itself, and something must follow.
  private mutating func member() throws(IgnorePattern.Fault) -> Unicode.Scalar {
    guard var scalar = rest.popFirst() else { throw .openClass(pattern) }
    if scalar == "-" || scalar == "]" { throw .bareMember(scalar, pattern) }
    if scalar == "\\" {
      guard let escaped = rest.popFirst() else { throw .danglingEscape(pattern) }
      scalar = escaped
    }
    if rest.isEmpty { throw .openClass(pattern) }
    return scalar
  }
}

// MARK: Messages

extension IgnorePattern.Fault {
  static let bareNegation = Self(message: "“!” stands alone: expected a pattern behind it")

  static func openClass(_ pattern: String) -> Self {
    Self(message: "“\(pattern)” is no pattern: a “[” has no “]”; a bracket that is meant itself is written “\\[”")
  }

  static func bareMember(_ scalar: Unicode.Scalar, _ pattern: String) -> Self {
    Self(message: "“\(pattern)” is no pattern: between brackets “\(scalar)” must be written “\\\(scalar)”")
  }

  static func danglingEscape(_ pattern: String) -> Self {
    Self(message: "“\(pattern)” is no pattern: the “\\” at its end escapes nothing; directories are parted by “/”")
  }

  static func unknownEscape(_ scalar: Unicode.Scalar, _ pattern: String) -> Self {
    Self(message: "“\(pattern)” is no pattern: “\\\(scalar)” escapes nothing special; directories are parted by “/”")
  }

  static func reversedRange(_ low: Unicode.Scalar, _ high: Unicode.Scalar, _ pattern: String) -> Self {
    Self(message: "“\(pattern)” is no pattern: the range “\(low)-\(high)” runs backwards")
  }
}
