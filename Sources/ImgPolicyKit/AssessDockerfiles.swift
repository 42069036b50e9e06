internal import Dockerfile
internal import Linting
internal import Rules

/// A Dockerfile that was read and is not judged yet.
struct WaitingDockerfile {
  enum Role {
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
  var model: BuildModel
  var comments: DockerfileComments
  var catalog: Catalog
  var resolution: ResolvePolicy.Resolution
  /// What the images say of it.
  var releaseFindings: [Finding] = []
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
    let syntax = parseDockerfile(SourceText(path: path, bytes: bytes))
    let comments = DockerfileComments(syntax)
    build.shellHints = comments.shellHints
    let model = model(syntax, build, resolution)
    var input = input(path, .dockerfile, resolution)
    input.source = model.source
    let catalog = catalog(for: resolution)
    append(input, resolution)
    let entry = WaitingDockerfile(
      input: count - 1, role: role, model: model, comments: comments, catalog: catalog, resolution: resolution)
    if role != .judged || asksShellCheck(entry) { waiting.append(entry) } else { judge(entry) }
    return entry.input
  }

  private mutating func judge(_ entry: WaitingDockerfile) {
    var voice = entry.comments.voice(
      of: entry.model, names: names, demands: entry.resolution.policy.suppressions)
    let crossChecks = Set(entry.catalog.release.map(\.info.name))
    var findings = entry.releaseFindings
    switch entry.role {
    case .judged: voice.unjudged.formUnion(crossChecks)
    case .judgedWithImages: break
    case .traced: voice.unjudged.formUnion(Set(infos.keys).subtracting(crossChecks))
    }
    if entry.role != .traced { findings += entry.catalog.findings(in: entry.model) }
    // Neither an excerpt nor a fingerprint may tell of a secret, whichever rule speaks of its line; comments may have
    // findings, too.
    if !findings.isEmpty || !entry.comments.isEmpty {
      inputs[entry.input].source = entry.model.source.concealing(
        entry.model.concealedRanges + findings.flatMap(\.concealed))
    }
    record(findings, of: entry.input, variant: nil, voice: voice, entry.resolution)
  }

  /// What a Dockerfile builds, with the facts of its bases. An archive of a base that cannot be read becomes an input of its
  /// own: what was asked for is not known then.
  private mutating func model(
    _ syntax: DockerfileSyntax, _ options: BuildOptions, _ resolution: ResolvePolicy.Resolution
  ) -> BuildModel {
    let model = BuildModel(syntax: syntax, options: options)
    let (known, unreadable) = bases.bases(of: model, in: resolution.project)
    for (path, error) in unreadable { add(unreadable: path.display, kind: .image, error, resolution) }
    if known.isEmpty { return model }
    var options = options
    options.bases = known
    return BuildModel(syntax: model.syntax, options: options)
  }

  // MARK: ShellCheck

  private func use(_ resolution: ResolvePolicy.Resolution) -> ShellCheckUse {
    shellCheck ?? resolution.policy.shellCheck
  }

  private func asksShellCheck(_ entry: WaitingDockerfile) -> Bool {
    entry.role != .traced && use(entry.resolution) != .off
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
      for (index, result) in zip(asking, run.results(for: asking.map { waiting[$0].model })) {
        waiting[index].model.scriptFaults = result.faults
        waiting[index].model.areScriptsJudged = result.error == nil
        inputs[waiting[index].input].error = inputs[waiting[index].input].error ?? result.error
      }
    }
    for entry in waiting { judge(entry) }
    waiting = []
  }

  private func noShellCheck(_ policies: [String]) -> String {
    let demand = shellCheck == .on ? "--shellcheck on" : "the policy \(policies.joined(separator: ", "))"
    return "\(demand) asks for ShellCheck, but there is no program `shellcheck` on PATH: install it (`apt-get install "
      + "shellcheck`, `brew install shellcheck`), or leave it out with --shellcheck off"
  }
}
