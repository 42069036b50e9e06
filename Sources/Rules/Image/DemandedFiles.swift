internal import Images
internal import Linting

extension ImageModel {
  /// The files of the final file system that a demand is about, sorted by path. A link in a plain path is followed.
  func files(of demand: FileDemand) -> [FileEntry] {
    guard demand.pattern.utf8.contains(where: { "*?[]\\".utf8.contains($0) }) else {
      return files.entry(at: demand.pattern).map { [$0] } ?? []
    }
    let glob = Glob(demand.pattern)
    return files.files { _ in true }.filter { glob.matches($0.path) }
  }
}
