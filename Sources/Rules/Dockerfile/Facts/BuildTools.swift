internal import Dockerfile

/// What makes a stage a build stage: packages that only builds need, and commands that build.
enum BuildTools {
  /// A sign that something is built: the word that shows it.
  struct Sign {
    var run: Run
    var argument: ShellCommand.Argument
    var description: String
  }

  /// Build tools that a RUN installs by a system package manager and does not remove again.
  static func installed(by run: Run) -> [PackageOperation.Package] {
    run.installedSystemPackages.filter { BuildPackages.kind(of: $0.name) != nil }
  }

  /// The first sign that a stage builds something: a build tool that it installs, or a command that builds.
  static func firstSign(in stage: Stage) -> Sign? {
    for run in stage.runs {
      if let package = installed(by: run).first(where: { BuildPackages.builds($0.name) }) {
        return Sign(run: run, argument: package.argument, description: "installs \(package.name)")
      }
      // What is built with tools that are gone again leaves only its result behind.
      if removesTools(run) { continue }
      for command in run.commands {
        if let description = build(command) {
          return Sign(run: run, argument: command.name, description: "runs \(description)")
        }
      }
    }
    return nil
  }

  /// Whether a RUN installs build tools, and none of them stays.
  private static func removesTools(_ run: Run) -> Bool {
    let installs = run.packageCalls.map(\.operation).filter {
      $0.manager.ecosystem.isSystem && $0.action == .install
    }
    return installs.contains { $0.packages.contains { BuildPackages.builds($0.name) } }
  }

  private static let compilers: Set<String> = [
    "make", "gmake", "ninja", "cmake", "meson", "gcc", "g++", "cc", "c++", "clang", "clang++", "rustc", "javac", "tsc",
    "webpack", "rollup", "esbuild", "parcel", "pyinstaller", "xcodebuild", "bazel", "mvn", "mvnw", "gradle", "gradlew",
    "ant", "sbt",
  ]

  /// For programs with subcommands, those that build.
  private static let subcommands: [String: Set<String>] = [
    "go": ["build", "install"], "cargo": ["build", "install"], "dotnet": ["build", "publish"], "next": ["build"],
    "vite": ["build"], "ng": ["build"], "nuxt": ["build"], "swift": ["build"], "zig": ["build"],
    "stack": ["build", "install"],
    "cabal": ["build", "install"], "mix": ["release", "compile"], "hugo": [""],
  ]

  private static let scriptRunners: Set<String> = ["npm", "pnpm", "yarn", "bun", "npx"]

  /// The command line in short when the command builds something; nil otherwise.
  private static func build(_ command: ShellCommand) -> String? {
    let name = command.name.text
    let words = command.arguments.map(\.text).filter { !$0.hasPrefix("-") }
    let first = words.first ?? ""
    if compilers.contains(name) { return name }
    if subcommands[name]?.contains(first) == true { return first.isEmpty ? name : "\(name) \(first)" }
    if scriptRunners.contains(name) {
      let script = first == "run" || first == "exec" ? words.dropFirst().first ?? "" : first
      let tool = words.dropFirst(first == "exec" ? 1 : 0).prefix(2)
      if script == "build" || script.hasPrefix("build:") { return "\(name) \(words.prefix(2).joined(separator: " "))" }
      if let program = tool.first,
        compilers.contains(program) || subcommands[program]?.contains(tool.last ?? "") == true
      {
        return "\(name) \(tool.joined(separator: " "))"
      }
    }
    if name.hasPrefix("python"), command.arguments.prefix(2).map(\.text) == ["-m", "build"] {
      return "\(name) -m build"
    }
    return nil
  }
}
