internal import Images

/// Judges built images: archives, layout directories, and `-` for an archive on standard input.
package func inspect(_ paths: [String], options: RunOptions) throws(RunError) -> Report {
  var assessment = try Assessment(options)
  guard !paths.isEmpty else { throw .usage("no image is named: expected the path of an archive, such as app.tar") }
  // The report is the same whatever the order of the arguments.
  var files: [InputPath] = []
  for path in paths.filter({ $0 != "-" }).map({ InputPath($0) }) where !files.contains(path) { files.append(path) }
  let dockerfile = try assessment.addTracedDockerfile()
  for file in files.sorted() {
    try assessment.add(
      images: .path(file.absolute), as: file.display, builtFrom: dockerfile, try assessment.resolve(image: file))
  }
  if paths.contains("-") {
    try assessment.add(
      images: .standardInput, as: options.standardInputName ?? "-", builtFrom: dockerfile,
      try assessment.resolve(image: InputPath("stdin")))
  }
  try assessment.settle()
  try assessment.checkBases()
  return assessment.report()
}

extension Assessment {
  /// Adds the Dockerfile of `--dockerfile`, which is not judged itself; its input, or nil without one that can be read.
  fileprivate mutating func addTracedDockerfile() throws(RunError) -> Int? {
    guard let path = options.dockerfile.map({ InputPath($0) }) else { return nil }
    let resolution = try resolve(path)
    do throws(InputError) {
      let bytes = try ReadFile.bytes(at: path.absolute)
      return add(dockerfile: bytes, at: path.display, context: nil, role: .traced, resolution)
    } catch {
      add(unreadable: path.display, kind: .dockerfile, error, resolution)
      return nil
    }
  }
}
