internal import Dockerfile

extension BuildModel {
  /// The sources of COPY and ADD that are directories of a known context, each with the credential files that it brings
  /// along: in stages whose layers end in the image all of them, elsewhere those that are there for a secret.
  var credentialsInContext: [(source: ContextSource, paths: [String])] {
    guard let files = context?.files else { return [] }
    let secrets = files.fact(CredentialsInContext.self).all
    if secrets.isEmpty { return [] }
    let shipped = Set(shippedStages.map(\.index))
    return ContextSource.sources(in: self).filter { $0.instruction.keyword != .run }.map { source in
      let brought = secrets.filter { secret in
        (shipped.contains(source.stage.index) || secret.certainty == .always) && source.sends(below: secret.path)
      }
      return (source, brought.map(\.path))
    }
  }
}

private struct CredentialsInContext: ContextFact {
  let all: [CredentialInContext]

  /// No more are looked for, so that neither a long file nor a large context takes more than its share.
  private static let most = 64

  init(of files: [ContextFiles.File]) {
    all = Array(files.lazy.compactMap { CredentialInContext($0.path) }.prefix(Self.most))
  }
}

private struct CredentialInContext {
  var path: String
  var certainty: CredentialFiles.Certainty

  /// Directories whose credentials are samples, or packages of others.
  private static let excused: Set<Substring> = [
    "doc", "docs", "example", "examples", "fixtures", "node_modules", "spec", "test", "testdata", "tests", "vendor",
    ".git",
  ]

  init?(_ path: String) {
    guard let certainty = CredentialFiles.certainty(of: path),
      !path.split(separator: "/").dropLast().contains(where: Self.excused.contains)
    else { return nil }
    self.path = path
    self.certainty = certainty
  }
}
