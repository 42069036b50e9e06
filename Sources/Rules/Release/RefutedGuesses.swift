internal import Dockerfile
internal import Images
internal import Linting

extension Release {
  /// The rules that guess at what the base image brings, and of which the built image shows that they guess wrong: no stage sets a
  /// user, and the image runs as one that is not root and that its base set.
  package var refuted: Set<String> {
    let isSet = dockerfile.target?.config.user.map { !$0.isOfBaseImage } ?? false
    guard !isSet, baseSetsUser, let config = image.linuxConfig, !config.user.isEmpty,
      RootImageUser().check(image).isEmpty
    else { return [] }
    return [MissingUser.info.name]
  }

  /// Whether the history has its last USER below all that the Dockerfile made. One above is of a Dockerfile that had it still.
  private var baseSetsUser: Bool {
    guard let oldest = trace.pairs.map(\.step).min() else { return false }
    let last = image.stepsWithSecrets.lastIndex { StepTraits($0.instruction).keyword == "USER" }
    return last.map { $0 < oldest } ?? false
  }
}
