package import Linting

/// What a Dockerfile builds.
package struct BuildModel: Sendable {
  package let source: SourceText
}
