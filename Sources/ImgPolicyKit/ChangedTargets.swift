internal import Linting

extension Assessment {
  /// Divides targets by whether anything that they are judged by has changed since the revision of `--changed`; all of them
  /// without it.
  mutating func changed(
    _ targets: [Target], of project: Project
  ) throws(RunError) -> (changed: [Target], unchanged: Report.UnchangedTargets?) {
    guard let revision = options.changedSince else { return (targets, nil) }
    let files = try ChangedFiles.since(revision, in: project.file.directory, environment: options.environment)
    // What decides over all targets alike.
    let given = [options.baseline.path, options.baselineImage].compactMap { $0 }.map { InputPath($0) }
    if ([project.file] + project.bases.values + given).contains(where: files.touch) {
      return (targets, nil)
    }
    var names: Set<String> = []
    for target in targets where try isChanged(target, of: project, files) { names.insert(target.name) }
    names = TargetLinks(targets).reached(from: names)
    let left = targets.map(\.name).filter { !names.contains($0) }
    return (
      targets.filter { names.contains($0.name) },
      left.isEmpty ? nil : Report.UnchangedTargets(names: left, revision: revision)
    )
  }

  private mutating func isChanged(
    _ target: Target, of project: Project, _ files: ChangedFiles
  ) throws(RunError) -> Bool {
    var policies: [InputPath] = []
    for path in target.inputs { policies += try resolve(path, of: target, in: project).policy.files }
    let given = given(for: target)
    if (target.sources + given.sources + policies).contains(where: files.touch) { return true }
    // Of what git ignores, such as a built image, nobody knows whether it is what it was.
    return (target.inputs + given.values).contains { path in
      ignoredPaths.ignores(path) && !files.isTracked(path) && ReadFile.exists(path.absolute)
    }
  }

  /// What the command line has for a target: what a Dockerfile or an image is judged beside, and the values that are laid over its own.
  private func given(for target: Target) -> (sources: [InputPath], values: [InputPath]) {
    let values = target.values.isEmpty ? [] : options.values.map { InputPath($0) }
    let context = target.dockerfile == nil ? nil : options.context.map { InputPath($0) }
    let bases = target.dockerfile == nil && target.image == nil ? [] : bases.files
    return (bases + values + [context].compactMap { $0 }, values)
  }
}

extension Target {
  /// The files and directories that it is made of. A Dockerfile without a context is built in its own directory, as a rule, and
  /// values that lie beside a `Chart.yaml` are the chart's.
  fileprivate var sources: [InputPath] {
    let charts = values.map(\.directory).filter { ReadFile.exists($0.appending("Chart.yaml").absolute) }
    return inputs + [context ?? dockerfile?.directory].compactMap { $0 } + charts
  }
}
