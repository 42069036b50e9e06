package import Dockerfile
package import Images

/// What a team ships, seen from both of its ends: a Dockerfile, and the image that is said to be built from it.
package struct Release: Sendable {
  package let dockerfile: BuildModel
  package let image: ImageModel
  /// Which instruction made which step of the image's history.
  package let trace: InstructionTrace

  package init(dockerfile: BuildModel, image: ImageModel) {
    self.dockerfile = dockerfile
    self.image = image
    trace = InstructionTrace(dockerfile, image)
  }
}
