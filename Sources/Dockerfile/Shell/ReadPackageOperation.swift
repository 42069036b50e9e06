extension ShellCommand {
  /// Whether it may have a `packageOperation`.
  var mayCallPackageManager: Bool { tool.map { $0.manager != nil || $0.name == "python" } ?? false }

  /// What this command does with packages; nil when it is no package manager, or only asks one. It is read at each call.
  package var packageOperation: PackageOperation? {
    guard let tool else { return nil }
    if let manager = tool.manager { return PackageOperation(of: self, manager, line: line) }
    guard tool.name == "python" else { return nil }
    // `python -m pip` is pip; what is behind the module is for it.
    let outer = line
    guard let module = outer.option("-m")?.value, let inner = Tool.named(module.text), let manager = inner.manager
    else { return nil }
    return PackageOperation(of: self, manager, line: Invocation(outer.operands[...], of: inner))
  }
}

extension PackageOperation {
  fileprivate init?(of command: ShellCommand, _ manager: PackageManager, line: Invocation) {
    guard !line.asksAboutProgram, line.subcommands.allSatisfy(\.isKnown),
      let action = manager.action(of: line.path(of: manager))
    else {
      return nil
    }
    self.init(
      manager: manager, action: action, subcommand: line.subcommand, packages: [], unknownPackages: [],
      requirementFiles: line.options(in: manager.requirementOptions).compactMap(\.value),
      constraintFiles: line.options(in: manager.constraintOptions).compactMap(\.value), line: line, command: command)
    if action != .clean { readPackages() }
    applyVersionOption()
    applySourceOption()
  }

  private mutating func readPackages() {
    if manager.ecosystem == .conda, subcommand == "env create" || subcommand == "env update" { return }
    for option in line.options(in: manager.packageOptions) {
      guard let value = option.value else { continue }
      add(value, isLocal: option.name == "-e" || option.name.hasSuffix("editable"))
    }
    unknownPackages += line.leadingUnknowns
    let isGroup = namesGroups
    for operand in operands { add(operand, isLocal: false, isGroup: isGroup) }
  }

  /// The operands that may be packages.
  private var operands: [ShellCommand.Argument] {
    if action == .run {
      // The first word is what is run, unless an option names it; the rest is for the program.
      let isNamed = line.options.contains { Self.programOptions.contains($0.name) && $0.value != nil }
      return Array(line.operands.prefix(isNamed ? 0 : 1))
    }
    switch (manager.name, subcommand) {
    case ("pipx", "inject"): return Array(line.operands.dropFirst())
    case ("composer", "create-project"): return Array(line.operands.prefix(1))
    case ("uv", "sync"), ("uv", "lock"), ("npm", "ci"), ("cargo", "fetch"), ("composer", "install"),
      ("dotnet", "restore"), ("poetry", "install"), ("poetry", "sync"):
      return []
    default: return line.operands
    }
  }

  private static let programOptions: Set<String> = ["-p", "--package", "--from", "--spec"]

  private mutating func add(_ word: ShellCommand.Argument, isLocal: Bool, isGroup: Bool = false) {
    if !word.isKnown, !isLocal, !manager.ecosystem.hasKnownName(word) {
      unknownPackages.append(word)
    } else if manager.name == "uv", subcommand == "pip sync" {
      requirementFiles.append(word)
    } else {
      var package = manager.ecosystem.package(word)
      // What is installed as it lies there is a directory, or an address.
      if isLocal, package.kind == .named { package = Package(word.text, word, kind: .file) }
      if isGroup { package.kind = .group }
      // A version that is not known may be any; whoever wrote it meant to fix one.
      if !word.isKnown, package.version != nil, package.pin == .tag { package.pin = .exact }
      packages.append(package)
    }
  }

  /// `zypper install -t pattern x`, `dnf module install x`, `dnf groupinstall x`.
  private var namesGroups: Bool {
    guard manager.ecosystem == .redHat || manager.ecosystem == .suse else { return false }
    return subcommand.hasPrefix("module ") || subcommand.hasPrefix("group")
      || line.values(of: "-t", "--type").contains { $0 != "package" }
  }

  /// `cargo install --git ADDRESS --tag v1 crate`, `cargo install --path . crate`: the crates come from there, so that what
  /// says which version of the source it is says it of them all.
  private mutating func applySourceOption() {
    guard manager.name == "cargo", packages.contains(where: { $0.kind == .url || $0.kind == .file }) else { return }
    packages.removeAll { $0.kind == .named }
    guard let option = line.option("--rev", "--tag", "--branch"), let version = option.value else { return }
    for index in packages.indices where packages[index].kind == .url {
      packages[index].version = version.text
      packages[index].versionOperator = option.name
      packages[index].pin = option.name == "--branch" && version.isKnown ? .tag : .exact
    }
  }

  /// What the words that are not known look like, as they are written: `$NAME=1.2` is a package with a version.
  package var unknownsAsWritten: [Package] {
    if unknownPackages.isEmpty { return [] }
    var copy = self
    copy.packages = unknownPackages.map { word in
      var package = manager.ecosystem.package(word.withoutCommands)
      package.argument = word
      return package
    }
    copy.applyVersionOption()
    return copy.packages
  }

  /// `gem install a -v 1`, `cargo install a --version 1`, `dotnet tool install a --version 1`.
  private mutating func applyVersionOption() {
    // `dotnet -v` is the version of a package, or how much to say.
    let isVersion = { (value: ShellCommand.Argument) in !value.isKnown || value.text.utf8.contains(where: ASCII.isDigit)
    }
    guard let option = line.options(in: manager.versionOptions).last(where: { $0.value.map(isVersion) ?? false }),
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
    // These only ask.
    if has("-s", "--search", "-i", "--info", "-l", "--list", "-g", "--groups", "-p", "--print") { return nil }
    let cleans = count(of: "-c", "--clean")
    if cleans > 0 { return cleans > 1 ? "-Scc" : "-Sc" }
    if !operands.isEmpty { return "-S" }
    let refreshes = has("-y", "--refresh")
    if has("-u", "--sysupgrade") { return refreshes ? "-Syu" : "-Su" }
    return refreshes ? "-Sy" : nil
  }
}

extension Invocation {
  /// Whether the program is only to tell of itself: `yarn --version`. With a value, `--version` is that of a package.
  fileprivate var asksAboutProgram: Bool {
    options.contains { $0.value == nil && ["--version", "--help", "-h"].contains($0.name) }
      || (subcommands.isEmpty && has("-v", "-V"))
  }
}

extension ShellCommand.Argument {
  /// With a variable in the place of all that is substituted, so that what stands inside is taken for no part of the word.
  fileprivate var withoutCommands: Self {
    guard !isKnown, text.utf8.contains(where: { $0 == ASCII.backtick || $0 == UInt8(ascii: "(") }) else { return self }
    var kept: [UInt8] = []
    var level = 0
    var isInBackticks = false
    for byte in text.utf8 {
      switch byte {
      case ASCII.backtick where level == 0:
        if !isInBackticks { kept += "$_".utf8 }
        isInBackticks.toggle()
      case UInt8(ascii: "(") where level > 0 || kept.last == ASCII.dollar:
        if level == 0 { kept.append(UInt8(ascii: "_")) }
        level += 1
      case UInt8(ascii: ")") where level > 0: level -= 1
      default: if level == 0, !isInBackticks { kept.append(byte) }
      }
    }
    var copy = self
    copy.text = String(decoding: kept, as: UTF8.self)
    return copy
  }
}
