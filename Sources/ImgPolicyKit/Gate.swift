internal import Dockerfile
internal import Images
internal import Linting
internal import Rules

/// Judges a project as its `imgpolicy.yaml` lists it: all targets, or the named ones; of these, those that have changed.
package func gate(_ names: [String], options: RunOptions) throws(RunError) -> Report {
  var assessment = try Assessment(options)
  guard let project = try assessment.project(for: InputPath("./-")) else { throw .usage(noProject()) }
  let (targets, unchanged) = try assessment.changed(targets(named: names, of: project), of: project)
  try assessment.prepareRollouts(of: targets, in: project)
  if targets.count == project.targets.count { assessment.wholeProject = project }
  assessment.sharedImages = SharedImages(targets.compactMap { $0.image?.path.absolute })
  var judged: [JudgedTarget] = []
  for target in targets {
    judged.append(try assessment.add(target, of: project))
  }
  guard assessment.count > 0 || targets.isEmpty else { throw .usage(nothingBuilt(targets)) }
  try assessment.settle()
  // What serves a target that is not judged now is no slip.
  if assessment.wholeProject != nil { try assessment.checkBases() }
  if project.targets.allSatisfy(\.values.isEmpty) { try assessment.checkValues() }
  let rows = judged.map { assessment.row($0) }
  assessment.mergeInputs()
  var report = assessment.report(targets: rows)
  report.unchanged = unchanged
  return report
}

extension Assessment {
  /// Sees to it that the images of targets are read with what the rules want that hold manifests against them.
  fileprivate mutating func prepareRollouts(of targets: [Target], in project: Project) throws(RunError) {
    // One search for the Secrets of all targets: an archive that several of them name is read once.
    var manifests: [SourceText] = []
    for target in targets {
      for path in target.workload + target.values {
        keepsBuilds = true
        let rules = catalog(for: try resolve(path, of: target, in: project)).rollout
        rolloutWants.formUnion(imageWants(of: rules))
        if rules.contains(where: { $0.info.name == SecretInImageAndSecret.info.name }) { manifests += path.source }
      }
    }
    rolloutWants.formUnion(secretWants(beside: manifests))
  }
}

extension InputPath {
  /// The text of the file, where it can be read.
  fileprivate var source: [SourceText] {
    (try? ReadFile.bytes(at: absolute)).map { [SourceText(path: display, bytes: $0)] } ?? []
  }
}

/// A target whose inputs were added: which of the report's they are.
private struct JudgedTarget {
  var name: String
  var dockerfile: Range<Int>
  /// nil for an image that is not required and not there.
  var image: Range<Int>?
  var workload: Range<Int>
  var values: Range<Int>
  var size: (measured: ByteSize, limit: ByteSize?)?
}

private func targets(named names: [String], of project: Project) throws(RunError) -> [Target] {
  guard !project.targets.isEmpty else {
    throw .usage("\(project.file.display): no targets, so there is nothing to judge")
  }
  for name in names where !project.targets.contains(where: { $0.name == name }) {
    throw .usage(unknownTarget(name, in: project))
  }
  return names.isEmpty ? project.targets : project.targets.filter { names.contains($0.name) }
}

extension Assessment {
  fileprivate mutating func add(_ target: Target, of project: Project) throws(RunError) -> JudgedTarget {
    let start = count
    let dockerfile = try addDockerfile(of: target, in: project)
    let afterDockerfile = count
    let (images, isBuilt) = try addImage(of: target, builtFrom: dockerfile, in: project)
    let afterImage = count
    if keepsBuilds, images.isEmpty, let dockerfile { keepBuild(of: nil, dockerfile, resolutions[dockerfile]) }
    try addManifests(of: target, in: project)
    let afterManifests = count
    if let first = target.values.first {
      try add(values: target.values, target: target.name, try resolve(first, of: target, in: project))
    }
    return JudgedTarget(
      name: target.name, dockerfile: start..<afterDockerfile,
      image: target.image == nil || isBuilt ? afterDockerfile..<afterImage : nil,
      workload: afterImage..<afterManifests, values: afterManifests..<count,
      size: images.first.map { size(of: $0, resolutions[afterDockerfile]) })
  }

  fileprivate func row(_ target: JudgedTarget) -> Report.TargetRow {
    Report.TargetRow(
      name: target.name, dockerfile: state(of: target.dockerfile, .own),
      image: target.image.map { state(of: $0, .own) } ?? .notBuilt, size: target.size,
      workload: state(of: target.workload, .own), values: state(of: target.values, .own),
      crossChecks: crossChecks(of: target))
  }

  /// What holding the Dockerfile, the image and the manifests against each other gave; absent where there is only one of them.
  private func crossChecks(of target: JudgedTarget) -> Report.TargetRow.State {
    let parts = [target.dockerfile, target.image ?? 0..<0, target.workload].filter { !$0.isEmpty }
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return .absent }
    let all = first.lowerBound..<last.upperBound
    if case .unreadable = state(of: all, .own) { return .unreadable }
    return state(of: all, .crossChecks)
  }

  private mutating func addDockerfile(of target: Target, in project: Project) throws(RunError) -> Int? {
    guard let path = target.dockerfile else { return nil }
    let resolution = try resolve(path, of: target, in: project)
    let (context, contextError) = buildContext(of: path, resolution)
    do throws(InputError) {
      let index = add(
        dockerfile: try ReadFile.bytes(at: path.absolute), at: path.display, context: context,
        role: target.image == nil ? .judged : .judgedWithImages, resolution)
      if let contextError { inputs[index].error = contextError }
      return index
    } catch {
      add(unreadable: path.display, kind: .dockerfile, error, resolution)
      return nil
    }
  }

  /// An image that is not required is judged when it is there.
  private mutating func addImage(
    of target: Target, builtFrom dockerfile: Int?, in project: Project
  ) throws(RunError) -> (images: [ImageModel], isBuilt: Bool) {
    guard let image = target.image else { return ([], false) }
    if !image.isRequired, !ReadFile.exists(image.path.absolute) { return ([], false) }
    let resolution = try resolve(image.path, of: target, in: project)
    return (
      try add(images: .path(image.path.absolute), as: image.path.display, builtFrom: dockerfile, resolution), true
    )
  }

  private mutating func addManifests(of target: Target, in project: Project) throws(RunError) {
    for path in target.workload {
      let resolution = try resolve(path, of: target, in: project)
      do throws(InputError) {
        add(
          manifest: try ReadFile.bytes(at: path.absolute), from: path, at: path.display, target: target.name,
          resolution)
      } catch {
        add(unreadable: path.display, kind: .kubernetes, error, resolution)
      }
    }
  }

  private func size(
    of image: ImageModel, _ resolution: ResolvePolicy.Resolution
  ) -> (measured: ByteSize, limit: ByteSize?) {
    let summary = ImageSummary(image, budgets: resolution.policy.settings.budgets)
    guard let budget = summary.budget, let measure = SizeMeasure(rawValue: budget.measure) else {
      return (ByteSize(image.size.unpacked), nil)
    }
    return (ByteSize(image.size.bytes(by: measure)), budget.limit)
  }
}

// MARK: Messages

private func noProject() -> String {
  "no \(ProjectFile.name) here or in a directory above: `gate` needs one that lists the targets"
}

private func nothingBuilt(_ targets: [Target]) -> String {
  "nothing to judge: \(listed(targets.map(\.name))) \(targets.count == 1 ? "has" : "have") no Dockerfile, and no image was built"
}

private func unknownTarget(_ name: String, in project: Project) -> String {
  let names = project.targets.map(\.name)
  let guess =
    nearest(to: name, among: names).map { ": did you mean “\($0)”?" } ?? ": it has \(names.joined(separator: ", "))"
  return "\(project.file.display) has no target “\(name)”\(guess)"
}
