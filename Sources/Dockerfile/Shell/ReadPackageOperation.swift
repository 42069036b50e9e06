extension ShellCommand {
  /// What this command does with packages; nil when it is no package manager, or only asks one. It is read at each call.
  package var packageOperation: PackageOperation? {
    guard let tool else { return nil }
    if let manager = tool.manager {
      return PackageOperation(of: self, manager, line: Invocation(arguments[...], of: tool))
    }
    // `python -m pip` is pip.
    guard tool.name == "python", let module = arguments.firstIndex(where: { $0.text == "-m" }),
      arguments[..<module].allSatisfy({ $0.text.hasPrefix("-") }), module + 1 < arguments.count,
      let inner = Tool.named(arguments[module + 1].text), let manager = inner.manager
    else { return nil }
    return PackageOperation(of: self, manager, line: Invocation(arguments[(module + 2)...], of: inner))
  }
}

extension PackageOperation {
  fileprivate init?(of command: ShellCommand, _ manager: PackageManager, line: Invocation) {
    guard line.subcommands.allSatisfy(\.isKnown), let action = manager.action(of: line.path(of: manager)) else {
      return nil
    }
    self.init(
      manager: manager, action: action, subcommand: line.subcommand, packages: [], unknownPackages: [],
      requirementFiles: line.options(in: manager.requirementOptions).compactMap(\.value),
      constraintFiles: line.options(in: manager.constraintOptions).compactMap(\.value), line: line, command: command)
    if action != .clean { readPackages() }
    if action == .run { keepProgram() }
    applyVersionOption()
  }

  private mutating func readPackages() {
    if manager.ecosystem == .conda, subcommand == "env create" || subcommand == "env update" { return }
    for option in line.options(in: manager.packageOptions) {
      guard let value = option.value else { continue }
      add(value, isLocal: option.name == "-e" || option.name.hasSuffix("editable"))
    }
    for operand in operands { add(operand, isLocal: false) }
  }

  /// The operands that may be packages.
  private var operands: [ShellCommand.Argument] {
    switch (manager.name, subcommand) {
    case ("pipx", "inject"): Array(line.operands.dropFirst())
    case ("uv", "sync"), ("uv", "lock"), ("npm", "ci"), ("cargo", "fetch"), ("composer", "install"),
      ("dotnet", "restore"), ("poetry", "install"), ("poetry", "sync"):
      []
    default: line.operands
    }
  }

  private mutating func add(_ word: ShellCommand.Argument, isLocal: Bool) {
    if !word.isKnown, !manager.ecosystem.hasKnownName(word) {
      unknownPackages.append(word)
    } else if manager.name == "uv", subcommand == "pip sync" {
      requirementFiles.append(word)
    } else {
      var package = manager.ecosystem.package(word)
      if isLocal, package.kind == .named { package = Package(word.text, word, kind: .file) }
      if isGrouping(word) { package.kind = .group }
      // A version that is not known may be any; whoever wrote it meant to fix one.
      if !word.isKnown, package.version != nil, package.pin == .tag { package.pin = .exact }
      packages.append(package)
    }
  }

  /// `zypper install -t pattern x`, `dnf module install x`, `dnf groupinstall x`.
  private func isGrouping(_ word: ShellCommand.Argument) -> Bool {
    guard manager.ecosystem == .redHat || manager.ecosystem == .suse else { return false }
    return subcommand.hasPrefix("module ") || subcommand.hasPrefix("group")
      || line.values(of: "-t", "--type").contains { $0 != "package" }
  }

  /// Of what is run, the first word is the package, unless an option names it; the rest is the program's.
  private mutating func keepProgram() {
    guard let program = line.operands.first else { return }
    let named = packages.filter { $0.argument.source != program.source }
    let isNamed = line.options.contains {
      ["-p", "--package", "--from", "--spec"].contains($0.name) && $0.value != nil
    }
    packages =
      named.filter { package in !line.operands.contains { $0.source == package.argument.source } }
      + (isNamed ? [] : packages.filter { $0.argument.source == program.source }.prefix(1))
    unknownPackages.removeAll { word in line.operands.dropFirst(isNamed ? 0 : 1).contains(word) }
  }

  /// `gem install a -v 1`, `cargo install a --version 1`, `dotnet tool install a --version 1`.
  private mutating func applyVersionOption() {
    guard let option = line.options(in: manager.versionOptions).last(where: { $0.value != nil }),
      let version = option.value
    else { return }
    for index in packages.indices where packages[index].version == nil && packages[index].kind == .named {
      packages[index].version = version.text
      packages[index].versionOperator = option.name
      packages[index].pin = version.isKnown ? manager.ecosystem.pin(ofOption: version.text) : .exact
    }
  }
}

extension Invocation {
  /// The subcommands as a manager's table names them.
  func path(of manager: PackageManager) -> String {
    if !subcommands.isEmpty { return joinedSubcommands("/") }
    return manager.ecosystem == .arch ? pacmanOperation ?? "" : "."
  }

  /// `-S`, `-Sy`, `-Su`, `-Syu`, `-Sc`, `-Scc`, `-U`, `-R`; nil when there is none of pacman's operations.
  private var pacmanOperation: String? {
    if has("-R", "--remove") { return "-R" }
    if has("-U", "--upgrade") { return "-U" }
    guard has("-S", "--sync") else { return nil }
    let cleans = count(of: "-c", "--clean")
    if cleans > 0 { return cleans > 1 ? "-Scc" : "-Sc" }
    if !operands.isEmpty { return "-S" }
    let refreshes = has("-y", "--refresh")
    if has("-u", "--sysupgrade") { return refreshes ? "-Syu" : "-Su" }
    return refreshes ? "-Sy" : nil
  }
}
