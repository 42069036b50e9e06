internal import Dockerfile
internal import Images
internal import Linting
internal import Workloads

/// A path that known software, or a script, writes while the container runs.
struct WrittenPath {
  var path: String
  /// What writes there.
  var writer: String
  /// Whether it ends when it cannot.
  var isNeededAtStart: Bool
}

extension Launch {
  /// Whether it runs the standalone server of Next.js.
  var isStandaloneNext: Bool {
    guard let image, let directory = workingDirectory,
      let script = servers.lazy.filter({ $0.first.map(baseName) == "node" }).compactMap({ words in
        words.first { $0 == "server.js" || $0.hasSuffix("/server.js") }
      }).first
    else { return false }
    let path = cleanPath(script.hasPrefix("/") ? script : "\(directory)/\(script)")
    return image.files.entry(at: "\(path.dropLast("server.js".count)).next")?.kind == .directory
      && image.files.entry(at: path) != nil
  }

  /// The paths that the software which runs is known to write, and those of the scripts in front of it.
  var writtenPaths: [WrittenPath] {
    var found: [WrittenPath] = []
    for words in servers {
      guard let first = words.first else { continue }
      let name = ServerFlags.name(of: first, words)
      for path in Self.writtenAtStart[name] ?? []
      where isOfImage(path) && !found.contains(where: { $0.path == path }) {
        found.append(WrittenPath(path: path, writer: name, isNeededAtStart: true))
      }
      let usesTemporary = Self.interpreters.contains { baseName(first).hasPrefix($0) || name == $0 }
      if usesTemporary, !words.contains(where: { $0.hasPrefix("--worker-tmp-dir") }),
        !found.contains(where: { $0.path == "/tmp" })
      {
        found.append(WrittenPath(path: "/tmp", writer: name, isNeededAtStart: name == "gunicorn"))
      }
    }
    if isStandaloneNext, let directory = workingDirectory {
      found.append(
        WrittenPath(path: cleanPath("\(directory)/.next/cache"), writer: "Next.js", isNeededAtStart: false))
    }
    return found + pathsOfScripts.filter { path in !found.contains { $0.path == path.path } }
  }

  /// What the scripts write that the container starts.
  private var pathsOfScripts: [WrittenPath] {
    guard let image else { return [] }
    var seen: Set<String> = []
    return chain.scripts.flatMap { file in
      StartScript(of: file, in: image).writes.compactMap { write -> WrittenPath? in
        let path = cleanPath(write.path)
        let isThere = write.isDirectory && image.files.entry(at: path)?.kind == .directory
        guard !isThere, seen.insert(path).inserted else { return nil }
        return WrittenPath(path: path, writer: "/\(file.displayPath)", isNeededAtStart: write.isNeeded)
      }
    }
  }

  /// Whether the image may have the software that writes to a path: what keeps all it has below /usr/local is not there where that
  /// directory is missing. Others have programs of the same name, as busybox has an httpd.
  private func isOfImage(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard let image, parts.starts(with: ["usr", "local"]), parts.count > 2 else { return true }
    return image.files.entry(at: parts.prefix(3).joined(separator: "/")) != nil
  }

  private static let writtenAtStart: [String: [String]] = [
    "nginx": ["/var/cache/nginx", "/var/run", "/tmp"], "httpd": ["/usr/local/apache2/logs"],
    "catalina.sh": ["/usr/local/tomcat/work", "/usr/local/tomcat/temp", "/usr/local/tomcat/logs"],
    "postgres": ["/var/run/postgresql", "/var/lib/postgresql/data"], "mysqld": ["/var/run/mysqld", "/tmp"],
    "redis-server": ["/data"],
  ]

  private static let interpreters = [
    "node", "python", "java", "dotnet", "php", "ruby", "gunicorn", "uvicorn", "flask", "puma", "rails", "next",
  ]

  /// Whether a volume that may be written is at a path, links of the image followed. Where the image declares a VOLUME,
  /// containerd makes one.
  func isWritable(_ path: String) -> Bool {
    if config?.volumes?.contains(where: { path.isAtOrBelow(cleanPath($0)) }) == true { return true }
    return [path, realPath(path)].contains { place in mount(over: place).map { !$0.isReadOnly } ?? false }
  }

  /// Where a path leads in the image, as far as it is there.
  private func realPath(_ path: String) -> String {
    switch image?.files.lookUp(Array(path.utf8)) {
    case .found(let file)?: "/\(file.displayPath)"
    case .missing(let first)?: "/\(first)"
    case .endless?, nil: path
    }
  }

  /// Whether a volume is known not to have what the image has at its place: it is empty, or its files are known.
  func isKnownToReplace(_ mount: VolumeMount) -> Bool {
    if isEmpty(mount) { return true }
    guard mount.subPath == nil, mount.node["subPathExpr"] == nil else { return false }
    return volume(of: mount).flatMap(fileNames) != nil
  }

  /// Whether a volume of a ConfigMap or Secret is known to have nothing at a path, where a directory is made for a mount.
  func lacks(_ path: String, in volume: Volume) -> Bool {
    guard volume.node["configMap"] != nil || volume.node["secret"] != nil, !path.contains("/") else { return false }
    return fileNames(in: volume).map { !$0.contains(path) } ?? false
  }

  /// Whether a path below a volume is a file: an entry of a ConfigMap or Secret.
  func isFile(_ path: String, in volume: Volume) -> Bool {
    guard volume.node["configMap"] != nil || volume.node["secret"] != nil else { return false }
    return fileNames(in: volume)?.contains(path) ?? true
  }
}
