/// An OCI or Docker image manifest, or an index of them. The keys decide, since `mediaType` may be missing or wrong.
enum ManifestDocument: Sendable {
  case manifest(Manifest)
  case index([Descriptor])
  /// Neither: a helm chart, a signature, an attestation, an empty config.
  case artifact(Manifest)

  init(_ document: JSONDocument) throws(ArchiveError) {
    let root = document.root
    // What is both is one thing to some readers and another to others (CVE-2021-41190).
    let isIndex = try root.member("manifests", of: "a manifest or an index", in: document) != nil
    let hasConfig = try root.member("config", in: document) != nil
    let hasLayers = try root.member("layers", in: document) != nil
    let type = try root.member("mediaType", in: document)?.string()
    let saysIndex = type.map(MediaType.indexes.contains) ?? false
    if isIndex || saysIndex, hasConfig || hasLayers {
      throw ArchiveError(
        .ambiguousArchive, "\(document.name) is an index and a manifest at once: readers disagree on which image it is")
    }
    if let manifests = try root.member("manifests", of: "a manifest or an index", in: document) {
      var descriptors: [Descriptor] = []
      for element in try manifests.elements("an array of descriptors") {
        descriptors.append(try Descriptor(element, in: document))
      }
      self = .index(descriptors)
    } else if hasConfig {
      let manifest = try Manifest(root, in: document)
      self = manifest.isImage ? .manifest(manifest) : .artifact(manifest)
    } else if root.hasNull("manifests") {
      // Docker 25 writes this for an image that is saved by its id.
      self = .index([])
    } else if saysIndex {
      self = .index([])
    } else if let version = try root.member("schemaVersion", in: document), try version.integer() == 1 {
      throw ArchiveError(
        .unsupportedFormat, "\(document.name) is a manifest of schema version 1: expected 2; export the image again")
    } else {
      throw ArchiveError(.malformedJSON, "\(document.name) has neither manifests nor config: expected one of them")
    }
  }
}

/// An image manifest (OCI image specification, manifest.md; Docker's image manifest version 2, schema 2).
struct Manifest: Sendable {
  var config: Descriptor
  var layers: [Descriptor]
  /// Whether the config is that of an image. Runtimes go by it, whatever `artifactType` says.
  var isImage: Bool
  /// What it describes, for messages.
  var type: String
  /// The digest of the manifest that it is about; nil for one that stands for itself.
  var subject: String?
  var annotations: [String: String]

  init(_ root: JSONField, in document: JSONDocument) throws(ArchiveError) {
    guard let config = try root.member("config", in: document) else { throw root.unexpected("a manifest") }
    self.config = try Descriptor(config, in: document)
    self.layers = []
    for element in try root.member("layers", in: document)?.elements("an array of descriptors") ?? [] {
      layers.append(try Descriptor(element, in: document))
    }
    self.annotations = try root.member("annotations", in: document)?.stringMap() ?? [:]
    self.subject = try root.member("subject", in: document).map { (field) throws(ArchiveError) in
      try Descriptor(field, in: document).digestText
    }
    self.isImage = self.config.mediaType.map { $0 == MediaType.ociConfig || $0 == MediaType.dockerConfig } ?? true
    self.type = try root.member("artifactType", in: document)?.string() ?? self.config.mediaType ?? "an image"
  }

  /// Whether it holds a list of parts (SBOM) or a statement of provenance.
  var isAttestation: Bool {
    ([type] + layers.compactMap(\.mediaType)).contains { type in
      ["in-toto", "spdx", "cyclonedx", "syft"].contains(where: type.contains)
    }
  }
}
