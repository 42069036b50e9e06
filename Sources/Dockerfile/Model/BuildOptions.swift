package import Linting

/// How the build is called, as `docker build` means it.
package struct BuildOptions: Sendable {
  /// A comment that tells which shell the RUN instructions below it are written for.
  package struct ShellHint: Sendable, Hashable {
    /// The 1-based line of the comment.
    package var line: Int
    /// The program: `/bin/bash`.
    package var program: String

    package init(line: Int, program: String) {
      self.line = line
      self.program = program
    }
  }

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
  /// In the order of their lines. One above the first instruction is for the whole file; another holds up to the next
  /// SHELL, or to the end of its stage and in the stages that are built on it.
  package var shellHints: [ShellHint]

  package init(
    buildArguments: [String: String] = [:], target: String? = nil, platform: Platform? = nil,
    context: BuildContext? = nil, bases: [String: BaseImage] = [:], shellHints: [ShellHint] = []
  ) {
    self.buildArguments = buildArguments
    self.target = target
    self.platform = platform
    self.context = context
    self.bases = bases
    self.shellHints = shellHints
  }
}
