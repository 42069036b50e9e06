internal import Dockerfile
internal import Linting

/// A RUN that calls package managers, where it is written.
struct PackageRun {
  var run: Run
  var stage: Stage
  /// Whether its layer ends in the image.
  var ships: Bool
  /// In the order of the text; never empty.
  var calls: [PackageCall]
  /// Whether it is left to the stages on top, by ONBUILD.
  var isTrigger = false
  /// What `export NAME=value` sets in the RUN, by name.
  var exports: [String: ExportHistory]

  init(run: Run, stage: Stage, ships: Bool, calls: [PackageCall], isTrigger: Bool = false) {
    self.run = run
    self.stage = stage
    self.ships = ships
    self.calls = calls
    self.isTrigger = isTrigger
    self.exports = run.exports
  }

  /// A finding at the program's name, or at another word. When the fault is one of the image, it is none of the rule's own
  /// where nothing ends in the image, nor of those who judge images.
  func finding(
    _ info: RuleInfo, _ message: String, at call: PackageCall, word: ShellCommand.Argument? = nil, in file: BuildModel,
    aliases: [String]? = nil, isOfImage: Bool = true
  ) -> Finding {
    var finding = Finding(info, message, at: word ?? call.program, of: run, stage: stage, in: file)
    // Nobody knows what options a variable in front of the subcommand holds.
    finding.isOwn = (ships || !isOfImage) && call.operation.line.leadingUnknowns.isEmpty
    finding.aliases = aliases ?? info.aliases
    if isOfImage, !ships { finding.aliases.removeAll(where: Self.isOfImage) }
    if isOfImage, let quoted = run.quotedRemoval {
      finding.notes.append(Finding.Note(Self.quoted(quoted.text), place: file.source.place(of: quoted.source)))
    }
    return finding
  }

  /// The index of the command of the first of its calls that meets a condition; -1 without one. hadolint takes whatever
  /// stands behind that one for a clean-up after all of them.
  func firstCall(where meets: (PackageCall) -> Bool) -> Int { calls.first(where: meets)?.index ?? -1 }

  private static func quoted(_ path: String) -> String {
    "rm gets \(path) as it stands, because it is quoted: no file has that name, and nothing is removed"
  }

  private static func isOfImage(_ alias: String) -> Bool { alias.hasPrefix("CIS-") || alias.hasPrefix("DKL-") }
}

extension BuildModel {
  /// Each RUN that is written in the file and calls one of these programs: names as `ShellCommand.program` has them. Calls
  /// of other programs are not among its calls. pip is called by Python, too.
  func packageRuns(of programs: Set<String>) -> [PackageRun] {
    let shipped = Set(shippedStages.map(\.index))
    return stages.flatMap { stage -> [PackageRun] in
      let runs = stage.writtenRuns
      let firstTrigger = runs.count - stage.triggerRuns.count
      return runs.enumerated().compactMap { index, run -> PackageRun? in
        let calls = run.packageCalls(of: programs)
        if calls.isEmpty { return nil }
        return PackageRun(
          run: run, stage: stage, ships: shipped.contains(stage.index), calls: calls, isTrigger: index >= firstTrigger)
      }
    }
  }

  /// The stages that hadolint takes for those that end in an image: the last, and those that others are built on. What is
  /// left to stages on top counts for it in any stage.
  var finalStagesForHadolint: Set<Int> {
    Set(stages.compactMap(\.baseStage) + [stages.count - 1])
  }
}

extension PackageCall {
  var program: ShellCommand.Argument { operation.command.name }

  /// The program with its subcommand, as messages name it: `apt-get install`.
  var title: String {
    operation.subcommand.isEmpty ? operation.manager.name : "\(programName) \(operation.subcommand)"
  }

  /// `pip` also for `python -m pip`.
  private var programName: String {
    operation.command.program == "python" ? operation.manager.name : program.text
  }
}

extension Run {
  func packageCalls(of programs: Set<String>) -> [PackageCall] {
    packageCalls.filter { call in
      let program = call.operation.command.program
      return programs.contains(program) || (program == "python" && programs.contains("pip"))
    }
  }

  /// The first word of a removal that looks like one, but whose quotes keep the shell from expanding it.
  fileprivate var quotedRemoval: ShellCommand.Argument? {
    commands.lazy.filter { $0.name.text == "rm" }.compactMap { $0.line.operands.first(where: \.isVerbatim) }.first
  }

  fileprivate var exports: [String: ExportHistory] {
    var exports: [String: ExportHistory] = [:]
    for (index, command) in commands.enumerated() {
      for variable in command.exports {
        exports[variable.name, default: ExportHistory()].add(variable.value, at: index)
      }
    }
    return exports
  }

  /// Whether hadolint takes a RUN for cleaned behind a command: one of the programs follows with one of the words, or, where
  /// that counts, any `rm -rf`.
  func isCleanForHadolint(_ programs: Set<String>, _ words: Set<String>, orRemoves: Bool = false, after index: Int = -1)
    -> Bool
  {
    commands.dropFirst(index + 1).contains { command in
      if command.name.text == "rm" { return orRemoves && command.has("-rf") }
      return programs.contains(command.name.text) && command.arguments.contains { words.contains($0.text) }
    }
  }
}

extension PackageOperation {
  /// Whether it only tells what it would do.
  var isSimulated: Bool {
    line.has(
      "-s", "--simulate", "--just-print", "--dry-run", "--recon", "--no-act", "--print-uris", "--assumeno",
      "--downloadonly")
  }
}

/// The programs of the managers that the rules on single managers are about.
enum PackagePrograms {
  static let debian: Set<String> = ["apt-get", "apt", "aptitude"]
  static let dnf: Set<String> = ["dnf", "tdnf"]
  static let system: Set<String> = debian.union(dnf).union(["apk", "yum", "zypper", "pacman"])
  static let languages: Set<String> = [
    "npm", "pnpm", "yarn", "bun", "pip", "uv", "poetry", "cargo", "go", "gem", "bundle", "composer", "conda", "dotnet",
  ]
}
