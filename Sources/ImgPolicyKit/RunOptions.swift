internal import Dockerfile
package import Linting
internal import Workloads

/// What a run is asked for beside its inputs, as it was written: the options of the commands that judge.
package struct RunOptions: Sendable {
  /// `--policy`, in order.
  package var policies: [String] = []
  package var config = ResolvePolicy.Config.nearest
  package var select: [String] = []
  package var extendSelect: [String] = []
  package var ignore: [String] = []
  /// `--severity RULE=LEVEL`
  package var severities: [String] = []
  /// `--fail-on LEVEL`: beats what the policies say; nil leaves it to them.
  package var failOn: String?
  /// `--build-arg NAME=VALUE`
  package var buildArguments: [String] = []
  /// `--target STAGE`
  package var target: String?
  /// `--platform OS/ARCH[/VARIANT]`
  package var platform: String?
  /// `--image TAG|INDEX`: which image of an archive.
  package var image: String?
  /// `--context DIR`
  package var context: String?
  /// `--base NAME=IMAGE`: the archives of base images.
  package var bases: [String] = []
  /// `--values FILE`: Helm values over those that are judged, in order.
  package var values: [String] = []
  /// `--set PATH=VALUE`
  package var set: [String] = []
  /// `--set-string PATH=VALUE`: as Helm has it, they come after all of `set`.
  package var setString: [String] = []
  /// `--kind KIND`: what named files are.
  package var kind: String?
  package var standardInputName: String?
  /// Whether images are hashed.
  package var verifies = true
  /// `--dockerfile FILE` of `inspect`: what the images are said to be built from.
  package var dockerfile: String?
  /// `--top N`: how many of the largest files and directories an image's report has, or how many files a comparison's.
  package var top: Int?
  /// `--baseline-image IMAGE|REPORT.json`
  package var baselineImage: String?
  /// `--changed REVISION` of `gate`: only the targets whose files differ from that of a git revision.
  package var changedSince: String?
  /// Told how far the reading is.
  package var progress: RunProgress?
  /// How many layers are read at once; nil for one on each processor.
  package var jobs: Int?
  /// The variables of the process: hadolint's, and those that name the user's directories.
  package var environment: [String: String] = [:]
  package var shellCheck = ShellCheckOptions()
  /// `--fix` and `--diff` of `check`; nil without them.
  package var fixing: FixOptions?
  package var baseline = Baseline.Options()
  /// The day of the run: waivers end by it where the policy says no other, and what lies in the future is told by it. nil
  /// where no finding may depend on it: then no waiver ends.
  package var today: CalendarDate?

  package init() {}
}

extension RunOptions {
  func threshold() throws(RunError) -> FailOn? {
    guard let failOn else { return nil }
    if let known = FailOn.words.first(where: { $0.word == failOn }) { return known.value }
    throw .unknown("level", failOn, of: "--fail-on", among: FailOn.words.map(\.word))
  }

  func inputKind() throws(RunError) -> Report.InputKind? {
    guard let kind else { return nil }
    if let known = Report.InputKind(rawValue: kind) { return known }
    throw .unknown("kind", kind, of: "--kind", among: Report.InputKind.allCases.map(\.rawValue))
  }

  func build() throws(RunError) -> BuildOptions {
    var build = BuildOptions(target: target)
    if let platform {
      build.platform = Platform(platform)
      if build.platform == nil {
        throw .usage("“\(platform)” is no platform: expected OS/ARCH[/VARIANT], such as linux/arm64")
      }
    }
    for argument in buildArguments {
      let name = String(argument.prefix { $0 != "=" })
      guard !name.isEmpty else { throw .usage("--build-arg \(argument) has no name: expected NAME=VALUE or NAME") }
      // Without a value it is that of the environment; a name that is not there gives nothing, as for docker.
      build.buildArguments[name] =
        name.utf8.count < argument.utf8.count ? String(argument.dropFirst(name.count + 1)) : environment[name]
    }
    return build
  }

  /// What `--set` and `--set-string` set, in the order in which it counts.
  func valueSettings() throws(RunError) -> [ValueSetting] {
    var settings: [ValueSetting] = []
    for (option, texts) in [("--set", set), ("--set-string", setString)] {
      for text in texts {
        do throws(ValueSetting.Fault) {
          settings.append(try ValueSetting(text, isText: option == "--set-string"))
        } catch {
          // The text may hold a secret.
          throw .usage("\(option) \(error.message): expected PATH=VALUE")
        }
      }
    }
    return settings
  }

  /// Whether Helm values are laid over those that are judged.
  var hasValues: Bool { !values.isEmpty || !set.isEmpty || !setString.isEmpty }

  func checkTop() throws(RunError) {
    if let top, !(1...LargestPaths.limit).contains(top) {
      throw .usage("--top \(top) is out of range: expected 1 to \(LargestPaths.limit)")
    }
  }

  func checkJobs() throws(RunError) {
    if let jobs, jobs < 1 { throw .usage("--jobs \(jobs) is no number of jobs: expected 1 or more") }
  }
}

/// Why nothing was judged.
package enum RunError: Error, Sendable {
  /// Faults of options, policies or the project file.
  case configuration(PolicyError)
  /// A call that cannot be meant so, in one line.
  case usage(String)
  /// The one input of a command could not be read.
  case unreadable(String)

  /// A word of an option that nobody knows: ``unknown format `jsn` of --format: did you mean `json`?``
  static func unknown(_ kind: String, _ word: String, of option: String, among known: [String]) -> RunError {
    let guess = nearestKey(to: word, among: known).map { "did you mean `\($0)`?" }
    return .usage("unknown \(kind) `\(word)` of \(option): \(guess ?? "expected one of \(listed(known))")")
  }

  /// The status that the program ends with.
  package var status: ExitStatus {
    switch self {
    case .configuration, .usage: .usage
    case .unreadable: .unreadable
    }
  }

  /// One message a line, each with its place where it has one.
  package var messages: [String] {
    let messages =
      switch self {
      case .configuration(let error): error.faults.map(\.description)
      case .usage(let message), .unreadable(let message): [message]
      }
    // Names of files and options come from outside, too.
    return messages.map(VisibleText.escaped)
  }
}
