/// Judges built images: archives and layout directories.
package func inspect(_ paths: [String], options: RunOptions) throws(RunError) -> Report {
  var assessment = try Assessment(options)
  guard !paths.isEmpty else { throw .usage("no image is named: expected the path of an archive, such as app.tar") }
  // The report is the same whatever the order of the arguments.
  var files: [InputPath] = []
  for path in paths.filter({ $0 != "-" }).map({ InputPath($0) }) where !files.contains(path) { files.append(path) }
  for file in files.sorted() {
    assessment.add(imagesAt: file, as: file.display, try assessment.resolve(image: file))
  }
  if paths.contains("-") {
    let name = options.standardInputName ?? "-"
    assessment.add(
      unreadable: name, kind: .image, standardInputError(), try assessment.resolve(InputPath("stdin")))
  }
  return assessment.report()
}

private func standardInputError() -> InputError {
  InputError(
    kind: "unsupported-format",
    message:
      "images are not read from standard input by this version: save it first, as in `docker save -o app.tar app`, "
      + "and inspect app.tar")
}
