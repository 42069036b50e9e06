internal import Dockerfile
internal import Linting

/// Which stages names that are no stage's were probably meant for.
struct StageNameSlips {
  /// Names of fewer bytes are near to each other by chance.
  private static let shortestName = 3
  /// A file with more stages than this is made by a program, which does not mistype.
  private static let maximumStages = 64

  private let names: [String]

  init(_ file: BuildModel) {
    let all = Set(file.stages.compactMap(\.name))
    names = all.count <= Self.maximumStages ? all.sorted() : []
  }

  /// Only a short name without a tag can be a stage's.
  func stage(meantBy name: String) -> String? {
    guard name.utf8.count >= Self.shortestName, !name.contains("/"), !name.contains(":"), !name.contains("@"),
      !OfficialImages.contains(name)
    else {
      return nil
    }
    return nearest(to: name, among: names)
  }
}
