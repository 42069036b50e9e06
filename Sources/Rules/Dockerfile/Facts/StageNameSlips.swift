internal import Dockerfile
internal import Linting

/// Which stages names that are no stage's were probably meant for.
struct StageNameSlips {
  /// Names of fewer bytes are near to each other by chance.
  private static let shortestName = 3
  /// A file with more stages than this is made by a program, which does not mistype.
  private static let maximumStages = 64

  private let names: [String]
  /// The stage that each name means: of two with one name, the later.
  private let indices: [String: Int]

  init(_ file: BuildModel) {
    indices = Dictionary(file.stages.compactMap { stage in stage.name.map { ($0, stage.index) } }) { $1 }
    names = indices.count <= Self.maximumStages ? indices.keys.sorted() : []
  }

  /// Whether the stage of a name comes before another one, which may then copy from it.
  func stands(_ name: String, before stage: Stage) -> Bool { indices[name].map { $0 < stage.index } ?? false }

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
