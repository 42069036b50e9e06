internal import Dockerfile
internal import Linting

/// Which names ARG and ENV define, whatever the values.
struct DefinedNames {
  /// The first stage that an ARG is seen in, by name; -1 before the first FROM.
  private var arguments: [String: Int] = [:]

  init(in file: BuildModel) {
    for definition in file.globalDefinitions { arguments[definition.expandedName] = -1 }
    for stage in file.stages {
      for definition in stage.definitions where definition.kind == .argument {
        if arguments[definition.expandedName] == nil { arguments[definition.expandedName] = stage.index }
      }
    }
  }

  /// Whether a stage, one below it, or an ARG above defines a variable that stands in a range of the source; nil where no
  /// dollar stands.
  func defineAny(in range: Range<Int>, of stage: Stage, _ source: SourceText) -> Bool? {
    let text = source.bytes[range.clamped(to: source.bytes.indices)]
    guard text.contains(UInt8(ascii: "$")) else { return nil }
    return text.split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false).dropFirst().contains { piece in
      let name = (piece.first == UInt8(ascii: "{") ? piece.dropFirst() : piece).prefix { byte in
        byte.isLatinLetter || byte.isDecimalDigit || byte == UInt8(ascii: "_")
      }
      return define(String(decoding: name, as: UTF8.self), of: stage)
    }
  }

  private func define(_ name: String, of stage: Stage) -> Bool {
    arguments[name].map { $0 <= stage.index } ?? false || stage.environment.knows(name)
  }
}
