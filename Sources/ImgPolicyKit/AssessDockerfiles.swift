internal import Dockerfile
internal import Linting
internal import Rules

/// A Dockerfile that is not judged yet.
struct WaitingDockerfile: Sendable {
  enum Role: Sendable {
    /// On its own.
    case judged
    /// Together with the images that were built from it.
    case judgedWithImages
    /// Only as what images were built from.
    case traced
  }

  /// The index in the report.
  var input: Int
  var role: Role
  var source: SourceText
  var build: BuildOptions
  /// What was read of it; nil when nobody asks before it is judged, side by side with others.
  var read: ReadDockerfile?
  var catalog: Catalog
  var resolution: ResolvePolicy.Resolution
  /// What the images say of it, those of several platforms often the same.
  var releaseFindings: [Finding] = []
  /// The rules whose guess at the base every image that was built refutes; nil before the first one.
  var refuted: Set<String>?

  /// What is found in it.
  struct Outcome: Sendable {
    var findings: [Finding]
    var voice: Judge.Voice
    /// The text for excerpts and fingerprints, without its secrets; nil where nothing is said of it.
    var concealedSource: SourceText?
    /// Why the stage that was asked for cannot be built.
    var unknownTarget: String?
  }

  /// The Dockerfile as it was read, or as it is when it is read now.
  var understood: ReadDockerfile { read ?? ReadDockerfile(source, build) }

  /// A foreign check looks at the file alone, so it stays what it is.
  private func withoutRefutedGuess(_ finding: Finding) -> Finding {
    guard refuted?.contains(finding.rule) == true else { return finding }
    var finding = finding
    finding.isOwn = false
    return finding
  }

  /// Judges it, under a catalogue of `rules`.
  func outcome(_ names: RuleNames, of rules: Set<String>) -> Outcome {
    let read = understood
    let (model, comments) = (read.model, read.comments)
    var voice = comments.voice(of: model, names: names, demands: resolution.policy.suppressions)
    let crossChecks = Set(catalog.release.map(\.info.name))
    var findings = distinct(releaseFindings)
    switch role {
    case .judged: voice.unjudged.formUnion(crossChecks)
    case .judgedWithImages: break
    case .traced: voice.unjudged.formUnion(rules.subtracting(crossChecks))
    }
    if role != .traced { findings += catalog.findings(in: model).map(withoutRefutedGuess) }
    // Neither an excerpt nor a fingerprint may tell of a secret, whichever rule speaks of its line; comments may have
    // findings, too. The lines of a Dockerfile that is traced are shown in any case.
    let isShown = !findings.isEmpty || !comments.isEmpty || role != .judged
    let secrets = isShown ? model.concealedRanges + findings.flatMap(\.concealed) : []
    if !secrets.isEmpty { findings = findings.map { $0.withoutFix(ofAnyOf: secrets, in: model.source) } }
    let concealed = isShown ? model.source.concealing(secrets) : nil
    return Outcome(
      findings: findings, voice: voice, concealedSource: concealed, unknownTarget: model.unknownTarget)
  }
}

extension Assessment {
  /// Adds a Dockerfile with what is known of its context; its input. With `role` other than `judged` it waits for the images
  /// that were built from it.
  @discardableResult
  mutating func add(
    dockerfile bytes: [UInt8], at path: String, context: BuildContext?, role: WaitingDockerfile.Role = .judged,
    _ resolution: ResolvePolicy.Resolution
  ) -> Int {
    var build = build
    build.context = context
    let source = SourceText(path: path, bytes: bytes)
    var entry = WaitingDockerfile(
      input: count, role: role, source: source, build: build, catalog: catalog(for: resolution), resolution: resolution)
    if role != .judged || asksShellCheck(entry) || bases.mayBeGiven(in: resolution.project) {
      entry.read = read(source, build, resolution)
    }
    var input = input(path, .dockerfile, resolution)
    input.source = source
    entry.input = count
    append(input, resolution)
    waiting.append(entry)
    // Those that ShellCheck, an image or a manifest is still to be held against stay.
    let mayGo = !keepsBuilds && !waiting.contains { $0.role != .judged || asksShellCheck($0) }
    if mayGo, waiting.count >= Self.mostWaiting { judgeWaiting() }
    return entry.input
  }

  /// As many Dockerfiles are kept in memory before they are judged, side by side.
  private static var mostWaiting: Int { 128 }

  /// Judges all that wait, in parallel; the outcome does not depend on that.
  mutating func judgeWaiting() {
    let (entries, names) = (waiting, names)
    let rules = Set(infos.keys)
    waiting = []
    let outcomes = inParallel(entries.count, jobs: options.jobs) { entries[$0].outcome(names, of: rules) }
    for (entry, outcome) in zip(entries, outcomes) {
      if let source = outcome.concealedSource { inputs[entry.input].source = source }
      record(outcome.findings, of: entry.input, variant: nil, voice: outcome.voice, entry.resolution)
      unknownTarget = unknownTarget ?? outcome.unknownTarget
    }
  }

  /// Reads a Dockerfile, with the facts of its bases. An archive of a base that cannot be read becomes an input of its own:
  /// what was asked for is not known then.
  private mutating func read(
    _ source: SourceText, _ options: BuildOptions, _ resolution: ResolvePolicy.Resolution
  ) -> ReadDockerfile {
    var read = ReadDockerfile(source, options)
    let (known, unreadable) = bases.bases(of: read.model, in: resolution.project)
    for (path, error) in unreadable { add(unreadable: path.display, kind: .image, error, resolution) }
    if !known.isEmpty { read.standOn(known, options) }
    return read
  }

  // MARK: ShellCheck

  private func use(_ resolution: ResolvePolicy.Resolution) -> ShellCheckUse {
    shellCheck?.use ?? resolution.policy.shellCheck
  }

  private func asksShellCheck(_ entry: WaitingDockerfile) -> Bool {
    entry.role != .traced && use(entry.resolution) != .off && entry.resolution.selection.mayRun(ShellScriptFault.info)
      && entry.catalog.dockerfile.contains { $0.info.name == ShellScriptFault.info.name }
  }

  /// Judges the Dockerfiles that wait for ShellCheck, all of them by one call: before anything is asked of the outcome.
  mutating func askShellCheck() throws(RunError) {
    let asking = waiting.indices.filter { asksShellCheck(waiting[$0]) }
    let program = asking.isEmpty ? nil : ShellCheckProgram(environment: options.shellCheck.environment)
    if program == nil, let at = asking.first(where: { use(waiting[$0].resolution) == .on }) {
      throw .usage(noShellCheck(waiting[at].resolution.policy.names))
    }
    if let program {
      let environment = options.shellCheck.environment
      let cache = options.shellCheck.usesCache ? ShellCheckCache(environment: environment) : nil
      let run = RunShellCheck(program: program, cache: cache, jobs: options.jobs, environment: environment)
      for (index, result) in zip(asking, run.results(for: asking.compactMap { waiting[$0].read?.model })) {
        waiting[index].read?.model.scriptFaults = result.faults
        waiting[index].read?.model.areScriptsJudged = result.error == nil
        inputs[waiting[index].input].error = inputs[waiting[index].input].error ?? result.error
      }
    }
    judgeWaiting()
  }

  private func noShellCheck(_ policies: [String]) -> String {
    let demand = shellCheck?.option ?? "the policy \(policies.joined(separator: ", "))"
    return "\(demand) asks for ShellCheck, but there is no program `shellcheck` on PATH: install it (`apt-get install "
      + "shellcheck`, `brew install shellcheck`), or leave it out with --shellcheck off"
  }
}

extension Finding {
  /// The finding without a fix that writes a secret anew: its text would show it.
  fileprivate func withoutFix(ofAnyOf secrets: [Range<Int>], in source: SourceText) -> Finding {
    let rewritten = (fix?.edits ?? []).filter { !$0.text.isEmpty }.compactMap { source.range(of: $0.place) }
    guard rewritten.contains(where: { range in secrets.contains(where: range.overlaps) }) else { return self }
    var finding = self
    finding.fix = nil
    return finding
  }
}
