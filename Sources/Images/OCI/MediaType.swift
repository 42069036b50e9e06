/// What the media types of image documents and layers mean, by the OCI image specification and Docker's manifest version 2.
enum MediaType {
  static let ociConfig = "application/vnd.oci.image.config.v1+json"
  static let dockerConfig = "application/vnd.docker.container.image.v1+json"
  static let indexes: Set = [
    "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json",
  ]

  /// What a layer's media type claims; nil for a type that is no file system layer.
  static func layerCompression(_ type: String) -> Compression? { layers[type] }

  /// Layers that are allowed to stay in a registry (bases of Windows, mostly).
  static func isForeign(_ type: String) -> Bool { type.contains("nondistributable") || type.contains(".foreign.") }

  static func isEncrypted(_ type: String) -> Bool { type.hasSuffix("+encrypted") }

  private static let layers: [String: Compression] = [
    "application/vnd.oci.image.layer.v1.tar": .none,
    "application/vnd.oci.image.layer.v1.tar+gzip": .gzip,
    "application/vnd.oci.image.layer.v1.tar+zstd": .zstd,
    "application/vnd.oci.image.layer.nondistributable.v1.tar": .none,
    "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip": .gzip,
    "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd": .zstd,
    "application/vnd.docker.image.rootfs.diff.tar": .none,
    "application/vnd.docker.image.rootfs.diff.tar.gzip": .gzip,
    "application/vnd.docker.image.rootfs.diff.tar+gzip": .gzip,
    "application/vnd.docker.image.rootfs.diff.tar.zstd": .zstd,
    "application/vnd.docker.image.rootfs.diff.tar+zstd": .zstd,
    "application/vnd.docker.image.rootfs.foreign.diff.tar": .none,
    "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip": .gzip,
  ]
}
