/// Where an archive is read from.
package enum ImageInput: Sendable, Hashable {
  /// A file or a directory.
  case path(String)
  /// An open descriptor, read once from its present place to its end; it stays the caller's.
  case descriptor(CInt)

  package static let standardInput = ImageInput.descriptor(0)
}

/// What lies at an input, recognised by its content and never by its name.
struct OpenInput {
  let source: any ImageSource
  /// The file that is read; nil for a directory and for what is read only once.
  let file: InputFile?

  init(_ input: ImageInput, options: ReadOptions) throws(ArchiveError) {
    switch input {
    case .descriptor(let descriptor):
      let pipe = ReadProgress.watch(PipeSource(descriptor), options.progress)
      source = try openStream(pipe, length: nil, options: options)
      file = nil
    case .path(let path):
      if case .directory = try kindOfPath(path) {
        source = try openDirectory(at: path, limits: options.limits)
        file = nil
        return
      }
      let file = try InputFile.open(path)
      guard file.size > 0 else { throw nothing }
      let start = try file.bytes(at: 0, count: 512)
      let bytes = FileSource(file, from: 0, to: file.size)
      if Compression(magic: start) == .none {
        source = try openFile(file, bytes, start: start, limits: options.limits)
      } else {
        options.progress?.expect(file.size)
        source = try openStream(
          ReadProgress.watch(bytes, options.progress), length: file.size, options: options)
      }
      self.file = file
    }
  }
}

/// An uncompressed archive, whose members can be read in any order.
private func openFile(
  _ file: InputFile, _ bytes: FileSource, start: [UInt8], limits: Limits
) throws(ArchiveError) -> any ImageSource {
  guard let tar = try TarReader.open(bytes) else { throw notAnImage(start) }
  var members = PlacedMembers(file: file)
  let table = try MemberTable.read(tar, keeper: &members, limits: limits)
  return try recognised(table, whole: Blob(file: file, offset: 0, length: file.size), limits: limits)
}

/// An archive that passes once: from a pipe, or compressed as a whole.
private func openStream(
  _ source: any BlockSource, length: Int?, options: ReadOptions
) throws(ArchiveError) -> any ImageSource {
  prepareLocale()
  let stream = try OuterStream(source, length: length, options: options)
  guard let tar = try TarReader.open(stream.tar) else { throw notAnImage(stream.start) }
  var members = PassingMembers(stream, options: options)
  var table = try MemberTable.read(tar, keeper: &members, limits: options.limits)
  let unused = try stream.drain()
  if unused > 0 {
    table.faults.add(
      ImageFault(
        .trailingArchiveData, "\(unused) bytes follow the end of the archive's compressed data: expected nothing"))
  }
  let whole = members.wholeAsLayer().map { Blob(passed: $0, length: $0.storedBytes) }
  return try recognised(table, whole: whole, limits: options.limits)
}

/// What the members of an archive are. An error tells also what else is wrong with the archive.
private func recognised(
  _ table: MemberTable, whole: Blob?, limits: Limits
) throws(ArchiveError) -> any ImageSource {
  do throws(ArchiveError) {
    return try recognise(table, whole: whole, limits: limits)
  } catch {
    throw error.adding(table.faults.all)
  }
}

/// `whole` is the archive itself, for the case that it is a layer.
private func recognise(_ table: MemberTable, whole: Blob?, limits: Limits) throws(ArchiveError) -> any ImageSource {
  let uses = BlobUses()
  func store(_ format: ImageModel.Format) -> ArchiveStore { ArchiveStore(table: table, format: format, uses: uses) }
  func checked(_ source: any ImageSource) throws(ArchiveError) -> any ImageSource {
    if table.isTooLarge {
      throw ArchiveError.exceeding(.members, "the archive has more than \(limits.outerMembers) members")
    }
    return source
  }
  /// Why manifest.json or index.json is none of an image.
  var manifestError: ArchiveError?
  do throws(ArchiveError) {
    if let docker = try DockerArchive(store(.dockerArchive), limits: limits) { return try checked(docker) }
  } catch {
    if error.kind == .limitExceeded { throw error }
    manifestError = error
  }
  do throws(ArchiveError) {
    if let layout = try OCILayout(store(.ociArchive), limits: limits, manifestError: manifestError) {
      return try checked(layout)
    }
  } catch {
    if error.kind == .limitExceeded || table.blob(named: Array("oci-layout".utf8)) != nil {
      throw manifestError ?? error
    }
    manifestError = manifestError ?? error
  }
  // What is missing may lie behind the damage.
  let damage = table.faults.faults.compactMap(\.error).first { [.truncatedArchive, .damagedArchive].contains($0.kind) }
  if let damage, manifestError == nil || manifestError?.kind == .truncatedArchive { throw damage }
  if let legacy = try LegacyArchive(store(.dockerLegacy), limits: limits) { return try checked(legacy) }
  // A web application may well have such a file at its root: it counts only where nothing else is recognised.
  if let whole, isRootFileSystem(table) { return RootFileSystem(blob: whole) }
  if let manifestError { throw manifestError }
  throw table.faults.faults.contains { $0.kind == .truncatedArchive } ? seemsCutOff : noManifest
}

private func openDirectory(at path: String, limits: Limits) throws(ArchiveError) -> any ImageSource {
  if let directory = try SkopeoDirectory(DirectoryStore(path: path, format: .skopeoDirectory), limits: limits) {
    return directory
  }
  if let layout = try OCILayout(DirectoryStore(path: path, format: .ociLayout), limits: limits) { return layout }
  if let docker = try DockerArchive(DirectoryStore(path: path, format: .dockerArchive), limits: limits) {
    return docker
  }
  throw ArchiveError(
    .notAnImage, "is a directory without index.json: expected an OCI layout directory or an image archive")
}

private func notAnImage(_ start: [UInt8]) -> ArchiveError {
  if beginsWithTarHeader(start) {
    return ArchiveError(.damagedArchive, "has a damaged first tar header: export the image again", offset: 0)
  }
  let found = describeContent(start).map { "is \($0)" } ?? "is no tar"
  return ArchiveError(.notAnImage, "\(found): expected an image archive of docker save, podman, buildah or skopeo")
}

private let seemsCutOff = ArchiveError(
  .truncatedArchive,
  "has neither manifest.json nor index.json and no end mark: it seems cut off; export the image again")

private let noManifest = ArchiveError(
  .notAnImage,
  "is a tar without manifest.json or index.json, and no root file system: expected an archive of docker save, podman, "
    + "buildah or skopeo, or the tar of docker export")
