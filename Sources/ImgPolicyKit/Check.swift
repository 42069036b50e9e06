internal import Dockerfile

/// Judges source files, and mends them where that is asked for. Each PATH is a file, a directory that is searched, or `-` for
/// standard input.
package func check(_ paths: [String], options: RunOptions) throws(RunError) -> Report {
  let found = FindInputs(kind: try options.inputKind(), standardInputName: options.standardInputName).find(paths)
  guard !found.isEmpty else { throw .usage(nothingToJudge(paths)) }
  guard let fixing = options.fixing else { return try judge(found, options, texts: { _ in nil }) }
  var mending = try mendedTexts(of: found, fixing, options)
  var report = try judge(found, options, texts: mending.text)
  let errors = mending.write(found)
  if !errors.isEmpty {
    // What could not be written is judged as it stays.
    report = try judge(found, options, texts: mending.text, errors: errors)
  }
  report.mending = mending.outcome
  return report
}

/// - Parameters:
///   - texts: the text of an input, by its index; nil for what its file holds.
///   - errors: what is to be said of inputs beside what is found in them.
private func judge(
  _ found: [FoundInput], _ options: RunOptions, texts: (Int) -> [UInt8]?, errors: [Int: InputError] = [:]
) throws(RunError) -> Report {
  var assessment = try Assessment(options)
  for (number, input) in found.enumerated() {
    if input.kind == .kubernetes {
      try assessment.add(manifest: input)
      continue
    }
    if input.kind == .values {
      try assessment.add(values: input)
      continue
    }
    let resolution = try assessment.resolve(dockerfile: input.path)
    let (context, contextError) = assessment.buildContext(of: input, resolution)
    do throws(InputError) {
      let bytes = if let text = texts(number) { text } else { try input.read() }
      let index = assessment.add(dockerfile: bytes, at: input.display, context: context, resolution)
      if let error = contextError ?? errors[number] { assessment.inputs[index].error = error }
    } catch {
      assessment.add(unreadable: input.display, kind: input.kind, error, resolution)
    }
  }
  try assessment.settle()
  try assessment.checkBases()
  try assessment.checkValues()
  return assessment.report()
}

private func mendedTexts(
  of found: [FoundInput], _ fixing: FixOptions, _ options: RunOptions
) throws(RunError) -> MendInputs {
  var assessment = try Assessment(options)
  var mending = MendInputs(fixing)
  let trial = TrialRun(assessment)
  for (number, input) in found.enumerated() where input.kind == .dockerfile {
    let resolution = try assessment.resolve(dockerfile: input.path)
    let (context, _) = assessment.buildContext(of: input, resolution)
    try mending.mend(number, input, context, resolution, by: trial)
  }
  return mending
}

extension Assessment {
  fileprivate mutating func add(manifest input: FoundInput) throws(RunError) {
    let resolution = try resolve(input.path)
    do throws(InputError) {
      add(manifest: try input.read(), at: input.display, isStored: input.bytes == nil, resolution)
    } catch {
      add(unreadable: input.display, kind: input.kind, error, resolution)
    }
  }

  fileprivate mutating func add(values input: FoundInput) throws(RunError) {
    let resolution = try resolve(input.path)
    if let error = input.error { return add(unreadable: input.display, kind: input.kind, error, resolution) }
    try add(values: [input.path], bytes: input.bytes, display: input.display, resolution)
  }

  /// What `--context` names. Where it cannot be read, the file is judged without it, and the run says so.
  fileprivate mutating func buildContext(
    of input: FoundInput, _ resolution: ResolvePolicy.Resolution
  ) -> (BuildContext?, InputError?) {
    guard let path = options.context else { return (nil, nil) }
    do throws(InputError) {
      return (try contexts.load(InputPath(path), for: input.path, listing: resolution.contextListing), nil)
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
