package import Dockerfile
internal import Linting

extension Instruction {
  /// The credentials in the instruction's text and its heredocs: what each is, and its byte range in the source.
  ///
  /// - Parameter generic: whether random values of names of secrets count, beside the shapes that nothing else has.
  func credentials(in source: SourceText, generic: Bool) -> [(name: String, range: Range<Int>)] {
    var found = Self.find(in: text.bytes, generic: generic).map {
      (name: $0.name, range: text.sourceRange(of: $0.range))
    }
    for heredoc in heredocs {
      let body = Array(source.bytes[heredoc.content.clamped(to: source.bytes.indices)])
      let start = heredoc.content.lowerBound
      found += Self.find(in: body, generic: generic).map {
        (name: $0.name, range: start + $0.range.lowerBound..<start + $0.range.upperBound)
      }
    }
    return found
  }

  fileprivate static func find(in text: [UInt8], generic: Bool) -> [SecretToken] {
    let tokens = SecretTokens.find(in: text)
    guard generic else { return tokens }
    let others = SecretAssignments.find(in: text).filter { other in !tokens.contains { $0.range.overlaps(other.range) }
    }
    return tokens + others
  }
}

extension BuildModel {
  /// The byte ranges of the source that no report may show: everything that may be a credential, and the values of
  /// variables whose names are those of secrets.
  package var concealedRanges: [Range<Int>] {
    let written = Instruction.find(in: source.bytes, generic: true).map(\.range)
    let joined = syntax.instructions.filter { $0.lines.count > 1 }.flatMap { instruction in
      instruction.credentials(in: source, generic: true).map { $0.range }
    }
    let definitions = globalDefinitions + stages.flatMap(\.definitions)
    let values = definitions.filter { SecretWords.match($0.expandedName) }.compactMap { definition in
      definition.value.flatMap { word in
        Self.isReference(word.text) ? nil : definition.instruction.text.sourceRange(of: word.range)
      }
    }
    return written + joined + values
  }

  /// Paths and variables only lead to a secret.
  private static func isReference(_ value: String) -> Bool {
    let plain = value.drop { $0 == "\"" || $0 == "'" }
    return plain.isEmpty || plain.hasPrefix("/") || plain.hasPrefix("$")
  }
}
