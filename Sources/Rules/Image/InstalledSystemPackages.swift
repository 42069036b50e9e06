internal import Images
internal import Linting

/// The packages that an image's own package databases list.
enum InstalledSystemPackages {
  /// dpkg's, apk's, and the directory that distroless images have in dpkg's place.
  static let wants: [WantedContents] =
    ["var/lib/dpkg/status", "lib/apk/db/installed", "usr/lib/apk/db/installed"].map {
      WantedContents($0, sizeLimit: 8 << 20)
    } + [WantedContents(distrolessDirectory + "/*", sizeLimit: 1 << 16)]

  private static let distrolessDirectory = "var/lib/dpkg/status.d"

  /// The names, each with the database that lists it.
  static func list(of image: ImageModel) -> [(name: String, database: FileEntry)] {
    let dpkg = [image.files.entry(at: "var/lib/dpkg/status")] + image.files.children(of: distrolessDirectory)
    let apk = ["lib/apk/db/installed", "usr/lib/apk/db/installed"].map { image.files.entry(at: $0) }
    // One of the two is often a link to the other.
    let apkDatabases = Set(apk.compactMap { $0 }).sorted { $0.displayPath < $1.displayPath }
    return dpkg.compactMap { $0 }.flatMap { database in
      stanzas(of: database, in: image).compactMap { dpkgPackage($0) }.map { ($0, database) }
    }
      + apkDatabases.flatMap { database in
        stanzas(of: database, in: image).compactMap { value("P:", in: $0) }.map { ($0, database) }
      }
  }

  private static func dpkgPackage(_ stanza: [ArraySlice<UInt8>]) -> String? {
    let status = value("Status: ", in: stanza)
    guard status == nil || status?.hasSuffix(" installed") == true else { return nil }
    return value("Package: ", in: stanza)
  }

  /// The value of the line that begins with a key.
  private static func value(_ key: String, in stanza: [ArraySlice<UInt8>]) -> String? {
    stanza.first { $0.starts(with: key.utf8) }.map { String(decoding: $0.dropFirst(key.utf8.count), as: UTF8.self) }
  }

  /// The lines of a database between its empty lines.
  private static func stanzas(of database: FileEntry, in image: ImageModel) -> [[ArraySlice<UInt8>]] {
    let lines = (image.files.contents(of: database) ?? []).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.split { $0.isEmpty }.map(Array.init)
  }
}
