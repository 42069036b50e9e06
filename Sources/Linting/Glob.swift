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

  /// What was probably meant as a wildcard and is none, with what is expected; nil where nothing looks like that.
  package static func fault(in pattern: String) -> String? {
    let bytes = Array(pattern.utf8)
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "["):
        guard let (_, end) = byteClass(bytes, from: index) else {
          return "a glob in which each `[` has its `]`; write `\\[` for the character itself"
        }
        index = end
      case UInt8(ascii: "{") where bytes[index...].contains(UInt8(ascii: "}")):
        return "a glob without braces, which it does not know: one entry for each; write `\\{` for the character itself"
      default: index += 1
      }
    }
    return nil
  }

  /// Whether it means one text and no other.
  package var isLiteral: Bool { literal != nil }

  package func matches(_ text: String) -> Bool { matches(Array(text.utf8)) }

  package func matches(_ text: [UInt8]) -> Bool {
    if let literal { return text == literal }
    // Which positions in the pattern are live, moved over the text byte by byte.
    var live = [Bool](repeating: false, count: tokens.count + 1)
    var next = live
    live[0] = true
    spread(&live)
    for byte in text {
      for state in next.indices { next[state] = false }
      for state in tokens.indices where live[state] {
        if let following = step(state, over: byte) { next[following] = true }
      }
      if !next.contains(true) { return false }
      spread(&next)
      swap(&live, &next)
    }
    return live[tokens.count]
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

  /// Makes live what is behind a live wildcard that may stand for nothing: in one pass, for it only leads forward.
  private func spread(_ live: inout [Bool]) {
    for state in tokens.indices where live[state] {
      switch tokens[state] {
      case .anyRun, .anyPath: live[state + 1] = true
      case .anySegments: live[state + 2] = true
      case .byte, .anyByte, .segmentTail, .oneOf: break
      }
    }
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
