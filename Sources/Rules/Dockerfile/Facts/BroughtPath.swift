internal import Dockerfile

/// A file or directory that an instruction puts into the image, and where it lies then.
struct BroughtPath {
  var instruction: Instruction
  /// What it is called where it comes from; for the output of a RUN, its own path.
  var source: String
  /// Absolute and without a final slash. Of a copy into a directory these are two: the place of a file, and the
  /// directory itself, which takes the contents when the source is one.
  var candidates: [String]
  /// Whether it is one file, and no directory.
  var isFile: Bool
}

extension BroughtPath {
  /// Where it lies, as far as a removal tells: the place that the removal of a file names, else the more likely one.
  func place(removedBy removal: Removal) -> String {
    let named = candidates.first { candidate in
      removal.pattern.map { $0.matches(candidate, orAbove: false) } ?? (candidate == removal.path)
    }
    if let named, !removal.isRecursive { return named }
    let isFile = candidates.first.map { $0.hasFileName || CredentialFiles.certainty(of: $0) != nil } ?? false
    return (isFile ? candidates.first : candidates.last) ?? removal.path
  }

  /// Whether a copied directory may hold what lies at a path below one of its places: unless the ignore file keeps it out
  /// of the context.
  func mayHold(_ path: String, in file: BuildModel) -> Bool {
    guard !isFile, let place = candidates.first(where: { path.hasPrefix($0 + "/") }) else { return false }
    let inside = path.dropFirst(place.utf8.count + 1)
    let root = source.trimmingFinalSlash
    let origin = root == "." || root.isEmpty ? String(inside) : "\(root)/\(inside)"
    return file.context?.ignore.map { !$0.patterns.excludes(origin) } ?? true
  }
}

extension Copy {
  /// What the instruction brings, as far as its paths are known.
  var broughtPaths: [BroughtPath] { broughtPaths(from: nil) }

  /// The same where a relative destination starts at `workdir` when only the base image knows the working directory.
  func broughtPaths(from workdir: String?) -> [BroughtPath] {
    guard let destination = destinationPath ?? relativeDestination(in: workdir) else { return [] }
    let directory = destination.trimmingFinalSlash
    let isDirectory = destination.hasSuffix("/") || sourcePaths.count + instruction.heredocs.count > 1
    let heredocs = instruction.heredocs.map { heredoc in
      BroughtPath(
        instruction: instruction, source: heredoc.name,
        candidates: [isDirectory ? "\(directory)/\(heredoc.name)" : directory], isFile: true)
    }
    return heredocs
      + sourcePaths.compactMap { source in
        source.flatMap { broughtPath($0, to: directory, isDirectory: isDirectory) }
      }
  }

  private func relativeDestination(in workdir: String?) -> String? {
    guard let workdir, let expandedDestination, !expandedDestination.isAbsolutePath else { return nil }
    let path = cleanPath("\(workdir)/\(expandedDestination)")
    let isDirectory = [".", "..", ""].contains { expandedDestination == $0 || expandedDestination.hasSuffix("/" + $0) }
    return isDirectory ? path + "/" : path
  }

  private func broughtPath(_ source: String, to directory: String, isDirectory: Bool) -> BroughtPath? {
    let name = source.lastComponent
    // ADD unpacks a local archive: the archive itself never arrives.
    let isUnpacked = instruction.keyword == .add && ArchiveName.isTar(source) && !isRemoteSource(source)
    let isFile = !isUnpacked && (source.hasFileName || (!isDirectory && directory.hasFileName))
    var candidates: [String] = []
    if !isDirectory || !isFile { candidates.append(directory) }
    // Without the final slash it is a directory still, when there is one of that name.
    if !name.isEmpty, !isUnpacked, isDirectory || isFile { candidates.append("\(directory)/\(name)") }
    candidates.removeAll { $0.isEmpty }
    if candidates.isEmpty { return nil }
    return BroughtPath(instruction: instruction, source: source, candidates: candidates, isFile: isFile)
  }
}

extension Copy {
  /// Whether the instruction may put something at an absolute path. What is not known counts as possible; a source that is
  /// surely one file goes to one path only.
  ///
  /// - Parameter programs: base names that the image runs: a source of such a name is a file.
  func mayBring(_ path: String, programs: Set<String>) -> Bool {
    guard let destination = destinationPath else { return true }
    let directory = destination == "/" ? "" : destination.trimmingFinalSlash
    if path == directory { return true }
    guard path.hasPrefix(directory + "/") else { return false }
    let names = instruction.heredocs.map { Optional($0.name) } + sourcePaths
    return names.contains { source in
      guard let source else { return true }
      let name = source.lastComponent
      if "\(directory)/\(name)" == path { return true }
      if instruction.keyword == .add && ArchiveName.isTar(source) { return true }
      return !(source.hasFileName || programs.contains(name))
    }
  }
}
