/// A shell-like pattern over bytes: `*` and `?` within one path segment, `**` across segments, `[a-z]` classes.
///
/// Matching is by bytes, because paths inside images are bytes and not text. It takes time proportional to pattern ×
/// text at the worst, whatever the pattern.
package struct Glob: Sendable, Hashable {
  private enum Token: Sendable, Hashable {
    case byte(UInt8)
    case anyByte
    case anyRun
    case anyPath
    /// `**/`: nothing, or any number of whole segments. Always followed by `segmentTail`, its inside.
    case anySegments
    case segmentTail
    case oneOf([ClosedRange<UInt8>], negated: Bool)
  }

  package let pattern: String
  private let tokens: [Token]
  /// The only text that the pattern matches; nil when it has a wildcard.
  private let literal: [UInt8]?

  package init(_ pattern: String) {
    self.pattern = pattern
    self.tokens = Self.tokenize(Array(pattern.utf8))
    self.literal = Self.literal(tokens)
  }

  package func matches(_ text: String) -> Bool { matches(Array(text.utf8)) }

  package func matches(_ text: [UInt8]) -> Bool {
    if let literal { return text == literal }
    // The live positions in the pattern, moved over the text byte by byte.
    var states = closure([0])
    for byte in text {
      var next: Set<Int> = []
      for state in states where state < tokens.count {
        if let following = step(state, over: byte) { next.insert(following) }
      }
      if next.isEmpty { return false }
      states = closure(next)
    }
    return states.contains(tokens.count)
  }

  /// The position behind `byte` when the pattern stands at `state`; nil when it does not fit.
  private func step(_ state: Int, over byte: UInt8) -> Int? {
    let isSlash = byte == UInt8(ascii: "/")
    switch tokens[state] {
    case .byte(let expected): return byte == expected ? state + 1 : nil
    case .anyByte: return isSlash ? nil : state + 1
    case .anyRun: return isSlash ? nil : state
    case .anyPath: return state
    case .anySegments: return isSlash ? state : state + 1
    case .segmentTail: return isSlash ? state - 1 : state
    case .oneOf(let ranges, let negated):
      return !isSlash && ranges.contains(where: { $0.contains(byte) }) != negated ? state + 1 : nil
    }
  }

  private func closure(_ start: Set<Int>) -> Set<Int> {
    var result: Set<Int> = []
    var pending = Array(start)
    while let state = pending.popLast() {
      guard result.insert(state).inserted, state < tokens.count else { continue }
      switch tokens[state] {
      case .anyRun, .anyPath: pending.append(state + 1)
      case .anySegments: pending.append(state + 2)
      case .byte, .anyByte, .segmentTail, .oneOf: break
      }
    }
    return result
  }

  private static func literal(_ tokens: [Token]) -> [UInt8]? {
    var bytes: [UInt8] = []
    for token in tokens {
      guard case .byte(let byte) = token else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func tokenize(_ bytes: [UInt8]) -> [Token] {
    var tokens: [Token] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "*"):
        let stars = bytes[index...].prefix { $0 == UInt8(ascii: "*") }.count
        index += stars
        if stars == 1 {
          tokens.append(.anyRun)
        } else if index < bytes.count, bytes[index] == UInt8(ascii: "/") {
          tokens += [.anySegments, .segmentTail]
          index += 1
        } else {
          tokens.append(.anyPath)
        }
      case UInt8(ascii: "?"):
        tokens.append(.anyByte)
        index += 1
      case UInt8(ascii: "["):
        if let (token, end) = byteClass(bytes, from: index) {
          tokens.append(token)
          index = end
        } else {
          tokens.append(.byte(bytes[index]))
          index += 1
        }
      case UInt8(ascii: "\\") where index + 1 < bytes.count:
        tokens.append(.byte(bytes[index + 1]))
        index += 2
      default:
        tokens.append(.byte(bytes[index]))
        index += 1
      }
    }
    return tokens
  }

  /// A `[…]` class that begins at `start`, and the index behind it; nil when it is not closed.
  private static func byteClass(_ bytes: [UInt8], from start: Int) -> (Token, Int)? {
    var index = start + 1
    let negated = index < bytes.count && (bytes[index] == UInt8(ascii: "!") || bytes[index] == UInt8(ascii: "^"))
    if negated { index += 1 }
    var ranges: [ClosedRange<UInt8>] = []
    while index < bytes.count, bytes[index] != UInt8(ascii: "]") || ranges.isEmpty {
      let low = bytes[index]
      if index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "-"), bytes[index + 2] != UInt8(ascii: "]"),
        bytes[index + 2] >= low
      {
        ranges.append(low...bytes[index + 2])
        index += 3
      } else {
        ranges.append(low...low)
        index += 1
      }
    }
    guard index < bytes.count else { return nil }
    return (.oneOf(ranges, negated: negated), index + 1)
  }
}
