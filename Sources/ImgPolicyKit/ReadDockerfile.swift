internal import Dockerfile
internal import Linting

/// A Dockerfile as the run understands it.
struct ReadDockerfile: Sendable {
  var model: BuildModel
  var comments: DockerfileComments

  init(_ source: SourceText, _ options: BuildOptions) {
    let syntax = parseDockerfile(source)
    comments = DockerfileComments(syntax)
    model = Self.model(syntax, comments, options)
  }

  /// Takes in what is known of its base images.
  mutating func standOn(_ bases: [String: BaseImage], _ options: BuildOptions) {
    var options = options
    options.bases = bases
    model = Self.model(model.syntax, comments, options)
  }

  private static func model(
    _ syntax: DockerfileSyntax, _ comments: DockerfileComments, _ options: BuildOptions
  ) -> BuildModel {
    var options = options
    options.shellHints = comments.shellHints
    return BuildModel(syntax: syntax, options: options)
  }
}
