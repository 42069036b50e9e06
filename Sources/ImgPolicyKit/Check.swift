internal import Dockerfile

/// Judges source files. Each PATH is a file, a directory that is searched, or `-` for standard input.
package func check(_ paths: [String], options: RunOptions) throws(RunError) -> Report {
  var assessment = try Assessment(options)
  let found = FindInputs(kind: try options.inputKind(), standardInputName: options.standardInputName).find(paths)
  guard !found.isEmpty else { throw .usage(nothingToJudge(paths)) }
  for input in found {
    let resolution = try assessment.resolve(dockerfile: input.path)
    do throws(InputError) {
      let context = try options.context.map { (path) throws(InputError) in
        try BuildContext.load(InputPath(path), for: input.path, listing: resolution.contextListing)
      }
      assessment.add(dockerfile: try input.read(), at: input.display, context: context, resolution)
    } catch {
      assessment.add(unreadable: input.display, kind: input.kind, error, resolution)
    }
  }
  try assessment.settle()
  try assessment.checkBases()
  return assessment.report()
}

private func nothingToJudge(_ paths: [String]) -> String {
  let places = paths.isEmpty ? "." : paths.joined(separator: ", ")
  return "nothing to judge in \(places): found no Dockerfile, Dockerfile.*, *.Dockerfile or Containerfile"
}
