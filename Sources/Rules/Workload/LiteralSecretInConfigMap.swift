package import Linting
package import Workloads

/// A secret in a ConfigMap.
package struct LiteralSecretInConfigMap: Rule {
  package static let info = RuleInfo(
    name: "literal-secret-in-config-map",
    aliases: ["polaris:sensitiveConfigmapContent", "KSV-0109", "KSV-01010"],
    groups: ["kubernetes", "secrets", "security"], severity: .error,
    summary: "A ConfigMap holds a secret.",
    rationale: """
      ConfigMaps are for everybody to read: they are shown, logged and exported without a thought. Empty values,
      placeholders and references are excused.
      """,
    help: "Put it into a Secret that is not in the repository.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          LOG_LEVEL: info
          API_TOKEN: ‹qhV8s2LmX0›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          LOG_LEVEL: info
          API_TOKEN: ""
          TOKEN_LIFETIME: 30m
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.configs.filter { $0.kind == .configMap }.flatMap { config in
      config.textEntries.compactMap { entry in
        guard let text = entry.value.text, let what = Self.description(of: text, named: entry.key) else { return nil }
        return manifest.finding(Self.info, message(config, entry.key, what), atSecret: entry.value)
      }
    }
  }

  /// What a value is or, where it is a file of settings, holds.
  private static func description(of text: String, named key: String) -> String? {
    if let known = LiteralSecret.description(of: text, named: key) { return known }
    let ending = key.lowercased().split(separator: ".").last.map(String.init) ?? ""
    guard settings.contains(ending), SecretAssignments.holdsPassword(inSettings: Array(text.utf8)) else { return nil }
    return "settings with a password"
  }

  /// Files that hold settings and no programs, in which a password is a variable.
  private static let settings: Set = [
    "cfg", "cnf", "conf", "env", "ini", "json", "properties", "toml", "yaml", "yml",
  ]
}

private func message(_ config: ConfigObject, _ key: String, _ what: String) -> String {
  "\(key) of \(config.object.title) is \(what): a ConfigMap is for everybody to read"
}
