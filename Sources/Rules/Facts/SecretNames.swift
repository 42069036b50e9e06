internal import Linting

/// Which names are those of secrets, with what a policy adds and allows.
struct SecretNames: Sendable {
  private static let words = RuleInfo.Option(
    "words", .textList, "Further words that name a secret when they stand between underscores; without it none.")
  private static let allowed = RuleInfo.Option(
    "allowed", .textList, "Names that are no secrets, with * for any text; without it none.")

  /// The options of each rule that judges names.
  static let options = [words, allowed]

  private let words: Set<Substring>
  private let allowed: [Glob]

  init(_ options: RuleOptions) {
    words = Set(options.texts(Self.words).map { $0.lowercased()[...] })
    allowed = options.texts(Self.allowed).map { Glob($0.lowercased()) }
  }

  /// Whether the policy says that nothing under this name is a secret.
  func allow(_ name: some StringProtocol) -> Bool {
    !allowed.isEmpty && allowed.contains { [name = name.lowercased()] in $0.matches(name) }
  }

  /// Whether it is the name of a secret, unless it is allowed.
  func hold(_ name: some StringProtocol) -> Bool {
    let name = name.lowercased()
    return SecretWords.namesSecret(name) || name.split(separator: "_").contains(where: words.contains)
  }
}
