package import Dockerfile
package import Linting

/// `pip install` that leaves its cache in the layer.
package struct PipCacheLeftBehind: Rule {
  package static let info = RuleInfo(
    name: "pip-cache-left-behind", aliases: ["DL3042", "semgrep:missing-pip-no-cache-dir"], groups: ["size"],
    severity: .warning,
    summary: "pip install leaves what it downloaded and built in a layer of the image.",
    rationale: """
      pip keeps every download below ~/.cache/pip, often as many bytes as the packages themselves. In an image nobody reads
      it again. PIP_NO_CACHE_DIR, a cache mount, or pip cache purge in the same RUN do as well as the switch.
      """,
    help: "Write pip install --no-cache-dir, or RUN --mount=type=cache,target=/root/.cache/pip.",
    bad: [
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        COPY requirements.txt .
        RUN ‹pip› install -r requirements.txt
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
    deviations: [
      RuleInfo.Deviation(
        "DL3042",
        "hadolint takes PIP_NO_CACHE_DIR from ENV alone and only when its value is true; here ARG counts as well, and any value: a RUN sees both, and pip switches the cache off whatever the value says."
      ),
      RuleInfo.Deviation(
        "DL3042",
        "hadolint knows no pip cache purge, removal, --cache-dir or PIP_CACHE_DIR, and no mount above .cache/pip; here they count, because nothing is left behind. pipx, which it takes for pip, has no such switch. ENV also counts for what ONBUILD leaves to the stages on top."
      ),
    ],
    references: ["https://pip.pypa.io/en/stable/topics/caching/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let runs = file.packageRuns(of: ["pip"])
    if runs.isEmpty { return [] }
    let variables = RunVariables(file)
    return runs.compactMap { run in
      let installs = run.calls.filter { $0.operation.action == .install }
      guard let call = run.firstCacheLeftover(of: installs, variables) else { return nil }
      return run.finding(
        Self.info, message(call), at: call, in: file, aliases: call.operation.subcommand == "install" ? nil : [])
    }
  }

  private func message(_ call: PackageRun.Call) -> String {
    "\(call.title) leaves its cache in the layer: --no-cache-dir is missing"
  }
}
