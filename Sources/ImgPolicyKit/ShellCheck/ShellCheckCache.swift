internal import Images
internal import Linting

/// Results of earlier runs under the user's cache directory: one file for all scripts of a Dockerfile, named by the
/// content of these scripts and the program that read them.
///
/// It is only ever a short cut: what cannot be read or written is as if it were not there. Several runs may use it at once.
struct ShellCheckCache: Sendable {
  /// What the results of a Dockerfile are found by.
  struct Key: Sendable, Hashable {
    fileprivate let name: String
  }

  /// Changes whenever `ScriptFile`, the options of the program or the form of an entry do.
  private static let format = "imgpolicy shellcheck 1"

  private let directory: String
  /// All entries together, in bytes.
  private let sizeLimit: Int

  /// nil when the environment names no place for caches: an absolute XDG_CACHE_HOME, else `.cache` in an absolute HOME.
  init?(environment: [String: String], sizeLimit: Int = 64 << 20) {
    let own = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? "\($0)/.cache" : nil }
    guard let base = own ?? home else { return nil }
    self.init(directory: "\(base)/imgpolicy/shellcheck", sizeLimit: sizeLimit)
  }

  init(directory: String, sizeLimit: Int = 64 << 20) {
    self.directory = directory
    self.sizeLimit = sizeLimit
  }

  // MARK: The version of the program

  /// The version that the program with an identity told.
  func version(of identity: String) -> String? {
    guard let body = read(versionName(identity)) else { return nil }
    return String(validating: body, as: UTF8.self)
  }

  func store(version: String, of identity: String) { write(versionName(identity), Array(version.utf8)) }

  private func versionName(_ identity: String) -> String {
    Digest.of(Array("\(Self.format) version of \(identity)".utf8)).hex
  }

  // MARK: Results

  static func key(of files: [ScriptFile], version: String) -> Key {
    var text = Array("\(format)\n\(version)\n".utf8)
    for file in files {
      text += Array("\(file.bytes.count)\n".utf8)
      text += file.bytes
    }
    return Key(name: Digest.of(text).hex)
  }

  /// The comments on each of `count` files.
  func comments(of key: Key, count: Int) -> [[ShellCheckComment]]? {
    read(key.name).flatMap { ShellCheckEntry.comments(in: $0, count: count) }
  }

  func store(_ comments: [[ShellCheckComment]], of key: Key) { write(key.name, ShellCheckEntry.bytes(comments)) }

  /// Removes the oldest entries until what is left is three quarters of the limit, when all are more than it.
  func evict() {
    let names = ((try? ReadFile.entries(of: directory)) ?? []).map { "\(directory)/\($0.name)" }
    var entries = names.compactMap { path in PrivateFiles.status(of: path).map { (path: path, status: $0) } }
    // A file takes whole blocks of the disk.
    let size = { (status: PrivateFiles.Status) in (status.size / 4096 + 1) * 4096 }
    var total = entries.reduce(0) { $0 + size($1.status) }
    guard total > sizeLimit else { return }
    entries.sort { ($0.status.modified, $0.path) < ($1.status.modified, $1.path) }
    for entry in entries where total > sizeLimit / 4 * 3 {
      PrivateFiles.remove(entry.path)
      total -= size(entry.status)
    }
  }

  // MARK: Files

  private static let entryLimit = 16 << 20

  /// An entry is the digest of its content, a line end, and the content: damage is as good as absence.
  private func read(_ name: String) -> [UInt8]? {
    guard let bytes = try? ReadFile.bytes(at: "\(directory)/\(name)", limit: Self.entryLimit),
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
    else { return nil }
    let body = Array(bytes[(end + 1)...])
    return bytes[..<end].elementsEqual(Digest.of(body).hex.utf8) ? body : nil
  }

  private func write(_ name: String, _ body: [UInt8]) {
    guard body.count < Self.entryLimit, PrivateFiles.makeDirectory(directory) else { return }
    _ = PrivateFiles.replace("\(directory)/\(name)", Array("\(Digest.of(body).hex)\n".utf8) + body)
  }
}
