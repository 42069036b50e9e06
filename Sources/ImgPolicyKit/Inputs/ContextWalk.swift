internal import Dockerfile

/// Lists the regular files below a build context that its ignore file lets through. Symbolic links are not followed.
struct ContextWalk {
  /// More entries than a context has that anybody meant to send.
  static let entryLimit = 1_000_000

  private struct Directory {
    var path: InputPath
    var descent: DockerIgnore.Descent
  }

  private let root: InputPath
  private let ignore: DockerIgnore
  private let limit: Int

  init(of root: InputPath, without ignore: DockerIgnore, limit: Int = Self.entryLimit) {
    self.root = root
    self.ignore = ignore
    self.limit = limit
  }

  /// Throws when the context has too many entries, or one of its directories cannot be read: then its size is unknown.
  func files() throws(InputError) -> ContextFiles {
    var files: [ContextFiles.File] = []
    var pending = [Directory(path: root, descent: ignore.root)]
    var seen = 0
    while let directory = pending.popLast() {
      for entry in try entries(of: directory.path) {
        seen += 1
        guard seen <= limit else { throw tooMany() }
        let descent = ignore.descend(from: directory.descent, to: entry.name)
        let path = directory.path.appending(entry.name)
        switch entry.kind {
        // A later pattern may bring back what lies in a directory that is left out.
        case .directory where ignore.mayKeep(below: descent):
          pending.append(Directory(path: path, descent: descent))
        case .file where !ignore.excludes(descent):
          files.append(ContextFiles.File(path: descent.path, size: ReadFile.size(of: path.absolute) ?? 0))
        case .directory, .file, .symbolicLink, .other: break
        }
      }
    }
    return ContextFiles(files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) })
  }

  private func entries(of directory: InputPath) throws(InputError) -> [ReadFile.Entry] {
    do throws(InputError) {
      return try ReadFile.entries(of: directory.absolute)
    } catch {
      throw InputError(
        kind: error.kind, message: "the build context cannot be measured: \(directory.display): \(error.message)")
    }
  }

  private func tooMany() -> InputError {
    InputError(
      kind: "limit-exceeded",
      message: "the build context \(root.display) cannot be measured: it has more than \(limit) files and directories")
  }
}
