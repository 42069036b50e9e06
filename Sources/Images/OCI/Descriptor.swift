internal import Linting

/// A reference to a blob (OCI image specification, descriptor.md).
struct Descriptor: Sendable {
  var mediaType: String?
  /// As written; not yet known to be well formed.
  var digestText: String
  /// nil when the text is no digest that can be checked.
  var digest: Digest?
  var size: Int
  var annotations: [String: String]
  var platform: Platform?
  var artifactType: String?
  /// The content itself, where it is embedded; not yet held against the digest.
  var data: [UInt8]?

  init(_ field: JSONField, in document: JSONDocument) throws(ArchiveError) {
    guard let digest = try field.member("digest", of: "a descriptor", in: document) else {
      throw missing("digest", in: field)
    }
    guard let size = try field.member("size", in: document) else { throw missing("size", in: field) }
    self.mediaType = try field.member("mediaType", in: document)?.string()
    self.digestText = try digest.string()
    self.digest = Digest(digestText)
    self.size = try size.integer("a number of bytes")
    self.annotations = try field.member("annotations", in: document)?.stringMap() ?? [:]
    self.artifactType = try field.member("artifactType", in: document)?.string()
    self.platform = try field.member("platform", in: document).map { (field) throws(ArchiveError) in
      try Platform(field, in: document)
    }
    self.data = try field.member("data", in: document).map { (field) throws(ArchiveError) in
      guard let bytes = base64(try field.string()) else { throw field.unexpected("base64") }
      return bytes
    }
    if self.size < 0 { throw size.unexpected("a number of bytes that is not negative") }
  }

  /// Whether it claims to describe a provenance or SBOM attestation, as BuildKit adds them to an index.
  var claimsAttestation: Bool {
    annotations["vnd.docker.reference.type"] == "attestation-manifest" || isForNoPlatform
  }

  /// The platform of what is not to be run.
  var isForNoPlatform: Bool { platform?.architecture == "unknown" && platform?.os == "unknown" }

  /// The digest of the manifest that an attestation is about.
  var subject: String? { annotations["vnd.docker.reference.digest"] }

  /// The name that the producer gave to the image.
  var imageName: String? {
    annotations["io.containerd.image.name"] ?? annotations["org.opencontainers.image.ref.name"]
  }
}

/// What an image runs on.
struct Platform: Sendable {
  var os: String
  var architecture: String
  var variant: String?

  init(_ field: JSONField, in document: JSONDocument) throws(ArchiveError) {
    os = try field.member("os", of: "a platform", in: document)?.string() ?? ""
    architecture = try field.member("architecture", in: document)?.string() ?? ""
    variant = try field.member("variant", in: document)?.string()
  }

  /// `os/architecture[/variant]`; empty when nothing is known.
  var description: String {
    [os, architecture, variant ?? ""].filter { !$0.isEmpty }.joined(separator: "/")
  }
}

private func missing(_ key: String, in field: JSONField) -> ArchiveError {
  let place = field.path.description
  return ArchiveError(.malformedJSON, "\(field.document): \(place.isEmpty ? "it" : place) has no \(key)")
}
