internal import Dockerfile

/// Installs that bring what only developers need: test runners, bundlers, type checkers.
enum DevelopmentDependencies {
  /// Where each ecosystem keeps what it installed, by the last component of the path.
  private static let trees: [String: Set<String>] = [
    "node_modules": ["npm", "pnpm", "yarn", "bun"], ".venv": ["uv", "poetry"], "venv": ["uv", "poetry"],
    "vendor": ["composer", "bundle"],
  ]

  /// The operation of a command that installs development dependencies; nil otherwise.
  ///
  /// Only installs from a project's own list count: what is named on the command line was asked for.
  static func install(_ command: ShellCommand, environment: Environment) -> PackageOperation? {
    guard let operation = command.packageOperation, operation.action == .install, operation.isForProject else {
      return nil
    }
    func value(of name: String) -> String? {
      if let local = command.assignments[name] { return local }
      if case .known(let value) = environment.value(of: name) { return value }
      return nil
    }
    return bringsDevelopment(operation, value: value) ? operation : nil
  }

  private static func bringsDevelopment(_ operation: PackageOperation, value: (String) -> String?) -> Bool {
    let command = operation.command
    switch operation.manager.name {
    case "npm", "pnpm", "yarn", "bun":
      let omits =
        operation.option("--omit", has: "dev") || command.has("--production") || command.has("--prod")
        || command.has("-P") || operation.line.values(of: "--production").contains("true")
        || operation.option("--only", has: "production") || operation.option("--only", has: "prod")
      let includes = operation.option("--include", has: "dev") || operation.line.values(of: "--production") == ["false"]
      return includes
        || (!omits && value("NODE_ENV") != "production" && value("NPM_CONFIG_OMIT") != "dev"
          && isProjectInstall(operation))
    case "uv":
      return operation.subcommand == "sync" && !command.has("--no-dev") && !command.has("--no-default-groups")
        && !command.has("--only-group") && value("UV_NO_DEV") != "1"
    case "poetry":
      let isLimited =
        operation.line.value(of: "--only") != nil || operation.option("--without", has: "dev")
        || command.has("--no-dev")
        || command.has("--only-root")
      return !isLimited && value("POETRY_WITHOUT")?.contains("dev") != true
    case "composer":
      return operation.subcommand.hasPrefix("i") && !command.has("--no-dev") && value("COMPOSER_NO_DEV") != "1"
    case "bundle":
      let isLimited =
        operation.line.value(of: "--without") != nil || value("BUNDLE_WITHOUT")?.contains("development") == true
      return !isLimited && value("BUNDLE_DEPLOYMENT") == nil
    default:
      return false
    }
  }

  private static func isProjectInstall(_ operation: PackageOperation) -> Bool {
    operation.subcommand != "add" && !operation.line.has("-g", "--global")
      && !operation.command.has("global")
  }

  /// Whether a later command takes the development dependencies out again.
  static func isPruning(_ command: ShellCommand) -> Bool {
    guard ["npm", "pnpm", "yarn", "composer"].contains(command.name.text) else { return false }
    return command.has("prune")
  }

  /// Whether a path is a tree that one of these package managers fills.
  static func isTree(_ path: String, of manager: String) -> Bool {
    guard let last = path.split(separator: "/").last else { return false }
    return trees[String(last)]?.contains(manager) == true
  }
}
