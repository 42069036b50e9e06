/// Recognises what lies at `path` by its content, never by its name.
func openSource(at path: String, limits: Limits) throws(ArchiveError) -> any ImageSource {
  if case .directory = try kindOfPath(path) { return try openDirectory(at: path, limits: limits) }
  let file = try InputFile.open(path)
  guard file.size > 0 else {
    throw ArchiveError(.emptyFile, "is empty: expected an image archive; export the image again")
  }
  let start = try file.bytes(at: 0, count: 512)
  let compression = Compression(magic: start)
  guard compression == .none else { throw compressedAsAWhole(compression) }
  guard let table = try MemberTable.read(file, limits: limits) else { throw notAnImage(start, size: file.size) }
  return try recognise(table, limits: limits)
}

private func recognise(_ table: MemberTable, limits: Limits) throws(ArchiveError) -> any ImageSource {
  var manifestError: ArchiveError?
  do throws(ArchiveError) {
    let store = ArchiveStore(table: table, format: .dockerArchive)
    if let docker = try DockerArchive(store, limits: limits) { return docker }
  } catch {
    manifestError = error
  }
  do throws(ArchiveError) {
    let store = ArchiveStore(table: table, format: .ociArchive)
    if let layout = try OCILayout(store, limits: limits) { return layout }
  } catch {
    throw manifestError ?? error
  }
  // What is missing may lie behind the damage.
  if let damage = table.faults.error, manifestError == nil || manifestError?.kind == .truncatedArchive { throw damage }
  // A web application may well have a manifest.json at its root: it counts only where nothing else is recognised.
  if isRootFileSystem(table) { throw rootFileSystem }
  if let manifestError { throw manifestError }
  if isLegacy(table) { throw legacy }
  if table.faults.faults.contains(where: { $0.kind == .truncatedArchive }) {
    throw ArchiveError(
      .truncatedArchive,
      "has neither manifest.json nor index.json and no end mark: it seems cut off; export the image again")
  }
  throw ArchiveError(
    .notAnImage,
    "is a tar without manifest.json or index.json: expected an archive of docker save, podman, buildah or skopeo")
}

private func openDirectory(at path: String, limits: Limits) throws(ArchiveError) -> any ImageSource {
  let store = DirectoryStore(path: path)
  if let layout = try OCILayout(store, limits: limits) { return layout }
  if try store.blob(named: "version") != nil, try store.blob(named: "manifest.json") != nil {
    throw ArchiveError(
      .unsupportedFormat,
      "is a directory of skopeo's “dir:” transport: copy it to an archive first (skopeo copy dir:… docker-archive:…)")
  }
  throw ArchiveError(
    .notAnImage, "is a directory without index.json: expected an OCI layout directory or an image archive")
}

private func compressedAsAWhole(_ compression: Compression) -> ArchiveError {
  let program =
    switch compression {
    case .gzip: "gzip -d"
    case .zstd: "zstd -d"
    case .bzip2: "bzip2 -d"
    case .none, .xz: "xz -d"
    }
  return ArchiveError(
    .unsupportedCompression, "is compressed with \(compression.rawValue) as a whole: decompress it first (\(program))")
}

private func notAnImage(_ start: [UInt8], size: Int) -> ArchiveError {
  if start.dropFirst(257).starts(with: "ustar".utf8) {
    return ArchiveError(.damagedArchive, "has a damaged first tar header: export the image again", offset: 0)
  }
  let found = describeContent(start).map { "is \($0)" } ?? "is no tar"
  return ArchiveError(.notAnImage, "\(found): expected an image archive of docker save, podman, buildah or skopeo")
}

/// `docker export` and plain layers: directories of a root file system at the top.
private func isRootFileSystem(_ table: MemberTable) -> Bool {
  let typical: Set = ["bin", "etc", "lib", "lib64", "usr", "sbin", "var", ".dockerenv"]
  let tops = Set(table.names.map { display($0.prefix { $0 != UInt8(ascii: "/") }) })
  return tops.intersection(typical).count >= 2
}

private let rootFileSystem = ArchiveError(
  .unsupportedFormat,
  "is the tar of a root file system (docker export): it has no config to judge; save the image instead (docker save)")

/// Docker before 1.10: `repositories` and a directory with `json` and `layer.tar` for each layer.
private func isLegacy(_ table: MemberTable) -> Bool {
  table.names.contains { $0.ends(with: "/layer.tar") } && table.names.contains { $0.ends(with: "/json") }
}

private let legacy = ArchiveError(
  .unsupportedFormat,
  "is an archive of Docker before 1.10, without manifest.json: load it and save it again with a newer Docker")

extension [UInt8] {
  fileprivate func ends(with suffix: String) -> Bool { self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) }
}
