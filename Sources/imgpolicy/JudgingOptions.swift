internal import ArgumentParser
internal import ImgPolicyKit

/// The options that select and grade findings: `check`, `inspect`, `diff` and `gate` have them all.
struct JudgingOptions: ParsableArguments {
  @Option(
    name: .customLong("policy"),
    help: ArgumentHelp("A built-in policy or a policy file; repeatable, later wins.", valueName: "name|file"))
  var policies: [String] = []

  @Option(
    help: ArgumentHelp("A project file or a .hadolint.yaml, in place of the nearest imgpolicy.yaml.", valueName: "file")
  )
  var config: String?

  @Flag(name: .customLong("no-config"), help: "Read no project file and no configuration of hadolint.")
  var ignoresConfig = false

  @Option(help: ArgumentHelp("Judge by these rules only: names, aliases, groups or all.", valueName: "rules"))
  var select: [String] = []

  @Option(
    name: .customLong("extend-select"), help: ArgumentHelp("Judge by these rules too.", valueName: "rules"))
  var extendSelect: [String] = []

  @Option(help: ArgumentHelp("Leave these rules out.", valueName: "rules"))
  var ignore: [String] = []

  @Option(
    help: ArgumentHelp("Grade a rule: error, warning, info, style or off.", valueName: "rule=level"))
  var severity: [String] = []

  @Option(
    name: .customLong("fail-on"),
    help: ArgumentHelp("The lowest severity that fails: error, warning, info, style or none.", valueName: "level"))
  var failOn: String?

  /// These options as a run takes them.
  func runOptions() throws(RunError) -> RunOptions {
    var options = RunOptions()
    options.policies = policies
    options.select = select
    options.extendSelect = extendSelect
    options.ignore = ignore
    options.severities = severity
    if config != nil, ignoresConfig { throw .usage("--config and --no-config exclude each other") }
    if ignoresConfig { options.config = .none }
    if let config { options.config = .file(InputPath(config)) }
    options.failOn = failOn
    options.environment = Environment.variables
    options.today = .today()
    return options
  }
}

/// The options that describe how a Dockerfile is built.
struct BuildArguments: ParsableArguments {
  @Option(
    name: .customLong("build-arg"),
    help: ArgumentHelp(
      "A build argument, as docker build takes it: without a value that of the environment; repeatable.",
      valueName: "name[=value]"))
  var buildArguments: [String] = []

  @Option(help: ArgumentHelp("The stage that is built; the last one without it.", valueName: "stage"))
  var target: String?

  @Option(help: ArgumentHelp("The platform that is built for.", valueName: "os/arch"))
  var platform: String?

  @Option(help: ArgumentHelp("The build context; its ignore file is judged with the Dockerfile.", valueName: "dir"))
  var context: String?

  func apply(to options: inout RunOptions) {
    options.buildArguments = buildArguments
    options.target = target
    options.platform = platform
    options.context = context
  }
}

/// The option that tells of base images: for the commands that judge Dockerfiles.
struct BaseOption: ParsableArguments {
  @Option(
    name: .customLong("base"),
    help: ArgumentHelp(
      "What FROM's NAME is: its archive, read for its user, health check, environment and platform; repeatable.",
      valueName: "name=image"))
  var bases: [String] = []
}
