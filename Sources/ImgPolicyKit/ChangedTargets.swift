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
    var changed: [Target] = []
    for target in targets {
      let policy = try resolve(target, in: project).policy
      let isChanged = (target.sources + policy.files).contains(where: files.touch)
      // Of what git ignores, such as a built image, nobody knows whether it is what it was.
      if isChanged || target.inputs.contains(where: { ignoredPaths.ignores($0) && ReadFile.exists($0.absolute) }) {
        changed.append(target)
      }
    }
    let kept = Set(changed.map(\.name))
    let left = targets.map(\.name).filter { !kept.contains($0) }
    return (changed, left.isEmpty ? nil : Report.UnchangedTargets(names: left, revision: revision))
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
