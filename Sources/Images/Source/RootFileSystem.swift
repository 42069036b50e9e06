/// The tar of a root file system, as `docker export` and BuildKit's `type=tar` write it, or of a bare layer: the two cannot
/// be told apart. An image of one layer without a config.
struct RootFileSystem: ImageSource {
  /// The whole archive.
  let blob: Blob

  var unusedBlobs: UnusedBlobs { UnusedBlobs() }

  func plans() -> [ImagePlan] {
    var plan = ImagePlan(format: .rootFileSystem)
    plan.layers = [ImagePlan.Layer(blob: blob, name: "the archive itself")]
    return [plan]
  }
}

/// Whether the members look like the content of a root file system or a layer: directories of such at the top, or whiteouts,
/// and nothing that has a digest for its name, as the blobs of images have.
func isRootFileSystem(_ table: MemberTable) -> Bool {
  var isTypical = false
  for name in table.names {
    if isNamedByDigest(name) { return false }
    let top = name.prefix { $0 != UInt8(ascii: "/") }
    isTypical = isTypical || top.starts(with: ".wh.".utf8) || typicalNames.contains(display(top))
  }
  return isTypical
}

/// The Filesystem Hierarchy Standard's, those that Docker adds, and the usual one for the application.
private let typicalNames: Set = [
  "bin", "boot", "dev", "etc", "home", "lib", "lib32", "lib64", "libx32", "media", "mnt", "opt", "proc", "root", "run",
  "sbin", "srv", "sys", "tmp", "usr", "var", ".dockerenv", "app", "nix",
]
