internal import Images

/// What is different between the configs of two images. Values of the environment are compared, and never kept.
package struct ConfigComparison: Sendable, Hashable {
  /// A setting with both of its values.
  package struct Setting: Sendable, Hashable {
    /// What it is set to.
    package enum Value: Sendable, Hashable {
      /// Such as that of `user`.
      case text(String)
      /// Such as that of `entrypoint`, word by word.
      case list([String])
    }

    /// As the JSON report names it: `user`, `workingDir`, `entrypoint`, …; the key of a label.
    package var name: String
    /// Its value in the old image; nil when it is not set.
    package var old: Value?
    /// Its value in the new image; nil when it is not set.
    package var new: Value?
  }

  /// Names of things that one of the images has or that differ.
  package struct Names: Sendable, Hashable {
    /// Those that only the new image has, sorted.
    package var added: [String] = []
    /// Those that only the old image has, sorted.
    package var removed: [String] = []
    /// Those that both have, with different values, sorted.
    package var changed: [String] = []
  }

  /// The settings that differ, in a fixed order.
  package var settings: [Setting] = []
  /// The labels that differ, by key.
  package var labels: [Setting] = []
  /// Names of variables, sorted.
  package var environment = Names()

  package init() {}

  package var isEmpty: Bool { self == ConfigComparison() }

  /// Compares what the archives have, and keeps what may be shown of it; nothing where one of the configs is not known.
  init(_ before: ImageModel, _ after: ImageModel) {
    guard let old = before.configWithSecrets, let new = after.configWithSecrets, let shownOld = before.config,
      let shownNew = after.config
    else { return }
    let differ = zip(Self.settings(of: old), Self.settings(of: new)).map { $0.value != $1.value }
    let shown = zip(Self.settings(of: shownOld), Self.settings(of: shownNew))
    settings = zip(differ, shown).compactMap { differs, values in
      differs ? Setting(name: values.0.name, old: values.0.value, new: values.1.value) : nil
    }
    let (before, after) = (shownOld.labels, shownNew.labels)
    labels = Set(before.keys).union(after.keys).sorted().compactMap { key in
      old.labels[key] == new.labels[key] && before[key] == after[key]
        ? nil : Setting(name: key, old: before[key].map(Setting.Value.text), new: after[key].map(Setting.Value.text))
    }
    environment = Names(Self.variables(of: old), Self.variables(of: new))
  }

  /// All settings, set or not.
  private static func settings(of config: ImageConfig) -> [(name: String, value: Setting.Value?)] {
    [
      ("platform", text(config.platform)),
      ("user", text(config.user)),
      ("healthcheck", config.healthcheck.flatMap { text(ImageSummary.Healthcheck($0).words) }),
      ("exposedPorts", list(config.exposedPorts)),
      ("entrypoint", list(config.entrypoint)),
      ("cmd", list(config.cmd)),
      ("workingDir", text(config.workingDir)),
      ("volumes", list(config.volumes)),
      ("stopSignal", config.stopSignal.flatMap(text)),
      ("shell", list(config.shell)),
      ("onBuild", list(config.onBuild)),
    ]
  }

  private static func text(_ text: String) -> Setting.Value? { text.isEmpty ? nil : .text(text) }

  private static func list(_ words: [String]) -> Setting.Value? { words.isEmpty ? nil : .list(words) }

  /// The entries of each variable, by its name.
  private static func variables(of config: ImageConfig) -> [String: [String]] {
    Dictionary(grouping: config.env, by: ImageSummary.Config.variableName)
  }
}

extension ConfigComparison.Names {
  fileprivate init(_ old: [String: [String]], _ new: [String: [String]]) {
    added = new.keys.filter { old[$0] == nil }.sorted()
    removed = old.keys.filter { new[$0] == nil }.sorted()
    changed = new.keys.filter { name in old[name].map { $0 != new[name] } ?? false }.sorted()
  }
}
