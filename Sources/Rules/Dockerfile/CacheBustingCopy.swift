package import Dockerfile
package import Linting

/// The whole context is copied before the dependencies are installed.
package struct CacheBustingCopy: Rule {
  package static let info = RuleInfo(
    name: "cache-busting-copy", groups: ["cache"], severity: .info, fix: .display,
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
    return finding.mended(by: twoSteps(whole, call, run, in: file))
  }

  /// The lists of a project that its package manager installs from.
  private static let lists = [
    "npm": "package.json package-lock.json", "yarn": "package.json yarn.lock", "pnpm": "package.json pnpm-lock.yaml",
    "bun": "package.json bun.lock", "uv": "pyproject.toml uv.lock", "poetry": "pyproject.toml poetry.lock",
    "go": "go.mod go.sum", "bundle": "Gemfile Gemfile.lock", "composer": "composer.json composer.lock",
  ]

  /// The lists first, then the install, then the rest. What else the install needs only the project tells, so this is shown only.
  private func twoSteps(_ whole: WholeCopy, _ call: PackageCall, _ run: Run, in file: BuildModel) -> Fix? {
    let copy = whole.copy.instruction
    let files = call.operation.requirementFiles.map(\.text).joined(separator: " ")
    guard let lists = files.isEmpty ? Self.lists[call.operation.manager.name] : files, let removal = file.removing(copy)
    else { return nil }
    let line = String(decoding: file.source.bytes[copy.range], as: UTF8.self)
    let end = run.instruction.range.upperBound
    guard file.source.bytes[..<end].last == UInt8(ascii: "\n") else { return nil }
    return Fix(
      .display,
      all: [
        file.inserting(line: "\(copy.spelling.text) \(lists) ./", before: copy), removal,
        file.inserting(line, at: end),
      ])
  }

  private func message(_ copy: Copy, _ call: PackageCall) -> String {
    "\(copy.instruction.name) brings the whole context before \(call.title): any change installs everything again"
  }
}
