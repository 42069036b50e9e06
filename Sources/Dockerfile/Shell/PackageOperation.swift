/// One call of a package manager.
package struct PackageOperation: Sendable {
  package var manager: PackageManager
  package var action: PackageManager.Action
  /// The words that name the action: `install`, `pip install`, `global add`; empty for a bare `yarn` and for `npx`.
  package var subcommand: String
  /// What the command line names, as far as it is known.
  package var packages: [Package]
  /// Words that may name packages, but whose text is not known: `$PACKAGES`.
  package var unknownPackages: [ShellCommand.Argument]
  /// Files that list packages: `pip install -r FILE`, `uv pip sync FILE`, `conda env create -f FILE`.
  package var requirementFiles: [ShellCommand.Argument]
  /// Files that hold versions down: `pip install -c FILE`.
  package var constraintFiles: [ShellCommand.Argument]
  /// The command line; for `python -m pip` that of pip.
  package var line: Invocation
  package var command: ShellCommand

  /// Whether it names no package, so that it works from the project's own list.
  package var isForProject: Bool { packages.isEmpty && unknownPackages.isEmpty && requirementFiles.isEmpty }

  /// Whether an option has a value, alone or in a list with commas: `--omit=dev,optional`.
  package func option(_ option: String, has value: String) -> Bool {
    line.values(of: option).contains { $0.split(separator: ",").contains { $0 == value } }
  }

  // MARK: Switches

  /// Whether it stops to ask, unless it is told that the answer is yes.
  package var asks: Bool { manager.asks(at: action) }

  /// Whether the command line answers its questions.
  package var assumesYes: Bool {
    if line.isOn(manager.assumeYesOptions) { return true }
    guard manager.ecosystem == .debian else { return false }
    // As quiet as that, apt-get assumes it.
    let quiet = line.options.filter { $0.name == "-q" || $0.name == "--quiet" }
    let level = quiet.reduce(0) { $0 + ($1.value.flatMap { Int($0.text.prefix(2)) } ?? 1) }
    return (manager.name == "apt-get" && level >= 2) || aptSetting("APT::Get::Assume-Yes").map { !$0 } ?? false
  }

  /// Whether it leaves out packages that are only recommended.
  package var skipsRecommended: Bool {
    if line.isOn(manager.skipRecommendedOptions) { return true }
    for (option, item) in manager.recommendedSettings {
      let values = line.values(of: option).compactMap { Self.setting($0, named: item) }
      if let last = values.last, Invocation.isFalse(last) { return true }
    }
    return aptSetting("APT::Install-Recommends") ?? false
  }

  /// Whether `-o ITEM=…` says no; nil when it does not stand there.
  private func aptSetting(_ item: String) -> Bool? {
    guard manager.ecosystem == .debian else { return nil }
    return line.values(of: "-o", "--option").compactMap { Self.setting($0, named: item) }.last.map(Invocation.isFalse)
  }

  /// The value of `item=value`, when the item is the one that is asked for; names are compared without case.
  private static func setting(_ text: String, named item: String) -> String? {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    return text[..<equals].lowercased() == item.lowercased() ? String(text[text.index(after: equals)...]) : nil
  }

  /// The option that keeps it from caching what it fetches; nil when none is given.
  package var noCacheOption: Invocation.Option? { line.options(in: manager.noCacheOptions).last }

  /// Whether the command line, or a variable set for this command alone, keeps it from caching what it fetches.
  package var keepsNoCache: Bool {
    if line.isOn(manager.noCacheOptions) { return true }
    guard let variable = manager.noCacheVariable, let value = command.assignments[variable]?.text else { return false }
    return !value.isEmpty && !Invocation.isFalse(value)
  }

  /// Whether the command line holds it to the versions of a lock file, or to hashes.
  package var usesLockFile: Bool {
    line.isOn(manager.lockOptions) || manager.lockingSubcommands.contains(line.path(of: manager))
  }

  /// The name under which `apk add --virtual` groups the packages; nil without one.
  package var virtualName: ShellCommand.Argument? {
    manager.ecosystem == .alpine ? line.option("-t", "--virtual")?.value : nil
  }

  /// The directories that it empties, for a user with that home directory: `yum clean all`, `pip cache purge`.
  package func emptiedDirectories(home: String = "/root") -> [String] {
    guard action == .clean else { return [] }
    return manager.cleanings.filter(isDone).flatMap(\.directories).map { PackageManager.resolve($0, home) }
  }

  private func isDone(_ cleaning: PackageManager.Cleaning) -> Bool {
    guard cleaning.subcommands.contains(line.path(of: manager)) else { return false }
    if cleaning.needs.isEmpty { return line.operands.isEmpty }
    return line.operands.contains { cleaning.needs.contains($0.text) } || !line.options(in: cleaning.needs).isEmpty
  }
}
