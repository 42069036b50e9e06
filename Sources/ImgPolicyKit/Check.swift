internal import Dockerfile

/// Judges source files. Each PATH is a file, a directory that is searched, or `-` for standard input.
package func check(_ paths: [String], options: RunOptions) throws(RunError) -> Report {
  var assessment = try Assessment(options)
  let found = FindInputs(kind: try options.inputKind(), standardInputName: options.standardInputName).find(paths)
  guard !found.isEmpty else { throw .usage(nothingToJudge(paths)) }
  for input in found {
    if input.kind == .kubernetes {
      try assessment.add(manifest: input)
      continue
    }
    if input.kind == .values {
      try assessment.add(values: input)
      continue
    }
    let resolution = try assessment.resolve(dockerfile: input.path)
    let (context, contextError) = buildContext(of: input, options, resolution)
    do throws(InputError) {
      let index = assessment.add(dockerfile: try input.read(), at: input.display, context: context, resolution)
      if let contextError { assessment.inputs[index].error = contextError }
    } catch {
      assessment.add(unreadable: input.display, kind: input.kind, error, resolution)
    }
  }
  try assessment.settle()
  try assessment.checkBases()
  try assessment.checkValues()
  return assessment.report()
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
}

/// What `--context` names. Where it cannot be read, the file is judged without it, and the run says so.
private func buildContext(
  of input: FoundInput, _ options: RunOptions, _ resolution: ResolvePolicy.Resolution
) -> (BuildContext?, InputError?) {
  guard let path = options.context else { return (nil, nil) }
  do throws(InputError) {
    return (try BuildContext.load(InputPath(path), for: input.path, listing: resolution.contextListing), nil)
  } catch {
    return (nil, error)
  }
}

private func nothingToJudge(_ paths: [String]) -> String {
  let places = paths.isEmpty ? "." : paths.joined(separator: ", ")
  return "nothing to judge in \(places): found no Dockerfile, Dockerfile.*, *.Dockerfile or Containerfile, "
    + "no Kubernetes manifest and no chart's values.yaml"
}
