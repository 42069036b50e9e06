/// How the build is called, as `docker build` means it.
package struct BuildOptions: Sendable {
  /// `--build-arg`: these beat the defaults of ARG.
  package var buildArguments: [String: String]
  /// `--target`: a stage's name in any case.
  package var target: String?
  /// `--platform`; nil leaves the automatic platform arguments uncertain.
  package var platform: Platform?
  /// What is known of the context; nil when nothing is.
  package var context: BuildContext?
  /// The base images that are known, by `ImageReference.canonical`.
  package var bases: [String: BaseImage]

  package init(
    buildArguments: [String: String] = [:], target: String? = nil, platform: Platform? = nil,
    context: BuildContext? = nil, bases: [String: BaseImage] = [:]
  ) {
    self.buildArguments = buildArguments
    self.target = target
    self.platform = platform
    self.context = context
    self.bases = bases
  }
}
