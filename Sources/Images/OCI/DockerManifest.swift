/// One image of the `manifest.json` of a docker-archive.
struct DockerManifest: Sendable {
  /// The member that holds the config, as written.
  var config: String
  var tags: [String]
  /// The members that hold the layers, from the bottom.
  var layers: [String]

  private init(_ field: JSONField, in document: JSONDocument) throws(ArchiveError) {
    config = try required("Config", of: field, in: document).string()
    layers = try required("Layers", of: field, in: document).strings()
    tags = try field.member("RepoTags", in: document)?.strings() ?? []
  }

  /// All images, in order; at least one.
  static func list(_ document: JSONDocument) throws(ArchiveError) -> [DockerManifest] {
    var images: [DockerManifest] = []
    for element in try document.root.elements("an array of images") {
      images.append(try DockerManifest(element, in: document))
    }
    guard !images.isEmpty else {
      throw ArchiveError(.malformedJSON, "\(document.name) is an empty array, expected at least one image")
    }
    return images
  }
}

/// A member that must be there; where it is absent or null, the error says what it should be.
private func required(
  _ key: String, of field: JSONField, in document: JSONDocument
) throws(ArchiveError) -> JSONField {
  if let value = try field.member(key, of: "an object with Config and Layers", in: document) { return value }
  let null = JSONField(value: .null, path: field.path.appending(key: key), document: document.name)
  throw null.unexpected(key == "Layers" ? "an array of strings" : "a string")
}
