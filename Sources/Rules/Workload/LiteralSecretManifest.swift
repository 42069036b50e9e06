package import Linting
package import Workloads

/// A secret in the repository.
package struct LiteralSecretManifest: Rule {
  package static let info = RuleInfo(
    name: "literal-secret-manifest",
    groups: ["kubernetes", "secrets", "security"], severity: .error,
    summary: "A Secret in a file holds a real value.",
    rationale: """
      Base 64 hides nothing: whoever has the repository has the secret, for as long as its history lasts. Placeholders,
      empty values and references to a store of secrets are excused, and so are certificates and plain settings, such
      as a host or a port, under a key that names no secret, and manifests that are read from standard input, such as
      those that Helm renders, or that git ignores.
      """,
    help: """
      Keep the values out of the repository: give them at the installation, or seal them (SealedSecret, \
      ExternalSecret). Change what was committed.
      """,
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: db
        stringData:
          password: ‹x7Jq2mPz›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: db
        stringData:
          host: db.internal
          password: changeme
          token: ""
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    guard manifest.file.isStored else { return [] }
    return manifest.configs.filter { $0.kind == .secret }.flatMap { secret in
      let texts = Set(secret.textEntries.map(\.value.range))
      return secret.entries.filter { isReal($0, isText: texts.contains($0.value.range)) }.map { entry in
        manifest.finding(Self.info, message(secret, entry.key), atSecret: entry.value)
      }
    }
  }

  private func isReal(_ entry: YAMLNode.Entry, isText: Bool) -> Bool {
    guard let text = entry.value.text, !text.isEmpty else { return false }
    let value = isText ? text : decoded(text)
    return LiteralSecret.isReal(value) && !PlainSetting.isPlain(value, named: entry.key)
  }
}

/// What is no base 64 the API refuses; it may be a secret all the same.
private func decoded(_ text: String) -> String {
  base64(text.filter { !$0.isWhitespace }).map { String(decoding: $0, as: UTF8.self) } ?? text
}

extension ConfigObject {
  /// The value of a Secret's entry as pods get it; nil for none.
  func plainText(of entry: YAMLNode.Entry) -> String? {
    guard let text = entry.value.text else { return nil }
    return textEntries.contains { $0.value.range == entry.value.range } ? text : decoded(text)
  }
}

private func message(_ secret: ConfigObject, _ key: String) -> String {
  "\(secret.object.title) holds a real value for \(key), for everybody who has the file"
}
