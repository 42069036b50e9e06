internal import Dockerfile
internal import Linting

/// Which names of variables instructions mention.
enum VariableMentions {
  /// How a name stands in an instruction.
  enum Form {
    /// Behind `$` where the builder expands, anywhere as a word where a shell or a program may read it.
    case any
    /// As a word without `$`: where it is set, maybe.
    case bare
  }

  /// Those of `names` that an instruction mentions, heredocs included.
  static func names(
    in instruction: Instruction, of source: SourceText, among names: Set<String>, _ form: Form = .any
  ) -> Set<String> {
    if names.isEmpty { return [] }
    let isProgram = instruction.keyword == .run || instruction.keyword == .onbuild || instruction.keyword == nil
    let bytes = source.bytes[instruction.range.clamped(to: 0..<source.bytes.count)]
    var found: Set<String> = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      guard isStart(bytes[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.endIndex, isPart(bytes[index]) { index += 1 }
      guard index - start <= longestName, mayMention(start, in: bytes, form, isProgram) else { continue }
      let name = String(decoding: bytes[start..<index], as: UTF8.self)
      if names.contains(name) { found.insert(name) }
    }
    return found
  }

  private static func mayMention(_ start: Int, in bytes: ArraySlice<UInt8>, _ form: Form, _ isProgram: Bool) -> Bool {
    switch form {
    case .any: isProgram || isBehindDollar(start, in: bytes)
    case .bare: !isBehindDollar(start, in: bytes)
    }
  }

  /// No name that a person gives is longer.
  private static let longestName = 256

  private static func isBehindDollar(_ start: Int, in bytes: ArraySlice<UInt8>) -> Bool {
    var before = start - 1
    // `${NAME}`, `${!NAME}`, `${#NAME}`
    if before > bytes.startIndex, bytes[before] == UInt8(ascii: "#") || bytes[before] == UInt8(ascii: "!") {
      before -= 1
    }
    if before > bytes.startIndex, bytes[before] == UInt8(ascii: "{") { before -= 1 }
    return before >= bytes.startIndex && bytes[before] == UInt8(ascii: "$")
  }

  private static func isStart(_ byte: UInt8) -> Bool {
    byte.isLatinLetter || byte == UInt8(ascii: "_")
  }

  private static func isPart(_ byte: UInt8) -> Bool { isStart(byte) || byte.isDecimalDigit }
}
