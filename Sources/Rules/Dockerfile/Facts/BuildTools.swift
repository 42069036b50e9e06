internal import Dockerfile

/// What makes a stage a build stage: packages that only builds need, and commands that build.
enum BuildTools {
  /// A sign that something is built: the word that shows it.
  struct Sign {
    var run: Run
    var argument: ShellCommand.Argument
    var description: String
  }

  /// Compilers, headers and package builders: where they are installed, something is built.
  private static let builders: Set<String> = [
    "alpine-sdk", "ant", "autoconf", "automake", "base-devel", "binutils", "bison", "build-base", "build-essential",
    "byacc", "bzip2-dev", "cargo", "clang", "cmake", "cpp", "crossbuild-essential-amd64", "debhelper", "default-jdk",
    "default-jdk-headless", "devscripts", "dpkg-dev", "flex", "g++", "gcc", "gcc-c++", "gfortran", "go", "golang",
    "golang-go", "gradle", "ldc", "libtool", "linux-headers", "llvm", "m4", "make", "maven", "meson", "musl-dev",
    "nasm", "ninja-build", "node-gyp", "patch", "pkg-config", "pkgconf", "rpm-build", "rust", "rustc", "samurai",
    "yasm",
  ]

  /// Editors, debuggers and ssh: tools for people, which need not build anything.
  private static let others: Set<String> = [
    "emacs", "emacs-nox", "gdb", "gdbserver", "lldb", "ltrace", "nano", "neovim", "openssh", "openssh-client",
    "openssh-clients", "openssh-server", "strace", "valgrind", "vim", "vim-tiny",
  ]

  /// Whether a system package is a compiler, headers, a package builder, an editor, a debugger or ssh.
  static func contains(package name: String) -> Bool { others.contains(name) || builds(name) }

  private static func builds(_ name: String) -> Bool {
    builders.contains(name) || name.hasSuffix("-dev") || name.hasSuffix("-devel") || name.hasSuffix("-headers")
      || (name.hasPrefix("openjdk") && name.contains("-jdk")) || isVersioned(name, of: ["gcc", "g++", "clang", "llvm"])
  }

  /// `gcc-12`, `clang-16`.
  private static func isVersioned(_ name: String, of tools: [String]) -> Bool {
    tools.contains { tool in
      let version = name.dropFirst(tool.count)
      return name.hasPrefix(tool) && version.first == "-" && version.count > 1
        && version.dropFirst().utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
  }

  /// Build tools that a RUN installs by a system package manager and does not remove again.
  static func installed(by run: Run) -> [PackageOperation.Package] {
    run.installedSystemPackages.filter { contains(package: $0.name) }
  }

  /// The first sign that a stage builds something: a build tool that it installs, or a command that builds.
  static func firstSign(in stage: Stage) -> Sign? {
    for run in stage.runs {
      if let package = installed(by: run).first(where: { builds($0.name) }) {
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
    let installs = run.commands.compactMap(\.packageOperation).filter {
      $0.manager.ecosystem.isSystem && $0.action == .install
    }
    return installs.contains { $0.packages.contains { builds($0.name) } }
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
