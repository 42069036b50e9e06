/// Where package managers keep what they have downloaded: nothing of it is needed in an image.
struct PackageCache: Sendable, Hashable {
  enum Place: Sendable, Hashable {
    /// From the root of the file system.
    case path(String)
    /// In whatever directory.
    case anywhere(String)
  }

  /// In a sentence: `package lists of apt`.
  var name: String
  var place: Place
  var aliases: [String] = []

  static let all: [PackageCache] = [
    PackageCache(name: "package lists of apt", place: .path("var/lib/apt/lists"), aliases: ["DKL-DI-0005"]),
    PackageCache(name: "package archives of apt", place: .path("var/cache/apt")),
    PackageCache(name: "package index of apk", place: .path("var/cache/apk"), aliases: ["DKL-DI-0004", "DS-0025"]),
    PackageCache(name: "package index of apk", place: .path("etc/apk/cache"), aliases: ["DKL-DI-0004", "DS-0025"]),
    PackageCache(name: "cache of dnf", place: .path("var/cache/dnf"), aliases: ["DS-0019"]),
    PackageCache(name: "cache of dnf", place: .path("var/cache/libdnf5"), aliases: ["DS-0019"]),
    PackageCache(name: "cache of yum", place: .path("var/cache/yum"), aliases: ["DS-0015"]),
    PackageCache(name: "cache of zypper", place: .path("var/cache/zypp"), aliases: ["DS-0020"]),
    PackageCache(name: "cache of pip", place: .anywhere(".cache/pip")),
    PackageCache(name: "cache of uv", place: .anywhere(".cache/uv")),
    PackageCache(name: "cache of npm", place: .anywhere(".npm/_cacache")),
    PackageCache(name: "cache of npm", place: .anywhere(".npm/_logs")),
    PackageCache(name: "cache of Yarn", place: .anywhere(".cache/yarn")),
    PackageCache(name: "cache of Yarn", place: .anywhere(".yarn/berry/cache")),
    PackageCache(name: "cache of pnpm", place: .anywhere(".cache/pnpm")),
    PackageCache(name: "store of pnpm", place: .anywhere(".local/share/pnpm/store")),
    PackageCache(name: "store of pnpm", place: .anywhere(".pnpm-store")),
    PackageCache(name: "module cache of Go", place: .anywhere("go/pkg/mod")),
    PackageCache(name: "build cache of Go", place: .anywhere(".cache/go-build")),
    PackageCache(name: "registry of Cargo", place: .anywhere(".cargo/registry")),
    PackageCache(name: "registry of Cargo", place: .path("usr/local/cargo/registry")),
    PackageCache(name: "checkouts of Cargo", place: .anywhere(".cargo/git")),
    PackageCache(name: "checkouts of Cargo", place: .path("usr/local/cargo/git")),
    PackageCache(name: "cache of Composer", place: .anywhere(".composer/cache")),
    PackageCache(name: "cache of Composer", place: .anywhere(".cache/composer")),
  ]

  /// The cache that a directory is or lies in, with the path of the cache's own directory.
  static func containing(_ directory: ArraySlice<UInt8>) -> (cache: PackageCache, path: String)? {
    var start = directory.startIndex
    while true {
      // Every directory of an image is asked for: only the few places that begin with the same byte are compared.
      for entry in table[Int(directory[start...].first ?? slash)]
      where entry.isAnywhere || start == directory.startIndex {
        let end = start + entry.place.count
        guard directory[start...].starts(with: entry.place), end == directory.endIndex || directory[end] == slash
        else { continue }
        return (all[entry.cache], String(decoding: directory[..<end], as: UTF8.self))
      }
      guard let next = directory[start...].firstIndex(of: slash) else { return nil }
      start = next + 1
    }
  }

  private static let slash = UInt8(ascii: "/")

  /// Where the caches lie, by the first byte of the place.
  private static let table: [[(place: [UInt8], isAnywhere: Bool, cache: Int)]] = all.indices.reduce(
    into: Array(repeating: [], count: 256)
  ) { table, cache in
    let (path, isAnywhere) =
      switch all[cache].place {
      case .path(let path): (path, false)
      case .anywhere(let path): (path, true)
      }
    let place = Array(path.utf8)
    table[Int(place[0])].append((place, isAnywhere, cache))
  }
}
