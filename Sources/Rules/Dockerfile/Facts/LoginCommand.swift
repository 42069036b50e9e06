internal import Dockerfile

/// How a program is given a credential that it keeps.
struct LoginCommand: Sendable {
  /// Whether a command line gives it one.
  var isMeant: @Sendable (Invocation) -> Bool
  /// The words with which the program forgets it.
  var ends: Set<String> = []
  var isKnownToTrivy = false
  /// How its last word holds the credential.
  var kind = PasswordKind.behindName

  /// Whether a later command line of the program makes it forget the credential.
  func isEnded(by line: Invocation) -> Bool { line.subcommands.contains { ends.contains($0.text) } }

  private static let containers = LoginCommand(
    isMeant: { $0.subcommands.last?.text == "login" && $0.has("-p", "--password", "--password-stdin") },
    ends: ["logout"])

  /// `config set KEY VALUE` of npm and its like, where the key is that of a credential.
  private static let packages = LoginCommand(
    isMeant: { line in
      let words = line.subcommands + line.operands
      guard let first = words.first?.text, first == "config" || first == "set" else { return false }
      return words.contains { word in
        let key = word.text.prefix { $0 != "=" }
        return keys.contains { key.hasSuffix($0) }
      } && !words.contains { $0.text == "delete" || $0.text == "get" || $0.text == "unset" }
    }, ends: ["delete", "logout", "unset"])

  private static let keys = [
    ":_authToken", ":_auth", ":_password", "_authToken", "_auth", "npmAuthToken", "npmAuthIdent",
  ]

  /// By the usual name of the program.
  static let all: [String: LoginCommand] = [
    "aws": LoginCommand(
      isMeant: { line in
        let words = line.subcommands + line.operands
        return line.subcommand == "configure set"
          && words.contains { $0.text.hasSuffix("_key") || $0.text.hasSuffix("_key_id") || $0.text.hasSuffix("_token") }
      }, isKnownToTrivy: true),
    "gcloud": LoginCommand(
      isMeant: { $0.subcommand == "auth activate-service-account" }, ends: ["revoke"], isKnownToTrivy: true),
    "az": LoginCommand(
      isMeant: { $0.subcommand == "login" && $0.has("-p", "--password", "--federated-token") }, ends: ["logout"],
      isKnownToTrivy: true),
    "doctl": LoginCommand(
      isMeant: { $0.subcommand == "auth init" && $0.has("-t", "--access-token") }, ends: ["remove"],
      isKnownToTrivy: true),
    "docker": containers, "helm": containers, "buildah": containers, "skopeo": containers,
    "npm": packages, "pnpm": packages, "yarn": packages,
    "poetry": LoginCommand(
      isMeant: { line in
        let words = line.subcommands + line.operands
        return words.first?.text == "config" && words.count > 2
          && words.contains { $0.text.hasPrefix("http-basic.") || $0.text.hasPrefix("pypi-token.") }
      }),
    "composer": LoginCommand(
      isMeant: { line in
        let words = line.subcommands + line.operands
        return words.contains { $0.text == "config" }
          && words.contains { word in composerKeys.contains { word.text.hasPrefix($0) } }
      }),
    // Settings have names without a dot, but for those that a host follows.
    "bundle": LoginCommand(
      isMeant: { line in
        let words = (line.subcommands + line.operands).filter { $0.text != "set" }
        guard words.count == 3, words[0].text == "config", words[1].text.contains("."), words[2].text.contains(":")
        else { return false }
        return !["build.", "local.", "mirror."].contains(where: words[1].text.hasPrefix)
          && !words[2].text.contains("://")
      }, ends: ["unset"], kind: .behindUser),
    "dotnet": LoginCommand(isMeant: { $0.subcommand.hasPrefix("nuget add") && $0.has("-p", "--password") }),
    "gh": LoginCommand(isMeant: { $0.subcommand == "auth login" && $0.has("--with-token") }, ends: ["logout"]),
    "cargo": LoginCommand(isMeant: { $0.subcommand == "login" && !$0.operands.isEmpty }, ends: ["logout"]),
  ]

  private static let composerKeys = ["github-oauth.", "gitlab-token.", "gitlab-oauth.", "http-basic.", "bearer."]
}
