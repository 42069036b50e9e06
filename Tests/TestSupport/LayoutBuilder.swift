internal import Crypto

/// Writes OCI layouts piece by piece, sensible or not.
package struct LayoutBuilder: Sendable {
  package enum Algorithm: String, Sendable {
    case sha256
    case sha512
  }

  package private(set) var members: [TarBuilder.Member] = []
  /// The descriptors of the index.
  package var index: [String] = []

  package init() {}

  /// Adds a blob under its digest; the descriptor of it, with further members as written.
  package mutating func add(
    _ content: [UInt8], type: String, algorithm: Algorithm = .sha256, further: String = ""
  ) -> String {
    let digest = Self.digest(content, algorithm)
    let name = "blobs/\(algorithm.rawValue)/\(digest.dropFirst(7))"
    if !members.contains(where: { $0.path == Array(name.utf8) }) {
      members.append(TarBuilder.Member(name, content: content))
    }
    return Self.descriptor(type, digest, content.count, further)
  }

  package mutating func add(
    _ text: String, type: String, algorithm: Algorithm = .sha256, further: String = ""
  ) -> String { add(Array(text.utf8), type: type, algorithm: algorithm, further: further) }

  /// Adds an image of layers that are given by their descriptors; the descriptor of its manifest.
  package mutating func addImage(
    user: String, platform: (os: String, architecture: String) = ("linux", "amd64"), layers: [String],
    diffIDs: [String],
    algorithm: Algorithm = .sha256, manifest: String = "", further: String = ""
  ) -> String {
    let ids = diffIDs.map { "\"\($0)\"" }.joined(separator: ",")
    let config = add(
      "{\"os\":\"\(platform.os)\",\"architecture\":\"\(platform.architecture)\",\"config\":{\"User\":\"\(user)\"},"
        + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\(ids)]}}", type: Self.configType, algorithm: algorithm)
    return add(
      "{\"schemaVersion\":2,\"config\":\(config),\"layers\":[\(layers.joined(separator: ","))]\(manifest)}",
      type: Self.manifestType, algorithm: algorithm, further: further)
  }

  /// The archive of all blobs with the index.
  package var archive: [UInt8] {
    TarBuilder.tar(
      members + [
        TarBuilder.Member(
          "index.json", content: Array("{\"schemaVersion\":2,\"manifests\":[\(index.joined(separator: ","))]}".utf8)),
        TarBuilder.Member("oci-layout", content: Array("{\"imageLayoutVersion\":\"1.0.0\"}".utf8)),
      ])
  }

  package static let configType = "application/vnd.oci.image.config.v1+json"
  package static let manifestType = "application/vnd.oci.image.manifest.v1+json"
  package static let indexType = "application/vnd.oci.image.index.v1+json"
  package static let layerType = "application/vnd.oci.image.layer.v1.tar"

  package static func descriptor(_ type: String, _ digest: String, _ size: Int, _ further: String = "") -> String {
    "{\"mediaType\":\"\(type)\",\"digest\":\"\(digest)\",\"size\":\(size)\(further)}"
  }

  package static func digest(_ content: [UInt8], _ algorithm: Algorithm) -> String {
    if algorithm == .sha256 { return sha256(content) }
    let digits = Array("0123456789abcdef".utf8)
    let hex = SHA512.hash(data: content).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return "sha512:" + String(decoding: hex, as: UTF8.self)
  }
}
