/// Which files git ignores. Each `.gitignore` is read once, however many files are asked for.
struct IgnoredPaths {
  private enum Directory {
    case ignored
    case watched(IgnoreFiles)
  }

  private var directories: [InputPath: Directory] = [:]

  /// Whether git ignores a file, by its own name or by that of a directory above it. Outside a repository, as in an archive of one,
  /// each `.gitignore` above counts: one of them is that of its root.
  mutating func ignores(_ path: InputPath) -> Bool {
    switch directory(path.directory) {
    case .ignored: true
    case .watched(let files): files.ignores(path, isDirectory: false)
    }
  }

  private mutating func directory(_ path: InputPath) -> Directory {
    if let known = directories[path] { return known }
    let found = read(path)
    directories[path] = found
    return found
  }

  private mutating func read(_ path: InputPath) -> Directory {
    if ReadFile.exists(path.appending(".git").absolute) { return .watched(IgnoreFiles().entering(path)) }
    let parent = path.directory
    guard parent != path else { return .watched(IgnoreFiles().entering(path)) }
    guard case .watched(let files) = directory(parent) else { return directory(parent) }
    return files.ignores(path, isDirectory: true) ? .ignored : .watched(files.entering(path))
  }
}
