internal import Dockerfile

/// Installs that bring what only developers need: test runners, bundlers, type checkers.
enum DevelopmentDependencies {
  /// Where each ecosystem keeps what it installed, by the last component of the path.
  private static let trees: [String: Set<String>] = [
    "node_modules": ["npm", "pnpm", "yarn", "bun"], ".venv": ["uv", "poetry"], "venv": ["uv", "poetry"],
    "vendor": ["composer", "bundle"],
  ]

  /// A command that brings them.
  struct Install {
    var operation: PackageOperation
    var run: Run

    /// `npm ci`, or `yarn` alone.
    var title: String {
      operation.subcommand.isEmpty ? operation.manager.name : "\(operation.manager.name) \(operation.subcommand)"
    }
  }

  /// What a stage has of them at its end.
  struct Contents {
    /// Its own installs that nothing behind them takes back.
    var own: [Install] = []
    /// The first install of each manager in the stage, or else in the nearest one below, by the manager's name.
    var nearest: [String: Install] = [:]
    /// Managers that a command has told, for good, to leave them out.
    fileprivate var leavingOut: Set<String> = []

    fileprivate mutating func remove(where isGone: (Install) -> Bool) {
      own.removeAll(where: isGone)
      nearest = nearest.filter { !isGone($0.value) }
    }

    /// Everything is on top of what the stage below has.
    fileprivate mutating func run(_ stage: Stage) {
      own = []
      for run in stage.runs {
        var exports: [String: String?] = [:]
        for command in run.commands {
          for export in command.exports { exports[export.name] = .some(export.value) }
          let variables = Variables(command: command, exports: exports, environment: stage.environment)
          for effect in effects(of: command, variables, leavingOut: leavingOut) { apply(effect, in: run) }
        }
      }
      let firsts = Dictionary(own.map { ($0.operation.manager.name, $0) }) { first, _ in first }
      nearest.merge(firsts) { _, own in own }
    }

    private mutating func apply(_ effect: Effect, in run: Run) {
      switch effect {
      case .brings(let operation): own.append(Install(operation: operation, run: run))
      case .takesBack(let manager): remove { $0.operation.manager.name == manager }
      case .removesTree(let name): remove { isTree(name, of: $0.operation.manager.name) }
      case .leavesOut(let manager, let isSet):
        if isSet { leavingOut.insert(manager) } else { leavingOut.remove(manager) }
      }
    }
  }

  /// What each stage has, by its index.
  static func contents(of file: BuildModel) -> [Contents] {
    var all: [Contents] = []
    for stage in file.stages {
      var contents = stage.baseStage.flatMap { all.indices.contains($0) ? all[$0] : nil } ?? Contents()
      contents.run(stage)
      all.append(contents)
    }
    return all
  }

  /// What a command does to the development dependencies of a project.
  private enum Effect {
    case brings(PackageOperation)
    /// By the name of the manager.
    case takesBack(manager: String)
    case removesTree(named: String)
    /// Whether all further installs of a manager are to go without.
    case leavesOut(manager: String, Bool)
  }

  /// None for a command that does nothing to them. Only work on a project's own list counts: what is named on the command
  /// line was asked for.
  private static func effects(
    of command: ShellCommand, _ variables: Variables, leavingOut: Set<String>
  ) -> [Effect] {
    if command.name.text == "rm" {
      return command.line.operands.compactMap { operand in
        let name = operand.text.split(separator: "/").last.map(String.init) ?? ""
        return trees[name] == nil ? nil : .removesTree(named: name)
      }
    }
    if let isSet = DevelopmentSetting.leavesOut(command) { return [.leavesOut(manager: command.program, isSet)] }
    let words = command.arguments.map(\.text)
    // Yarn 2 and later install anew, for the named workspaces alone.
    if command.program == "yarn", words.starts(with: ["workspaces", "focus"]) {
      return words.contains("--production") ? [.takesBack(manager: "yarn")] : []
    }
    guard let operation = command.packageOperation, operation.isForProject else { return [] }
    let demand = Demand(operation, variables)
    let manager = operation.manager.name
    let leavesOut = demand.leavesOut || leavingOut.contains(manager)
    if operation.subcommand == "prune" { return leavesOut ? [.takesBack(manager: manager)] : [] }
    guard operation.action == .install, demand.isForTree else { return [] }
    // Managers make the tree what the command line asks for, so that a second install without them takes them back.
    return leavesOut ? [.takesBack(manager: manager)] : [.brings(operation)]
  }

  /// Whether a path is a tree that one of these package managers fills.
  static func isTree(_ path: String, of manager: String) -> Bool {
    guard let last = path.split(separator: "/").last else { return false }
    return trees[String(last)]?.contains(manager) == true
  }
}

/// The variables that a command sees.
private struct Variables {
  var command: ShellCommand
  /// What the RUN has exported so far; nil values are not known.
  var exports: [String: String?]
  var environment: Environment

  /// As far as it is known.
  func value(of name: String) -> String? {
    if let local = command.assignments[name] { return local.text }
    if let exported = exports[name] { return exported }
    if case .known(let value) = environment.value(of: name) { return value }
    return nil
  }
}

/// Settings of a project or user that package managers keep.
private enum DevelopmentSetting {
  /// Whether a command tells its manager to go without development dependencies from now on; nil when it says nothing of them.
  static func leavesOut(_ command: ShellCommand) -> Bool? {
    guard command.program == "bundle" || command.program == "npm" else { return nil }
    let line = command.line
    let words = (line.subcommands + line.operands).map(\.text)
    guard words.first == "config" else { return nil }
    let rest = words.dropFirst().drop { $0 == "set" }
    if rest.first == "unset" || rest.first == "delete" {
      return rest.contains("without") || rest.contains("omit") ? false : nil
    }
    return command.program == "bundle" ? bundleLeavesOut(rest) : npmLeavesOut(rest)
  }

  /// `without 'development test'`, `without a:b`, `only default`. The names of groups are anybody's.
  private static func bundleLeavesOut(_ words: ArraySlice<String>) -> Bool? {
    let groups = words.dropFirst().flatMap { $0.split { ": ".contains($0) } }
    guard !groups.isEmpty else { return nil }
    switch words.first {
    case "without": return true
    case "only": return !groups.contains("development")
    default: return nil
    }
  }

  /// `omit=dev`, `omit dev`, `production true`.
  private static func npmLeavesOut(_ words: ArraySlice<String>) -> Bool? {
    let parts = words.flatMap { $0.split { "=,".contains($0) } }
    switch parts.first {
    case "omit": return parts.contains("dev")
    case "production": return parts.last.map { !String($0).isSwitchedOff }
    default: return nil
    }
  }
}

/// What a command line and the variables demand of a package manager.
private struct Demand {
  private let operation: PackageOperation
  private let variables: Variables

  init(_ operation: PackageOperation, _ variables: Variables) {
    self.operation = operation
    self.variables = variables
  }

  private var line: Invocation { operation.line }

  private func value(of name: String) -> String? { variables.value(of: name) }

  /// Whether it works on the tree of the project.
  var isForTree: Bool {
    switch operation.manager.name {
    case "npm", "pnpm", "yarn", "bun":
      operation.subcommand != "add" && !operation.subcommand.hasPrefix("global") && !line.has("-g", "--global")
    case "uv": operation.subcommand == "sync"
    case "composer": operation.subcommand.hasPrefix("i")
    case "poetry", "bundle": true
    default: false
    }
  }

  /// Whether development dependencies are to be left out.
  var leavesOut: Bool {
    switch operation.manager.name {
    case "npm", "pnpm", "yarn", "bun": leavesOutForNode
    case "uv":
      line.has("--no-dev", "--no-default-groups", "--only-group") || line.values(of: "--no-group").contains("dev")
        || value(of: "UV_NO_DEV").isOn
    case "poetry":
      line.value(of: "--only") != nil || operation.option("--without", has: "dev")
        || line.has("--no-dev", "--only-root") || value(of: "POETRY_WITHOUT")?.contains("dev") == true
    case "composer": line.has("--no-dev") || value(of: "COMPOSER_NO_DEV").isOn
    case "bundle":
      line.value(of: "--without") != nil || value(of: "BUNDLE_WITHOUT")?.contains("development") == true
        || value(of: "BUNDLE_DEPLOYMENT") != nil
    default: false
    }
  }

  private var productionOptions: Set<String> {
    operation.manager.name == "bun" ? ["--production", "-p"] : ["--production", "--prod", "-P"]
  }

  /// Options beat variables, and what is included by name beats all.
  private var leavesOutForNode: Bool {
    if operation.option("--include", has: "dev") { return false }
    if let last = line.options.last(where: { productionOptions.contains($0.name) }) {
      return last.value.map { !$0.text.isSwitchedOff } ?? true
    }
    return operation.option("--omit", has: "dev") || operation.option("--only", has: "production")
      || operation.option("--only", has: "prod") || value(of: "NODE_ENV") == "production"
      || ["NPM_CONFIG_OMIT", "npm_config_omit"].contains { value(of: $0)?.contains("dev") == true }
      || ["NPM_CONFIG_PRODUCTION", "npm_config_production"].contains { value(of: $0).isOn }
  }
}

extension String? {
  /// Whether a variable is set, and not to a word for no.
  fileprivate var isOn: Bool { map { !$0.isEmpty && !$0.isSwitchedOff } ?? false }
}
