/// A directory of skopeo's `dir:` transport: a `version` file, a `manifest.json` that is the image's own manifest or an index,
/// and the blobs by their bare digests.
struct SkopeoDirectory: ImageSource {
  private let layout: OCILayout

  /// nil when the store is no such directory. Throws when its manifest is no manifest.
  init?(_ store: DirectoryStore, limits: Limits) throws(ArchiveError) {
    guard let version = try store.blob(named: "version"),
      try version.bytes(limit: 1024, what: "version").starts(with: "Directory Transport Version".utf8),
      let manifest = try store.blob(named: "manifest.json")
    else { return nil }
    let bytes = try manifest.bytes(limit: limits.jsonBytes, what: "manifest.json")
    layout = OCILayout(
      store, root: try JSONDocument(bytes, name: "manifest.json", limits: limits), digest: Digest.of(bytes),
      limits: limits)
  }

  var unusedBlobs: UnusedBlobs { layout.unusedBlobs }

  func plans() throws(ArchiveError) -> [ImagePlan] { try layout.plans() }
}
