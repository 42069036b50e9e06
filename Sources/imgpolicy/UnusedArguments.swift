internal import ArgumentParser

// Options that other commands use, taken and left alone, so that a script may pass one list of options to all commands that judge.

/// What is about images, for `check`, which reads none.
struct UnusedImageArguments: ParsableArguments {
  @Option(name: .customLong("baseline-image"), help: .hidden) var baselineImage: String?
  @Option(parsing: .unconditional, help: .hidden) var image: String?
  @Option(parsing: .unconditional, help: .hidden) var top: String?
  @Flag(name: .customLong("no-verify"), help: .hidden) var skipsVerification = false
}

/// What is about the judging of sources, for the commands that judge images alone.
struct UnusedSourceArguments: ParsableArguments {
  @Option(help: .hidden) var context: String?
  @Option(name: .customLong("shellcheck"), help: .hidden) var shellCheck: String?
  @Option(name: [.customLong("values"), .customShort("f")], help: .hidden) var files: [String] = []
  @Option(help: .hidden) var set: [String] = []
  @Option(name: .customLong("set-string"), help: .hidden) var setString: [String] = []
}

/// How an image was built, for `diff`, which asks no Dockerfile.
struct UnusedBuildArguments: ParsableArguments {
  @Option(name: .customLong("build-arg"), help: .hidden) var buildArguments: [String] = []
  @Option(help: .hidden) var target: String?
  @Option(name: .customLong("base"), help: .hidden) var bases: [String] = []
}

/// What named inputs are, for `gate`, whose project file says it.
struct UnusedInputArguments: ParsableArguments {
  @Option(help: .hidden) var kind: String?
  @Option(name: .customLong("stdin-filename"), help: .hidden) var standardInputName: String?
  @Option(parsing: .unconditional, help: .hidden) var image: String?
  @Option(parsing: .unconditional, help: .hidden) var top: String?
}
