internal import Dockerfile
internal import Linting

/// Which programs of a RUN may read a variable from their environment without being told its name in the text.
enum EnvironmentReaders {
  /// Beginnings of names that well-known tools look for.
  private static let toolPrefixes = [
    "APT_", "BUN_", "BUNDLE_", "CARGO_", "CC", "CFLAGS", "CGO_", "CMAKE_", "COMPOSER_", "CONDA_", "COREPACK_", "CXX",
    "DEBCONF_", "DEBIAN_", "DJANGO_", "DOTNET_", "FORCE_", "GIT_", "GO", "GRADLE_", "HF_", "HOME", "JAVA_", "LANG",
    "LC_", "LD", "MAKE", "MAVEN_", "MIX_", "NEXT_", "NODE_", "NPM_", "NUGET_", "NUXT_", "PATH", "PIP_", "PIPX_",
    "PKG_", "PNPM_", "POETRY_", "PYTHON", "RAILS_", "RUBY", "RUST", "SECRET_KEY_BASE", "SSL_", "TZ", "UV_", "YARN_",
    "npm_config_",
  ]

  /// Programs that run the project's own code, or show the whole environment.
  private static let programs: Set<String> = [
    "ant", "bazel", "bun", "bunx", "bundle", "cargo", "cmake", "composer", "deno", "dotnet", "envsubst",
    "gem", "gmake", "gradle", "gradlew", "java", "just", "lein", "make", "meson", "mix", "mvn", "mvnw", "ng", "ninja",
    "node", "nox", "npm", "npx", "nuxt", "next", "perl", "php", "pip", "pip3", "pnpm", "poetry", "printenv", "pytest",
    "rake", "rails", "ruby", "rustc", "sbt", "source", "swift", "task", "tox", "tsc", "turbo", "uv", "vite",
    "webpack", "yarn", ".", "bash", "sh", "ash", "dash", "zsh", "ksh", "pwsh",
  ]

  private static let systemDirectories = ["/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/"]

  /// Whether a well-known tool looks for the name.
  static func isToolVariable(_ name: String) -> Bool { toolPrefixes.contains(where: name.hasPrefix) }

  /// Whether a RUN may read any variable: it starts code of the project, or its text is not understood.
  static func readsAny(_ run: Run, of file: BuildModel) -> Bool {
    run.commands.isEmpty || run.commands.contains { isReader($0, of: file) }
  }

  private static func isReader(_ command: ShellCommand, of file: BuildModel) -> Bool {
    let name = command.name.text
    if !command.name.isKnown || programs.contains(name) || name.hasPrefix("python") { return true }
    // A script of the project is called by a path.
    let range = command.name.source.clamped(to: 0..<file.source.bytes.count)
    let written = String(decoding: file.source.bytes[range].prefix(256), as: UTF8.self)
    return written.contains("/") && !systemDirectories.contains(where: written.hasPrefix)
  }
}
