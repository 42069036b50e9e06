package import Dockerfile
package import Linting

/// The whole context is copied before the dependencies are installed.
package struct CacheBustingCopy: Rule {
  package static let info = RuleInfo(
    name: "cache-busting-copy", groups: ["cache"], severity: .info,
    summary: "The whole context is copied before the dependencies are installed.",
    rationale: """
      The builder repeats all that follows a COPY whose files changed. With COPY . . in front of the install, every change of
      any source file downloads and installs all dependencies again. Ignore it where the install needs the sources.
      """,
    help: "Copy the manifest and the lock file, install, and copy the rest afterwards.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        WORKDIR /app
        COPY ‹.› .
        RUN npm ci
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        WORKDIR /app
        COPY package.json package-lock.json ./
        RUN npm ci
        COPY . .
        RUN npm run build
        """),
      RuleInfo.Example(
        """
        FROM golang:1.23
        COPY . .
        RUN go build ./...
        """),
    ],
    references: ["https://docs.docker.com/build/cache/optimize/#order-your-layers"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] { file.stages.flatMap { check($0, in: file) } }

  private struct WholeCopy {
    var copy: Copy
    var source: Word
    var isReported = false
  }

  private func check(_ stage: Stage, in file: BuildModel) -> [Finding] {
    var latest: WholeCopy?
    // What was installed before the sources came is only completed behind them.
    var installed: Set<String> = []
    var findings: [Finding] = []
    let copies = stage.copies.filter { stage.wrote($0.instruction) }.map(Step.copy)
    let runs = stage.runs.filter { stage.wrote($0.instruction) }.map(Step.run)
    for step in (copies + runs).sorted(by: { $0.offset < $1.offset }) {
      switch step {
      case .copy(let copy):
        if let source = wholeContext(of: copy), latest == nil { latest = WholeCopy(copy: copy, source: source) }
      case .run(let run):
        for call in run.packageCalls(of: PackagePrograms.languages) where installsDependencies(call.operation) {
          let name = call.operation.manager.name
          guard let whole = latest else {
            installed.insert(name)
            continue
          }
          if whole.isReported || installed.contains(name) { continue }
          latest?.isReported = true
          findings.append(finding(whole, call, run, stage, file))
        }
      }
    }
    return findings
  }

  private enum Step {
    case copy(Copy)
    case run(Run)

    var offset: Int {
      switch self {
      case .copy(let copy): copy.instruction.range.lowerBound
      case .run(let run): run.instruction.range.lowerBound
      }
    }
  }

  private func wholeContext(of copy: Copy) -> Word? {
    guard copy.from == .context, copy.instruction.flag("exclude") == nil else { return nil }
    return zip(copy.sources, copy.sourcePaths).first { $1?.isWholeTree ?? false }?.0
  }

  /// Whether a call installs what the project's own lists name, and needs nothing else of the project.
  private func installsDependencies(_ operation: PackageOperation) -> Bool {
    guard operation.action == .install else { return false }
    switch operation.manager.name {
    case "npm", "pnpm", "yarn", "bun", "bundle", "composer": return operation.isForProject
    case "go": return operation.subcommand == "mod download"
    case "cargo": return operation.subcommand == "fetch"
    case "dotnet": return operation.subcommand == "restore"
    case "uv": return operation.subcommand == "sync" || !operation.requirementFiles.isEmpty
    case "poetry": return ["install", "sync"].contains(operation.subcommand)
    case "pip", "conda": return !operation.requirementFiles.isEmpty
    default: return false
    }
  }

  private func finding(
    _ whole: WholeCopy, _ call: PackageCall, _ run: Run, _ stage: Stage, _ file: BuildModel
  ) -> Finding {
    var finding = Finding(
      Self.info, message(whole.copy, call), at: whole.source.range, of: whole.copy.instruction, stage: stage, in: file)
    finding.notes.append(Finding.Note("installed here", place: file.source.place(of: call.program.source)))
    return finding
  }

  private func message(_ copy: Copy, _ call: PackageCall) -> String {
    "\(copy.instruction.name) brings the whole context before \(call.title): any change installs everything again"
  }
}
