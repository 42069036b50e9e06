/// How the build is called, as `docker build` means it.
package struct BuildOptions: Sendable {
  /// `--build-arg`: these beat the defaults of ARG.
  package var buildArguments: [String: String]
  /// `--target`: a stage's name in any case.
  package var target: String?
  /// `--platform`; nil leaves the automatic platform arguments uncertain.
  package var platform: Platform?

  package init(buildArguments: [String: String] = [:], target: String? = nil, platform: Platform? = nil) {
    self.buildArguments = buildArguments
    self.target = target
    self.platform = platform
  }
}
