package import Dockerfile
package import Linting

/// `pip install` that leaves its cache in the layer.
package struct PipCacheLeftBehind: Rule {
  package static let info = RuleInfo(
    name: "pip-cache-left-behind", aliases: ["DL3042", "semgrep:missing-pip-no-cache-dir"], groups: ["size"],
    severity: .warning, fix: .safe, fixChanges: [.commands],
    summary: "pip install leaves what it downloaded and built in a layer of the image.",
    rationale: """
      pip keeps every download below ~/.cache/pip, often as many bytes as the packages themselves. In an image nobody reads
      it again. PIP_NO_CACHE_DIR, a cache mount, or pip cache purge in the same RUN do as well as the switch. With --no-index nothing is
      fetched, so that only DL3042 minds it.
      """,
    help: "Write pip install --no-cache-dir, or RUN --mount=type=cache,target=/root/.cache/pip.",
    bad: [
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        COPY requirements.txt .
        RUN ‹pip› install -r requirements.txt
        """,
        fixed: """
          FROM python:3.13-slim
          COPY requirements.txt .
          RUN pip install --no-cache-dir -r requirements.txt
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        COPY requirements.txt .
        RUN pip install --no-cache-dir -r requirements.txt
        """),
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        ENV PIP_NO_CACHE_DIR=1
        RUN pip install uvicorn==0.32.0
        """),
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        RUN --mount=type=cache,target=/root/.cache/pip pip install uvicorn==0.32.0
        """),
    ],
    deviations: .ofCommands("DL3042") + [
      RuleInfo.Deviation(
        "DL3042",
        """
        hadolint takes stages on images of one name for one another, so that an ENV of one excuses the other; here each is \
        itself.
        """),
      RuleInfo.Deviation(
        "DL3042",
        """
        hadolint wants -m pip install side by side; here `python -m pip -q install` is pip, too.
        """),
      RuleInfo.Deviation(
        "DL3042",
        "hadolint knows no pip config; here what it sets counts for what follows in the stage and on top of it."),
      RuleInfo.Deviation(
        "DL3042",
        "hadolint takes PIP_NO_CACHE_DIR from ENV alone and only when its value is true; here ARG counts as well, and any value: a RUN sees both, and pip switches the cache off whatever the value says."
      ),
      RuleInfo.Deviation(
        "DL3042",
        "hadolint knows no pip cache purge, removal, --cache-dir or PIP_CACHE_DIR, not that pip understands --no-cache, and no mount above .cache/pip; here they count, because nothing is left behind. pipx, which it takes for pip, has no such switch. ENV also counts for what ONBUILD leaves to the stages on top."
      ),
    ],
    references: ["https://pip.pypa.io/en/stable/topics/caching/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let runs = file.packageRuns(of: ["pip"])
    if runs.isEmpty { return [] }
    let variables = RunVariables(file)
    let configured = StageProgress(in: file) { stage in
      stage.writtenRuns.first { $0.commands.contains(where: switchesCacheOff) }?.instruction.range.lowerBound
    }
    return runs.filter { !configured.holds(for: $0) }.compactMap { run in
      let installs = run.calls.filter { $0.operation.action == .install }
      // `pip download` fills the cache as well, but others speak of `pip install` alone.
      let plain = run.firstCacheLeftover(of: installs.filter { $0.operation.subcommand == "install" }, variables)
      let fetching = run.firstCacheLeftover(of: installs.filter { !$0.operation.line.has("--no-index") }, variables)
      guard let call = plain ?? fetching else { return nil }
      var finding = run.finding(
        Self.info, message(call), at: call, in: file, aliases: plain == nil ? [] : nil)
      if fetching == nil { finding.isOwn = false }
      let edits = installs.filter { !run.switchesCacheOff($0, variables) }.map {
        file.inserting("--no-cache-dir", behindSubcommandOf: $0)
      }
      // Who names the cache uses it, and the option would not win over --cache-dir.
      let namesCache = run.run.commands.contains { command in
        command.arguments.contains { $0.text.contains(".cache/pip") || $0.text.hasPrefix("--cache-dir") }
      }
      return namesCache ? finding : finding.mended(by: Fix(.safe, all: edits))
    }
  }

  private static let settings = ["global.no-cache-dir", "install.no-cache-dir"]

  /// Whether it is `pip config set global.no-cache-dir true`, also as `python -m pip`.
  private func switchesCacheOff(_ command: ShellCommand) -> Bool {
    guard command.program == "pip" || command.has("pip"), command.has("config"), command.has("set") else {
      return false
    }
    return Self.settings.contains(where: command.has) && !(command.arguments.last?.text.isSwitchedOff ?? true)
  }

  private func message(_ call: PackageCall) -> String {
    "\(call.title) leaves its cache in the layer: --no-cache-dir is missing"
  }
}
