/// One image of an archive, as far as it could be read: an immutable value that rules judge.
package struct ImageModel: Sendable {
  package enum Format: String, Sendable {
    case dockerArchive = "docker-archive"
    case ociArchive = "oci-archive"
    case ociLayout = "oci-layout"
    /// A directory of skopeo's `dir:` transport.
    case skopeoDirectory = "dir"
    /// Docker before 1.10.
    case dockerLegacy = "docker-legacy"
    /// `docker export`, or a bare layer.
    case rootFileSystem = "rootfs"
  }

  /// The first tag, or the name that the archive's index gives; nil for an image without a name.
  package var name: String?
  /// All names.
  package var tags: [String]
  package var format: Format
  /// `os/architecture[/variant]`; empty when nothing is known.
  package var platform: String
  /// `sha256:…` of the config's bytes as they are; empty when the config could not be read.
  package var configDigest: String
  /// `sha256:…` of the documents under which a registry may keep it: its manifest, and the indexes that lead there. Empty in a
  /// docker-archive, which has none of a registry's documents.
  package var registryDigests: [String]
  /// Whether every digest was checked, and none was wrong.
  package var verified: Bool
  /// nil when it could not be read. Rules about the config are then not applicable.
  package var config: ImageConfig?
  /// The config as it lies in the archive, where `config` has its secrets concealed.
  var original: ImageConfig?
  /// Whether the config came with OCI's media type, for which HEALTHCHECK, ONBUILD and SHELL do not exist.
  package var isOCIConfig: Bool
  /// From the bottom.
  package var layers: [Layer]
  package var size: ImageSizes
  /// The final file system.
  package var files: FileTree
  /// The accounts of the final file system; nil when its `etc/passwd` is no regular file or cannot be read, for which `error` is
  /// set where the image's user depends on it.
  package var accounts: Accounts?
  /// The attestations (provenance, SBOM) that the archive has for the image; nil where its format could not have any.
  package var attestations: Int?
  package var faults: [ImageFault]
  /// Why the image counts as unreadable; nil when it does not. It then never passes, though its findings are listed.
  package var error: ArchiveError?
  /// How many images its archive has, those that nobody asked for included.
  package internal(set) var imagesInArchive = 1

  /// Entries of the final file system, the root itself not counted.
  package var entries: Int { files.count }

  /// The config as it lies in the archive: for comparing and for finding secrets. Nothing of it may get into a message.
  package var configWithSecrets: ImageConfig? { original ?? config }

  /// The image with another config in the place of its own, which `configWithSecrets` keeps.
  package func showing(_ change: (ImageConfig) -> ImageConfig) -> ImageModel {
    var image = self
    image.original = configWithSecrets
    image.config = configWithSecrets.map(change)
    return image
  }
}

/// The sizes of an image, in bytes, as the command line contract defines them.
package struct ImageSizes: Sendable, Hashable {
  /// The layer blobs as they lie in the archive, each distinct blob once.
  package var stored = 0
  /// The same, decompressed.
  package var tar = 0
  /// Regular files, hard links once, summed over the layers: what `docker images` prints.
  package var unpacked = 0
  /// Regular files of the final file system.
  package var rootfs = 0
  /// `unpacked` − `rootfs`: shipped, and not to be read by anybody any more.
  package var dead = 0
}

/// One layer of an image.
package struct Layer: Sendable, Hashable {
  /// From 0 at the bottom.
  package var index: Int
  /// Of the blob as it lies in the archive, as found or, unverified, as stated; empty when unknown.
  package var digest: String
  /// Of the uncompressed tar, as the config states it; where no config states any, as found.
  package var diffID: String
  /// As the descriptor states it; empty in a docker-archive, which has none.
  package var mediaType: String
  /// As the first bytes say.
  package var compression: Compression
  /// Bytes in the archive.
  package var stored: Int
  /// Bytes when decompressed.
  package var tar: Int
  /// Bytes of regular files, hard links once.
  package var unpacked: Int
  /// Of `unpacked`: what nobody can read any more.
  package var dead: Int
  /// What its tar lists, whiteouts among them.
  package var entries: Int
  /// The instruction that made it, from the image's history; empty when that does not tell.
  package var createdBy: String
}
