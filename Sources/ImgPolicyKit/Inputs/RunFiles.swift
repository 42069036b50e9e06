extension Assessment {
  /// The absolute paths of what the run is made from beside its inputs, whether they were needed or not.
  var files: Set<String> {
    var files = bases.files
    for resolution in resolutions {
      files += resolution.policy.files
      if let project = resolution.project { files += [project.file] + project.bases.values }
    }
    files += contexts.ignoreFiles
    if case .file(let path) = options.config { files.append(path) }
    let named = [options.baseline.path, options.baselineImage, options.dockerfile, DockleIgnore.fileName]
    files += (named.compactMap { $0 } + options.values).map { InputPath($0) }
    for input in inputs where input.kind == .values {
      files += ChartDirectory.fileNames.map(InputPath(input.path).directory.appending)
    }
    return Set(files.map(\.absolute))
  }
}
