/// The files `etc/passwd` and `etc/group` of an image's final file system.
struct AccountFiles {
  private let plan: ImagePlan
  /// One element for each layer of the plan, from the bottom.
  private let contents: [LayerContents]
  private let files: FileTree
  private let limits: Limits
  /// Why one of them cannot be read, where the image names a user: it may be root, so that nothing good can be said of the image.
  private(set) var error: ArchiveError?

  init(_ plan: ImagePlan, contents: [LayerContents], files: FileTree, limits: Limits) {
    self.plan = plan
    self.contents = contents
    self.files = files
    self.limits = limits
  }

  /// nil when `etc/passwd` is no regular file, or cannot be read.
  mutating func accounts() -> Accounts? {
    guard let passwd = content(of: "etc/passwd") else { return nil }
    return Accounts(passwd: passwd, group: content(of: "etc/group") ?? [])
  }

  /// The content of a regular file. Where it is a link to a file elsewhere, that one's layer is read once more.
  private mutating func content(of path: String) -> [UInt8]? {
    if let kept = files.contents(of: path) { return kept }
    guard let origin = files.entry(at: path)?.origin, let blob = plan.layers[origin.layer].blob else { return nil }
    let listing = contents[origin.layer].listing
    let record = listing.records[origin.record]
    guard record.kind == .regularFile else { return nil }
    guard record.size <= Accounts.sizeLimit else {
      let limit = "at most \(Accounts.sizeLimit) are read to know the image's user"
      note(ArchiveError(.limitExceeded, "\(path) has \(record.size) bytes: \(limit)"))
      return nil
    }
    guard let source = blob.open() else {
      let advice = "inspect the archive as an uncompressed file"
      note(ArchiveError(.notReadable, "\(path) is a link to a file that went by in the stream: \(advice)"))
      return nil
    }
    let again = LayerReader.read(
      source, length: blob.length, LayerRequest(), limits: limits,
      wanted: WantedFiles(path: listing.path(record), sizeLimit: Accounts.sizeLimit), budget: SharedBudget(limits))
    return again.kept.bytes[origin.record]
  }

  private mutating func note(_ error: ArchiveError) {
    if self.error == nil, plan.config?.user.isEmpty == false { self.error = error }
  }
}
