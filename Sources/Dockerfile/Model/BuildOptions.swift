/// How the build is called, as `docker build` means it.
package struct BuildOptions: Sendable {
  /// `--build-arg`: these beat the defaults of ARG.
  package var buildArguments: [String: String]
  /// `--target`: a stage's name in any case, or its index.
  package var target: String?

  package init(buildArguments: [String: String] = [:], target: String? = nil) {
    self.buildArguments = buildArguments
    self.target = target
  }
}
