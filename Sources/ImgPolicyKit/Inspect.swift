internal import Images

/// Judges built images: archives, layout directories, and `-` for an archive on standard input.
package func inspect(_ paths: [String], options: RunOptions) throws(RunError) -> Report {
  var assessment = try Assessment(options)
  guard !paths.isEmpty else { throw .usage("no image is named: expected the path of an archive, such as app.tar") }
  // The report is the same whatever the order of the arguments.
  var files: [InputPath] = []
  for path in paths.filter({ $0 != "-" }).map({ InputPath($0) }) where !files.contains(path) { files.append(path) }
  for file in files.sorted() {
    try assessment.add(images: .path(file.absolute), as: file.display, try assessment.resolve(image: file))
  }
  if paths.contains("-") {
    try assessment.add(
      images: .standardInput, as: options.standardInputName ?? "-", try assessment.resolve(image: InputPath("stdin")))
  }
  try assessment.settle()
  return assessment.report()
}
