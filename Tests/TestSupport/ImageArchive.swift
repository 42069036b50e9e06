internal import Crypto

/// How the archive of a listing is laid out, beside what the listing itself says.
package struct ArchiveShape: Sendable, Hashable {
  package enum DockerNames: Sendable, Hashable {
    /// `<diff id>.tar`, as podman and buildah write them.
    case digests
    /// `<n>/layer.tar` as a symbolic link to another member.
    case linkedLayers
    /// Each member begins with `./`.
    case dotSlash
  }

  package var format: ImageListing.Format
  package var compression: LayerCompression
  package var names: DockerNames

  package init(
    _ format: ImageListing.Format, _ compression: LayerCompression = .plain, names: DockerNames = .digests
  ) {
    self.format = format
    self.compression = compression
    self.names = names
  }
}

extension ImageListing {
  /// The bytes of the image's archive, in the shape that the listing names.
  package func archive() throws -> [UInt8] { try archive(as: ArchiveShape(format, compression)) }

  /// The bytes of the image's archive in another shape, with the listing's faults.
  package func archive(as shape: ArchiveShape) throws -> [UInt8] {
    var tar = TarBuilder()
    for member in try ImageArchive(self, shape: shape).members() { tar.add(member) }
    for case .member(let path, let size) in faults {
      var member = TarBuilder.Member(path: path)
      member.content = filler(size, seed: path)
      tar.add(member)
    }
    if faults.contains(.hiddenMember) {
      tar.end(blocks: 1)
      tar.add(TarBuilder.Member("hidden", content: Array("x".utf8)))
    }
    if !faults.contains(.noEndMark) { tar.end() }
    if faults.contains(.trailingData) { tar.append(Array("something more".utf8)) }
    var bytes = tar.bytes
    for case .truncate(let count) in faults { bytes.removeLast(min(count, bytes.count)) }
    return bytes
  }

  /// Writes the image as an OCI layout into a directory.
  package func writeLayout(to directory: TemporaryDirectory, compression: LayerCompression = .plain) throws {
    for member in try ImageArchive(self, shape: ArchiveShape(.ociArchive, compression)).members() {
      try directory.write(member.content, to: String(decoding: member.path, as: UTF8.self))
    }
  }
}

extension ImageListing {
  /// Writes the image into a directory as skopeo's `dir:` transport does.
  package func writeSkopeoDirectory(to directory: TemporaryDirectory, compression: LayerCompression = .plain) throws {
    let members = try ImageArchive(self, shape: ArchiveShape(.ociArchive, compression)).members()
    for member in members where member.path.starts(with: "blobs/sha256/".utf8) {
      let isManifest = String(decoding: member.content, as: UTF8.self).contains("\"layers\":")
      let name = String(decoding: member.path.dropFirst(13), as: UTF8.self)
      try directory.write(member.content, to: isManifest ? "manifest.json" : name)
    }
    try directory.write(Array("Directory Transport Version: 1.1\n".utf8), to: "version")
  }
}

/// The members of an image archive.
struct ImageArchive {
  struct Blob {
    var stored: [UInt8]
    /// The digest before any deliberate damage.
    var digest: String
    var diffID: String
    /// The size before any deliberate damage.
    var size: Int
  }

  let listing: ImageListing
  let shape: ArchiveShape
  let blobs: [Blob]

  init(_ listing: ImageListing, shape: ArchiveShape) throws {
    self.listing = listing
    self.shape = shape
    self.blobs = try listing.layers.indices.map { number in
      var tar = listing.layers[number].tar(hasDamagedHeader: listing.faults.contains(.damageHeader(number)))
      let diffID = sha256(tar)
      if listing.faults.contains(.flipLayer(number)) { flipContent(of: &tar) }
      let sound = try compress(listing.layers[number].tar(hasDamagedHeader: false), with: shape.compression)
      let stored = try compress(tar, with: shape.compression)
      return Blob(stored: stored, digest: sha256(sound), diffID: diffID, size: sound.count)
    }
  }

  func members() throws -> [TarBuilder.Member] {
    switch shape.format {
    case .dockerArchive: return dockerMembers()
    case .ociArchive: return layoutMembers(config: config, isWhole: true)
    case .hybrid:
      var other = listing
      other.user = "somebody-else"
      let isOther = listing.faults.contains(.otherIndex)
      let index = layoutMembers(config: isOther ? ConfigText(other, blobs: blobs).bytes : config, isWhole: true)
      return index + (isOther ? [blobMember(config)] : []) + [
        dockerManifest(configName: blobName(config), layerNames: blobNames)
      ]
    }
  }

  private var config: [UInt8] { ConfigText(listing, blobs: blobs).bytes }

  /// The config as the archive holds it, which a fault may have changed after its digest was taken.
  private var storedConfig: [UInt8] {
    listing.faults.contains(.flipConfig) ? replacing("2026", by: "2027", in: config) : config
  }

  // MARK: docker-archive

  private func dockerMembers() -> [TarBuilder.Member] {
    let prefix = shape.names == .dotSlash ? "./" : ""
    var members: [TarBuilder.Member] = []
    var names: [String] = []
    for (number, blob) in blobs.enumerated() {
      let name = "\(prefix)\(hex(blob.diffID)).tar"
      let isThere = !listing.faults.contains(.missingLayer(number))
      if isThere, !names.contains(name) || shape.names != .digests {
        members.append(TarBuilder.Member(name, content: blob.stored))
      }
      if shape.names == .linkedLayers {
        members.append(.symbolicLink("\(number)/layer.tar", to: "../\(name)"))
        names.append("\(number)/layer.tar")
      } else {
        names.append(name)
      }
    }
    let configName = "\(prefix)\(hex(sha256(config))).json"
    if !listing.faults.contains(.missingConfig) { members.append(TarBuilder.Member(configName, content: storedConfig)) }
    return members + manifests(configName: configName, layerNames: names, prefix: prefix)
  }

  private func manifests(configName: String, layerNames: [String], prefix: String) -> [TarBuilder.Member] {
    if listing.faults.contains(.missingManifest) { return [] }
    var members = [dockerManifest(configName: configName, layerNames: layerNames, prefix: prefix)]
    if listing.faults.contains(.secondManifest) {
      members.append(dockerManifest(configName: configName, layerNames: layerNames, prefix: prefix, tag: "other:v2"))
    }
    return members
  }

  private func dockerManifest(
    configName: String, layerNames: [String], prefix: String = "", tag: String? = nil
  ) -> TarBuilder.Member {
    let layers = listing.repeated(layerNames)
    let tags = (listing.tags + (tag.map { [$0] } ?? [])).map { quote($0) }.joined(separator: ",")
    let text =
      "[{\"Config\":\(quote(configName)),\"RepoTags\":[\(tags)],"
      + "\"Layers\":[\(layers.map { quote($0) }.joined(separator: ","))]}]"
    return TarBuilder.Member("\(prefix)manifest.json", content: Array(text.utf8))
  }

  // MARK: OCI layout

  private func layoutMembers(config: [UInt8], isWhole: Bool) -> [TarBuilder.Member] {
    let docker = shape.format == .hybrid
    let configType =
      docker ? "application/vnd.docker.container.image.v1+json" : "application/vnd.oci.image.config.v1+json"
    let layers = listing.repeated(blobs.indices.map { layerDescriptor($0) }).joined(separator: ",")
    let text =
      "{\"schemaVersion\":2,\"config\":\(descriptor(configType, config)),\"layers\":[\(layers)],"
      + "\"annotations\":{\"org.opencontainers.image.description\":\"image\"}}"
    let manifest = Array(text.utf8)
    let annotations =
      listing.tags.first.map { ",\"annotations\":{\"org.opencontainers.image.ref.name\":\(quote($0))}" } ?? ""
    let manifestType = "application/vnd.oci.image.manifest.v1+json"
    let entry = descriptor(manifestType, manifest).dropLast() + annotations + "}"
    let index = "{\"schemaVersion\":2,\"manifests\":[\(entry)]}"
    let isFlipped = listing.faults.contains(.flipManifest)
    var members: [TarBuilder.Member] = []
    for (number, blob) in blobs.enumerated() where !listing.faults.contains(.missingLayer(number)) {
      let name = "blobs/sha256/\(hex(blob.digest))"
      if !members.contains(where: { $0.path == Array(name.utf8) }) {
        members.append(TarBuilder.Member(name, content: blob.stored))
      }
    }
    if !listing.faults.contains(.missingConfig) {
      let stored = listing.faults.contains(.flipConfig) ? replacing("2026", by: "2027", in: config) : config
      members.append(TarBuilder.Member(blobName(config), content: stored))
    }
    if !listing.faults.contains(.missingManifest) {
      let stored = isFlipped ? replacing("\"image\"", by: "\"imago\"", in: manifest) : manifest
      members.append(TarBuilder.Member(blobName(manifest), content: stored))
    }
    members.append(TarBuilder.Member("index.json", content: Array(index.utf8)))
    if !listing.faults.contains(.missingLayoutFile) {
      members.append(TarBuilder.Member("oci-layout", content: Array("{\"imageLayoutVersion\":\"1.0.0\"}".utf8)))
    }
    return members
  }

  private var blobNames: [String] { blobs.map { "blobs/sha256/\(hex($0.digest))" } }

  private func blobName(_ bytes: [UInt8]) -> String { "blobs/sha256/\(hex(sha256(bytes)))" }

  private func blobMember(_ bytes: [UInt8]) -> TarBuilder.Member { TarBuilder.Member(blobName(bytes), content: bytes) }

  private func layerDescriptor(_ number: Int) -> String {
    let suffix = shape.compression == .plain ? "" : "+\(shape.compression.rawValue)"
    var type = "application/vnd.oci.image.layer.v1.tar\(suffix)"
    for case .mediaType(number, let other) in listing.faults { type = other }
    let blob = blobs[number]
    return "{\"mediaType\":\(quote(type)),\"digest\":\"\(blob.digest)\",\"size\":\(blob.size)}"
  }

  private func descriptor(_ type: String, _ bytes: [UInt8]) -> String {
    "{\"mediaType\":\"\(type)\",\"digest\":\"\(sha256(bytes))\",\"size\":\(bytes.count)}"
  }
}

/// `sha256:…` of some bytes.
package func sha256(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  let hex = SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  return "sha256:" + String(decoding: hex, as: UTF8.self)
}

private func hex(_ digest: String) -> Substring { digest.dropFirst(7) }

/// A JSON string.
func quote(_ text: String) -> String {
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": quoted += "\\\""
    case "\\": quoted += "\\\\"
    case "\n": quoted += "\\n"
    case "\t": quoted += "\\t"
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + "\""
}

/// The first occurrence replaced by a text of the same length.
private func replacing(_ old: String, by new: String, in bytes: [UInt8]) -> [UInt8] {
  let (old, new) = (Array(old.utf8), Array(new.utf8))
  var bytes = bytes
  if let at = bytes.indices.first(where: { bytes[$0...].starts(with: old) }) {
    bytes.replaceSubrange(at..<at + old.count, with: new)
  }
  return bytes
}

/// Changes one byte of the first file's content.
private func flipContent(of tar: inout [UInt8]) {
  var offset = 0
  while offset + 512 < tar.count {
    let size = Int(String(decoding: tar[(offset + 124)..<(offset + 135)], as: UTF8.self), radix: 8) ?? 0
    if size > 0 {
      tar[offset + 512] ^= 1
      return
    }
    offset += 512
  }
}
