internal import Dockerfile

/// A text that was meant as a JSON array of strings, but is none.
struct AttemptedArray {
  /// What is wrong with it, as messages say it.
  enum Flaw: String {
    case singleQuotes = "single quotes"
    case noQuotes = "words without quotes"
    case trailingComma = "a comma behind the last word"
    case textBehind = "text behind the bracket"
    case unclosed = "no bracket at the end"
    case other = "no valid JSON"
  }

  let flaw: Flaw

  /// nil when the text was meant otherwise: as the test command of the shell, or as a pattern of file names.
  ///
  /// - Parameter text: what stands behind the flags of an instruction and is known to be no valid array.
  init?(_ text: ArraySlice<UInt8>, for keyword: Keyword) {
    let text = Text(text)
    guard text.bytes.first == UInt8(ascii: "["), text.wasMeantAsArray(of: keyword) else { return nil }
    flaw = text.flaw
  }

  /// The text without blanks at its end.
  private struct Text {
    let bytes: ArraySlice<UInt8>
    /// What follows the bracket and blanks.
    private let inside: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) {
      bytes = text.prefix(text.count - text.reversed().prefix(while: Text.isBlank).count)
      inside = bytes.dropFirst().drop(while: Text.isBlank)
    }

    private var isClosed: Bool { bytes.last == UInt8(ascii: "]") }
    private var isSpaced: Bool { inside.startIndex > bytes.startIndex + 1 }

    private var quote: UInt8? {
      inside.first.flatMap { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") ? $0 : nil }
    }

    func wasMeantAsArray(of keyword: Keyword) -> Bool {
      switch keyword {
      // No path of a volume is a pattern.
      case .volume: isClosed || quote != nil
      case .copy, .add: quote != nil || (isClosed && hasSpacedComma)
      default: quote == nil ? isClosed && !isSpaced && isBareList(keyword) : !isSpaced || isQuotedList(keyword)
      }
    }

    /// `[ "a", …`: no shell word ends with a comma behind its quotes by chance. Where the command is a program to start, a
    /// test of one word is none either.
    private func isQuotedList(_ keyword: Keyword) -> Bool {
      guard let quote, let end = inside.dropFirst().firstIndex(of: quote) else { return false }
      let next = inside[(end + 1)...].drop(while: Text.isBlank)
      if next.first == UInt8(ascii: ",") { return true }
      return next.elementsEqual([UInt8(ascii: "]")]) && keyword != .run && keyword != .healthcheck
    }

    /// `[node, server.js]`, but not `[[ … ]]` and `[-f x]`.
    private func isBareList(_ keyword: Keyword) -> Bool {
      guard let first = inside.first, first != UInt8(ascii: "["), first != UInt8(ascii: "-") else { return false }
      return inside.contains(UInt8(ascii: ",")) || keyword == .cmd || keyword == .entrypoint
    }

    private var hasSpacedComma: Bool {
      zip(inside, inside.dropFirst()).contains { $0 == UInt8(ascii: ",") && Text.isBlank($1) }
    }

    var flaw: Flaw {
      if quote == UInt8(ascii: "'") { return .singleQuotes }
      if quote == nil { return .noQuotes }
      guard isClosed else { return inside.contains(UInt8(ascii: "]")) ? .textBehind : .unclosed }
      let last = inside.dropLast().last { !Text.isBlank($0) }
      return last == UInt8(ascii: ",") ? .trailingComma : .other
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
  }
}
