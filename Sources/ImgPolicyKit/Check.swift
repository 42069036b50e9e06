internal import Dockerfile

/// Judges source files, and mends them where that is asked for. Each PATH is a file, a directory that is searched, or `-` for
/// standard input.
package func check(_ paths: [String], options: RunOptions) throws(RunError) -> Report {
  guard !paths.contains("") else { throw .usage("a PATH is empty: expected a file, a directory or -") }
  let found = FindInputs(kind: try options.inputKind(), standardInputName: options.standardInputName).find(paths)
  guard !found.isEmpty else { throw .usage(nothingToJudge(paths)) }
  let directories = (paths.isEmpty ? ["."] : paths).filter { ReadFile.isDirectory($0) }.map { InputPath($0) }
  guard let fixing = options.fixing else { return try judge(found, in: directories, options) }
  var mending = try mend(found, fixing, options)
  var report = try judge(found, in: directories, options, mending)
  let errors = mending.write()
  if !errors.isEmpty {
    // What could not be written is judged as it stays.
    report = try judge(found, in: directories, options, mending, errors: errors)
  }
  report.mending = mending.outcome
  return report
}

/// - Parameters:
///   - directories: those that were searched.
///   - errors: what is to be said of inputs beside what is found in them, by their paths as reports print them.
private func judge(
  _ found: [FoundInput], in directories: [InputPath], _ options: RunOptions, _ mending: MendInputs? = nil,
  errors: [String: InputError] = [:]
) throws(RunError) -> Report {
  var assessment = try Assessment(options)
  assessment.searchedDirectories = directories
  if let mending {
    assessment.mendedTexts = mending.texts
    assessment.baseline?.exchange(mending.changedFindings)
  }
  for input in found { try assessment.add(input) }
  for (index, input) in assessment.inputs.enumerated() where input.error == nil {
    assessment.inputs[index].error = errors[input.path]
  }
  try assessment.settle()
  try assessment.checkBases()
  try assessment.checkValues()
  return assessment.report()
}

private func mend(_ found: [FoundInput], _ fixing: FixOptions, _ options: RunOptions) throws(RunError) -> MendInputs {
  var mending = MendInputs(fixing)
  let trial = TrialRun(try Assessment(options))
  for input in try trial.mendable(among: found) { try mending.mend(input, by: trial) }
  return mending
}

extension Assessment {
  /// Adds an input of any kind, as it was found.
  mutating func add(_ input: FoundInput) throws(RunError) {
    switch input.kind {
    case .kubernetes: try add(manifest: input)
    case .values: try add(values: input)
    default: try add(dockerfile: input)
    }
  }

  private mutating func add(dockerfile input: FoundInput) throws(RunError) {
    let resolution = try resolve(dockerfile: input.path)
    let (context, contextError) = buildContext(of: input.path, resolution)
    do throws(InputError) {
      let index = add(dockerfile: try mendedTexts.read(input), at: input.display, context: context, resolution)
      if let contextError { inputs[index].error = contextError }
    } catch {
      add(unreadable: input.display, kind: input.kind, error, resolution)
    }
  }

  private mutating func add(manifest input: FoundInput) throws(RunError) {
    let resolution = try resolve(input.path)
    do throws(InputError) {
      add(
        manifest: try mendedTexts.read(input), from: input.path, at: input.display,
        isStandardInput: input.isStandardInput, resolution)
    } catch {
      add(unreadable: input.display, kind: input.kind, error, resolution)
    }
  }

  private mutating func add(values input: FoundInput) throws(RunError) {
    let resolution = try resolve(input.path)
    if let error = input.error { return add(unreadable: input.display, kind: input.kind, error, resolution) }
    try add(
      values: [input.path], text: mendedTexts[input] ?? input.bytes,
      isStandardInput: input.isStandardInput, display: input.display, resolution)
  }

  /// The context of a Dockerfile: that of `--context`, else that of its target. Where it cannot be read, the file is judged without
  /// it, and the run says so.
  mutating func buildContext(
    of dockerfile: InputPath, _ resolution: ResolvePolicy.Resolution
  ) -> (BuildContext?, InputError?) {
    let target = resolution.target.flatMap { $0.dockerfile == dockerfile ? $0.context : nil }
    guard let directory = options.context.map({ InputPath($0) }) ?? target else { return (nil, nil) }
    do throws(InputError) {
      return (try contexts.load(directory, for: dockerfile, listing: resolution.contextListing), nil)
    } catch {
      return (nil, error)
    }
  }
}

private func nothingToJudge(_ paths: [String]) -> String {
  let places = paths.isEmpty ? "." : paths.joined(separator: ", ")
  return "nothing to judge in \(places): found no Dockerfile, Dockerfile.*, *.Dockerfile or Containerfile, "
    + "no Kubernetes manifest and no chart's values.yaml"
}
