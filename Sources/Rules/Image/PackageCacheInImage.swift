package import Images
package import Linting

/// A layer ships what a package manager has downloaded.
package struct PackageCacheInImage: Rule {
  package static let info = RuleInfo(
    name: "package-cache-in-image",
    aliases: [
      "DKL-DI-0004", "DKL-DI-0005", "DS-0015", "DS-0019", "DS-0020", "DS-0025", "DS-0027",
    ],
    groups: ["size", "files"],
    severity: .warning,
    summary: "A layer holds package lists or a cache of a package manager.",
    rationale:
      "Lists, archives and caches serve the next installation, which an image does not have. They are found in the layer "
      + "that brings them, so that a clean-up in a later instruction, which makes nothing smaller, does not hide them.",
    help:
      "Remove them in the instruction that makes them (rm -rf /var/lib/apt/lists/*, apk add --no-cache, pip install "
      + "--no-cache-dir), or keep them out of the layer with RUN --mount=type=cache.",
    bad: [
      RuleInfo.Example(
        """
        layer: RUN apt-get update && apt-get install -y curl
          0644 0:0 usr/bin/curl 200kB
          0644 0:0 var/lib/apt/lists/deb.debian.org_dists_trixie_main_Packages.lz4 800kB
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        layer: RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
          0644 0:0 usr/bin/curl 200kB
          0755 0:0 var/lib/apt/lists/
          0644 0:0 var/lib/apt/lists/lock ""
        """)
    ],
    deviations: [
      RuleInfo.Deviation(
        "DKL-DI-0005",
        "dockle reads the instructions of the history and cannot see files; here the lists themselves are the proof, "
          + "whatever the instruction says."),
      RuleInfo.Deviation(
        "DKL-DI-0004",
        "dockle wants the word --no-cache in the history; here the index files themselves are the proof."),
    ],
    references: [
      "https://docs.docker.com/build/building/best-practices/#apt-get",
      "https://docs.docker.com/build/cache/optimize/#use-cache-mounts",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    var found: [LayerPath: (cache: PackageCache, bytes: Int)] = [:]
    let directories = image.files.layerDirectories { PackageCache.containing($0) != nil }
    for directory in directories where directory.bytes > 0 {
      guard let (cache, path) = PackageCache.containing(directory.path[...]) else { continue }
      let spot = LayerPath(layer: directory.layer, path: path)
      found[spot] = (cache, (found[spot]?.bytes ?? 0).addingSaturating(directory.bytes))
    }
    return found.sorted { $0.key < $1.key }.map { spot, cache in
      var finding = image.finding(
        Self.info, message(image.layerName(spot.layer), cache.cache, spot.path, cache.bytes), at: spot.path,
        layer: spot.layer, aliases: aliases(cache.cache, image.layers[spot.layer].createdBy))
      finding.measured = Measurement(cache.bytes, .bytes)
      return finding
    }
  }

  /// yum, dnf and microdnf may share a directory: then the instruction tells which of them it was.
  private func aliases(_ cache: PackageCache, _ createdBy: String) -> [String] {
    guard cache.aliases == ["DS-0019"] else { return cache.aliases }
    if createdBy.contains("microdnf") { return ["DS-0027"] }
    return createdBy.contains("yum ") && !createdBy.contains("dnf ") ? ["DS-0015"] : cache.aliases
  }
}

private func message(_ layer: String, _ cache: PackageCache, _ path: String, _ bytes: Int) -> String {
  "\(layer) ships \(ByteSize(bytes).description) of the \(cache.name) (\(path)), expected none"
}
