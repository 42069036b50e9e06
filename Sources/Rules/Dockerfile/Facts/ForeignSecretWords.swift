/// What other tools take for the name of a secret.
extension SecretWords {
  private static let hadolintParts = [
    "api_key", "client_key", "password", "private", "secret", "token", "username",
  ].map { Array($0.utf8) }
  private static let hadolintNames: Set = [
    "application_key", "aws_access_key_id", "ci_deploy_user", "docker_email", "facebook_app_id", "heroku_api_user",
    "okta_authn_groupid", "okta_client_orgurl", "okta_oauth2_clientid", "stripe_device_name", "travis_os_name",
    "travis_secure_env_vars", "travis_sudo",
  ]

  /// hadolint's test: a part of the name, anywhere in it, or one of a list.
  static func matchForHadolint(_ name: String) -> Bool {
    let lower = name.lowercased()
    let bytes = Array(lower.utf8)
    return hadolintNames.contains(lower) || hadolintParts.contains { bytes.holds($0) }
  }

  /// trivy's test: BuildKit's words and two more, excused by one.
  static func matchForTrivy(_ name: String) -> Bool {
    let words = Set(name.lowercased().split(separator: "_"))
    return !words.contains("public") && !words.isDisjoint(with: secret.union(["usr", "psw"]))
  }
}
