/// What the name of a file says about whether ADD unpacks it.
enum ArchiveName {
  /// The suffixes that hadolint takes for archives, in its case.
  private static let hadolintSuffixes = [
    ".tar", ".Z", ".bz2", ".gz", ".lz", ".lzma", ".tZ", ".tb2", ".tbz", ".tbz2", ".tgz", ".tlz", ".tpz", ".txz", ".xz",
  ]

  private static let suffixes = hadolintSuffixes.map { $0.lowercased() } + [".zst", ".tzst"]

  /// Whether a file of this name is a tar, packed or not, which ADD unpacks for certain.
  static func isTar(_ path: String) -> Bool {
    let name = path.lastComponent.lowercased()
    return name.contains(".tar") || [".tgz", ".txz", ".tbz", ".tbz2", ".tzst"].contains { name.hasSuffix($0) }
  }

  /// Whether a file of this name is one that a program unpacks, ADD or another.
  static func isArchive(_ path: String) -> Bool {
    isUnpacked(path) || [".zip", ".7z"].contains { path.lowercased().hasSuffix($0) }
  }

  /// Whether ADD may unpack a file of this name. ADD looks at the bytes; so whatever could be a tar, packed or not, counts,
  /// and a pattern such as `app.tar.*`.
  static func isUnpacked(_ path: String) -> Bool {
    let name = (path.split(separator: "/").last ?? "").lowercased()
    return suffixes.contains { name.hasSuffix($0) } || (name.contains(".tar.") && name.contains("*"))
  }

  /// Whether hadolint takes a file of this name for an archive.
  static func isKnownToHadolint(_ path: some StringProtocol) -> Bool {
    hadolintSuffixes.contains { path.hasSuffix($0) }
  }
}
