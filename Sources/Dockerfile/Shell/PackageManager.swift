/// How a package manager's command line is read: which words are its options' values, and what its subcommands do.
package struct PackageManager: Sendable {
  /// What a subcommand does.
  package enum Action: Sendable {
    case install
    /// Fetches the index of packages.
    case update
    case upgrade
    case remove
    case clean
  }

  /// The usual name of the program, for all its spellings.
  package let name: String
  let programs: [String]
  /// Options that take the next word as their value.
  let valueOptions: Set<String>
  let actions: [String: Action]
  /// What stands between a package's name and its version: `=` for apt-get, `==` for pip.
  let versionSeparators: [String]
  /// Subcommands of which the second word counts: `uv pip install`, `yarn global add`.
  let groups: Set<String>

  init(
    _ name: String, programs: [String]? = nil, values: Set<String> = [], actions: [String: Action],
    versions: [String] = [], groups: Set<String> = []
  ) {
    self.name = name
    self.programs = programs ?? [name]
    self.valueOptions = values
    self.actions = actions
    self.versionSeparators = versions
    self.groups = groups
  }

  static let byProgram: [String: PackageManager] = {
    var table: [String: PackageManager] = [:]
    for manager in all { for program in manager.programs { table[program] = manager } }
    return table
  }()

  private static let aptActions: [String: Action] = [
    "install": .install, "build-dep": .install, "reinstall": .install, "update": .update, "upgrade": .upgrade,
    "full-upgrade": .upgrade, "dist-upgrade": .upgrade, "dselect-upgrade": .upgrade, "safe-upgrade": .upgrade,
    "remove": .remove, "purge": .remove, "autoremove": .remove, "autopurge": .remove, "clean": .clean,
    "autoclean": .clean, "distclean": .clean,
  ]

  private static let rpmActions: [String: Action] = [
    "install": .install, "reinstall": .install, "localinstall": .install, "groupinstall": .install,
    "builddep": .install, "makecache": .update, "update": .upgrade, "upgrade": .upgrade, "distro-sync": .upgrade,
    "remove": .remove, "erase": .remove, "autoremove": .remove, "clean": .clean,
  ]

  private static let nodeActions: [String: Action] = [
    "install": .install, "i": .install, "in": .install, "add": .install, "ci": .install, "clean-install": .install,
    "isntall": .install, "update": .upgrade, "up": .upgrade, "upgrade": .upgrade, "uninstall": .remove,
    "remove": .remove, "rm": .remove, "prune": .remove,
  ]

  private static let all: [PackageManager] = [
    PackageManager(
      "apt-get", programs: ["apt-get", "apt", "aptitude"],
      values: [
        "-o", "--option", "-c", "--config-file", "-t", "--target-release", "--default-release", "-a",
        "--host-architecture",
      ],
      actions: aptActions, versions: ["=", "/"]),
    PackageManager(
      "apk",
      values: [
        "-t", "--virtual", "-p", "--root", "-X", "--repository", "--arch", "--cache-dir", "--keys-dir",
        "--repositories-file", "--wait", "--cache-max-age",
      ],
      actions: [
        "add": .install, "update": .update, "upgrade": .upgrade, "fix": .upgrade, "del": .remove, "cache": .clean,
      ], versions: ["=", "~", ">", "<", "@"]),
    PackageManager(
      "dnf", programs: ["dnf", "dnf5", "microdnf", "tdnf"],
      values: [
        "-c", "--config", "-d", "-e", "-x", "--exclude", "--enablerepo", "--disablerepo", "--installroot",
        "--releasever", "--repo", "--setopt", "--forcearch",
      ],
      actions: rpmActions, versions: ["-"]),
    PackageManager(
      "yum",
      values: [
        "-c", "--config", "-d", "-e", "-x", "--exclude", "--enablerepo", "--disablerepo", "--installroot",
        "--releasever", "--setopt",
      ],
      actions: rpmActions, versions: ["-"]),
    PackageManager(
      "zypper",
      values: ["-r", "--repo", "-R", "--root", "--from", "-t", "--type", "-C", "--cache-dir", "-c", "--config"],
      actions: [
        "install": .install, "in": .install, "source-install": .install, "si": .install, "refresh": .update,
        "ref": .update, "update": .upgrade, "up": .upgrade, "patch": .upgrade, "dist-upgrade": .upgrade,
        "dup": .upgrade, "remove": .remove, "rm": .remove, "clean": .clean, "cc": .clean,
      ], versions: ["=", ">", "<", "~"]),
    PackageManager(
      "npm",
      values: ["--registry", "--prefix", "-C", "--cache", "--loglevel", "--omit", "--include", "-w", "--workspace"],
      actions: nodeActions.merging(["cache": .clean]) { $1 }, versions: ["@"]),
    PackageManager(
      "pnpm", values: ["--registry", "-C", "--dir", "--filter", "-F", "--store-dir"],
      actions: nodeActions.merging(["store": .clean]) { $1 }, versions: ["@"]),
    PackageManager(
      "yarn", values: ["--registry", "--cwd", "--cache-folder", "--network-timeout", "--network-concurrency"],
      actions: ["": .install, "install": .install, "add": .install, "remove": .remove, "cache": .clean],
      versions: ["@"], groups: ["global"]),
    PackageManager("bun", values: ["--cwd", "--registry"], actions: nodeActions, versions: ["@"]),
    PackageManager(
      "pip", programs: ["pip", "pip3", "pip2"],
      values: [
        "-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-t", "--target", "-i", "--index-url",
        "--extra-index-url", "-f", "--find-links", "--prefix", "--root", "--src", "--platform", "--python-version",
        "--trusted-host", "--cache-dir", "--timeout", "--retries", "--proxy", "--no-binary", "--only-binary",
        "--progress-bar", "--log", "--upgrade-strategy",
      ],
      actions: ["install": .install, "uninstall": .remove, "cache": .clean],
      versions: ["==", "===", ">=", "<=", "~=", "!=", ">", "<", "@"]),
    PackageManager(
      "uv",
      values: [
        "-p", "--python", "--extra", "--group", "--only-group", "--no-group", "--project", "--directory", "--index",
        "--index-url", "--default-index", "--cache-dir", "-r", "--requirements", "--link-mode", "--package",
      ],
      actions: [
        "sync": .install, "add": .install, "install": .install, "remove": .remove, "uninstall": .remove,
        "cache": .clean,
      ], versions: ["==", ">=", "~=", "@"], groups: ["pip", "tool"]),
    PackageManager(
      "poetry", values: ["-C", "--directory", "-P", "--project", "--only", "--with", "--without", "-E", "--extras"],
      actions: [
        "install": .install, "sync": .install, "add": .install, "update": .upgrade, "remove": .remove, "cache": .clean,
      ],
      versions: ["@", "=="]),
    PackageManager(
      "composer", values: ["-d", "--working-dir"],
      actions: [
        "install": .install, "i": .install, "require": .install, "update": .upgrade, "remove": .remove,
        "clear-cache": .clean, "clearcache": .clean,
      ], versions: [":", "="]),
    PackageManager(
      "bundle", programs: ["bundle", "bundler"],
      values: ["--jobs", "-j", "--retry", "--path", "--without", "--with", "--gemfile"],
      actions: ["": .install, "install": .install, "update": .upgrade, "clean": .clean]),
  ]
}

/// One call of a package manager.
package struct PackageOperation: Sendable {
  /// A package that the command line names.
  package struct Package: Sendable {
    package var name: String
    package var version: String?
    package var argument: ShellCommand.Argument
  }

  package var manager: PackageManager
  package var action: PackageManager.Action
  /// The word that names the action; empty for a bare `yarn`.
  package var subcommand: String
  /// Only packages whose names are known.
  package var packages: [Package]
  package var command: ShellCommand
  /// The values of options, by option: `--omit` → `dev`.
  package var optionValues: [String: [String]]

  /// Whether an option has a value, written `--option value` or `--option=value`.
  package func option(_ option: String, has value: String) -> Bool {
    optionValues[option]?.contains { $0.split(separator: ",").contains { $0 == value } } ?? false
  }
}

extension ShellCommand {
  /// What this command does with packages; nil when it is no package manager, or only asks one.
  package var packageOperation: PackageOperation? {
    var program = name.text
    var line = arguments[...]
    if program.hasPrefix("python"), line.first?.text == "-m", line.count > 1 {
      line = line.dropFirst()
      program = line.removeFirst().text
    }
    guard let manager = PackageManager.byProgram[program] else { return nil }
    var values: [String: [String]] = [:]
    var operands = manager.operands(of: line, values: &values)
    if let first = operands.first, manager.groups.contains(first.text) { operands = operands.dropFirst() }
    let subcommand = operands.first?.text ?? ""
    guard let action = manager.actions[subcommand] else { return nil }
    let packages = operands.dropFirst().filter(\.isKnown).map { manager.package($0) }
    return PackageOperation(
      manager: manager, action: action, subcommand: subcommand, packages: packages, command: self, optionValues: values)
  }
}

extension PackageManager {
  /// The words that are neither options nor their values.
  fileprivate func operands(
    of line: ArraySlice<ShellCommand.Argument>, values: inout [String: [String]]
  ) -> ArraySlice<ShellCommand.Argument> {
    var operands: [ShellCommand.Argument] = []
    var index = line.startIndex
    while index < line.endIndex {
      let word = line[index]
      index += 1
      guard word.text.hasPrefix("-"), word.text.count > 1 else {
        operands.append(word)
        continue
      }
      if let equals = word.text.firstIndex(of: "=") {
        values[String(word.text[..<equals]), default: []].append(String(word.text[word.text.index(after: equals)...]))
      } else if valueOptions.contains(word.text), index < line.endIndex {
        values[word.text, default: []].append(line[index].text)
        index += 1
      }
    }
    return operands[...]
  }

  fileprivate func package(_ argument: ShellCommand.Argument) -> PackageOperation.Package {
    // A scope's @ is no version: @angular/cli@17.
    let searched = argument.text.dropFirst(argument.text.hasPrefix("@") ? 1 : 0)
    let cuts = versionSeparators.filter { $0 != "-" }.compactMap { searched.range(ofFirst: $0) }
    guard let cut = cuts.min(by: { $0.lowerBound < $1.lowerBound }) else {
      return PackageOperation.Package(name: argument.text, version: nil, argument: argument)
    }
    return PackageOperation.Package(
      name: String(argument.text[..<cut.lowerBound]), version: String(argument.text[cut.upperBound...]),
      argument: argument)
  }
}

extension Substring {
  /// The first occurrence of a text.
  fileprivate func range(ofFirst text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
