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
  }

  /// The installs of a stage that nothing behind them takes back.
  static func installs(in stage: Stage) -> [Install] {
    var installs: [Install] = []
    for run in stage.runs {
      for command in run.commands {
        for effect in effects(of: command, environment: stage.environment) {
          switch effect {
          case .brings(let operation): installs.append(Install(operation: operation, run: run))
          case .takesBack(let manager): installs.removeAll { $0.operation.manager.name == manager }
          case .removesTree(let name): installs.removeAll { isTree(name, of: $0.operation.manager.name) }
          }
        }
      }
    }
    return installs
  }

  /// What a command does to the development dependencies of a project.
  private enum Effect {
    case brings(PackageOperation)
    /// By the name of the manager.
    case takesBack(manager: String)
    case removesTree(named: String)
  }

  /// None for a command that does nothing to them. Only work on a project's own list counts: what is named on the command
  /// line was asked for.
  private static func effects(of command: ShellCommand, environment: Environment) -> [Effect] {
    if command.name.text == "rm" {
      return command.line.operands.compactMap { operand in
        let name = operand.text.split(separator: "/").last.map(String.init) ?? ""
        return trees[name] == nil ? nil : .removesTree(named: name)
      }
    }
    guard let operation = command.packageOperation, operation.isForProject else { return [] }
    let demand = Demand(operation, environment)
    let manager = operation.manager.name
    if operation.subcommand == "prune" { return demand.leavesOut ? [.takesBack(manager: manager)] : [] }
    guard operation.action == .install, demand.isForTree else { return [] }
    // Managers make the tree what the command line asks for, so that a second install without them takes them back.
    return demand.leavesOut ? [.takesBack(manager: manager)] : [.brings(operation)]
  }

  /// Whether a path is a tree that one of these package managers fills.
  static func isTree(_ path: String, of manager: String) -> Bool {
    guard let last = path.split(separator: "/").last else { return false }
    return trees[String(last)]?.contains(manager) == true
  }
}

/// What a command line and the variables demand of a package manager.
private struct Demand {
  private let operation: PackageOperation
  private let environment: Environment

  init(_ operation: PackageOperation, _ environment: Environment) {
    self.operation = operation
    self.environment = environment
  }

  private var line: Invocation { operation.line }

  private func value(of name: String) -> String? {
    if let local = operation.command.assignments[name] { return local.text }
    if case .known(let value) = environment.value(of: name) { return value }
    return nil
  }

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
      line.has("--no-dev", "--no-default-groups", "--only-group") || value(of: "UV_NO_DEV").isOn
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

  /// Options beat variables, and what is included by name beats all.
  private var leavesOutForNode: Bool {
    if operation.option("--include", has: "dev") { return false }
    if let last = line.options.last(where: { ["--production", "--prod", "-P"].contains($0.name) }) {
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
