package import Dockerfile
internal import Linting

extension Instruction {
  /// The credentials in the instruction's text and its heredocs: what each is, and its byte range in the source.
  ///
  /// - Parameter generic: whether passwords in addresses and random values of names of secrets count, beside the shapes that
  ///   nothing else has.
  func credentials(in source: SourceText, generic: Bool) -> [(name: String, range: Range<Int>)] {
    tokens(in: source) { text in
      SecretTokens.find(in: text, withRandomValues: generic).filter { generic || $0.hasOwnShape }
    }
  }

  /// The passwords in addresses and headers: what only its place shows.
  func placedPasswords(in source: SourceText) -> [(name: String, range: Range<Int>)] {
    tokens(in: source) { SecretTokens.find(in: $0).filter { !$0.hasOwnShape } }
  }

  private func tokens(
    in source: SourceText, _ find: ([UInt8]) -> [SecretToken]
  ) -> [(name: String, range: Range<Int>)] {
    var found = find(text.bytes).map { (name: $0.name, range: text.sourceRange(of: $0.range)) }
    for heredoc in heredocs {
      let body = Array(source.bytes[heredoc.content.clamped(to: source.bytes.indices)])
      let start = heredoc.content.lowerBound
      found += find(body).map { ($0.name, start + $0.range.lowerBound..<start + $0.range.upperBound) }
    }
    return found
  }
}

extension BuildModel {
  /// The byte ranges of the source that no report may show: everything that may be a credential, and the values of
  /// variables whose names are those of secrets.
  package var concealedRanges: [Range<Int>] {
    let written = SecretTokens.find(in: source.bytes, withRandomValues: true).map(\.range)
    let joined = syntax.instructions.filter { $0.lines.count > 1 }.flatMap { instruction in
      instruction.credentials(in: source, generic: true).map { $0.range }
    }
    let given = writtenRuns.flatMap { _, run in run.writtenPasswords(in: source).map(\.range) }
    return written + joined + given + secretValues
  }

  /// The values of ARG and ENV, wherever they stand, whose names as written or expanded are those of secrets.
  private var secretValues: [Range<Int>] {
    let expanded = writtenDefinitions.filter { SecretWords.match($0.expandedName) }.map { ($0.instruction, $0.value) }
    let instructions = syntax.instructions.flatMap { [$0] + $0.trigger }.filter {
      $0.keyword == .arg || $0.keyword == .env
    }
    let written = instructions.flatMap { instruction in
      instruction.arguments.pairs.filter { SecretWords.match($0.name.text) }.map { (instruction, $0.value) }
    }
    let values = (written + expanded).compactMap { instruction, value in
      value.flatMap { Self.isReference($0.text) ? nil : instruction.text.sourceRange(of: $0.range) }
    }
    return values + instructions.compactMap(\.unreadSecret)
  }

  /// Paths and variables only lead to a secret.
  private static func isReference(_ value: String) -> Bool {
    let plain = value.drop { $0 == "\"" || $0 == "'" }
    return plain.isEmpty || plain.hasPrefix("/") || plain.hasPrefix("$")
  }
}

extension Instruction {
  /// What stands behind the pairs of an ENV that names a secret: of `PASSWORD=two words` only one word is the value, and the
  /// rest, which the builder refuses, is the secret's, too. nil where everything is read.
  fileprivate var unreadSecret: Range<Int>? {
    guard keyword == .env, arguments.pairs.contains(where: { SecretWords.match($0.name.text) }),
      let unread = arguments.pairs.first(where: { $0.value == nil && !SecretWords.match($0.name.text) })
    else { return nil }
    return text.sourceRange(of: unread.name.range.lowerBound..<text.count)
  }
}
