internal import Dockerfile
internal import Images
internal import Linting

extension Release {
  /// The rules that guess at what the base image brings, and of which the built image shows that they guess wrong: it runs as
  /// another user than root, though no stage sets one.
  package var refuted: Set<String> {
    let isSet = dockerfile.target?.config.user.map { !$0.isOfBaseImage } ?? false
    guard !isSet, let config = image.linuxConfig, !config.user.isEmpty, RootImageUser().check(image).isEmpty else {
      return []
    }
    return [MissingUser.info.name]
  }
}
