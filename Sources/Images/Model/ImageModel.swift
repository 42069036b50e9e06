package import Linting

/// One image of an archive.
package struct ImageModel: Sendable {
  package var name: String?
}
