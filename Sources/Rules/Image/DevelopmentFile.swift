package import Images
package import Linting

/// The image holds files of its developers' tools.
package struct DevelopmentFile: Rule {
  /// What dockle looks for.
  private static let dockleNames: NameSet = ["Dockerfile", "docker-compose.yml", ".vimrc", ".DS_Store"]
  private static let furtherNames: NameSet = ["docker-compose.yaml", "compose.yml", "compose.yaml", "Containerfile"]
  private static let directories: NameSet = [".cache", ".aws", ".azure", ".gcp", ".vscode", ".idea", ".npm"]

  package static let info = RuleInfo(
    name: "development-file",
    aliases: ["DKL-LI-0003"],
    groups: ["files", "size"],
    severity: .info,
    summary:
      "The final file system holds a Dockerfile, a compose file, or the files of an editor, a cloud's tools or a cache.",
    rationale:
      "Nothing of it is needed at run time; it tells how the image is built and who builds it, and directories of cloud "
      + "tools hold credentials. What lies in packages (node_modules, vendor, site-packages) belongs to somebody else, and "
      + "the caches of package managers have a rule of their own.",
    help: "Name it in .dockerignore, or copy what the program needs instead of the whole directory.",
    bad: [
      RuleInfo.Example(
        """
        layer: COPY . /app
          0644 1001:1001 app/Dockerfile "FROM scratch"
          0644 1001:1001 app/.vscode/settings.json "{}"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        layer: COPY src /app
          0644 1001:1001 app/main.js "serve()"
          0644 1001:1001 app/node_modules/a/Dockerfile "FROM scratch"
        """)
    ],
    references: [
      "https://docs.docker.com/build/concepts/context/#dockerignore-files",
      "https://github.com/goodwithtech/dockle/blob/master/CHECKPOINT.md#dkl-li-0003",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    files(in: image) + directories(in: image)
  }

  private func files(in image: ImageModel) -> [Finding] {
    let files = image.files.files {
      $0.kind == .regularFile
        && (Self.dockleNames.contains($0.name) || Self.furtherNames.contains($0.name) || isVariant($0.name))
    }
    return files.compactMap { file in
      let path = file.displayPath
      let isDockles = Self.dockleNames.contains(path.lastComponent) && !Self.isForeign(path)
      return finding(file, path, file.size, isOwn: !Self.isOfPackage(path), isDockles: isDockles, in: image)
    }
  }

  private func directories(in image: ImageModel) -> [Finding] {
    let directories = image.files.files { $0.kind == .directory && Self.directories.contains($0.name) }
    return directories.compactMap { directory in
      let path = directory.displayPath
      // The outermost of them stands for those inside.
      let isInside = directory.path.split(separator: UInt8(ascii: "/")).dropLast().contains {
        Self.directories.contains($0)
      }
      let contents = isInside ? [] : image.files.regularFiles(below: path)
      let own = contents.filter { PackageCache.containing($0.path[...]) == nil }
      let isDockles =
        !Self.isForeign(path) && image.files.children(of: path).contains { $0.kind == .regularFile }
      let isOwn = !own.isEmpty && !Self.isOfPackage(path)
      return finding(
        directory, path, own.map(\.size).saturatingSum(), isOwn: isOwn, isDockles: isDockles, in: image)
    }
  }

  private func finding(
    _ file: FileEntry, _ path: String, _ bytes: Int, isOwn: Bool, isDockles: Bool, in image: ImageModel
  ) -> Finding? {
    guard isOwn || isDockles else { return nil }
    var finding = image.finding(
      Self.info, message(path, bytes), of: file, aliases: isDockles ? ["DKL-LI-0003"] : [])
    finding.isOwn = isOwn
    finding.measured = Measurement(bytes, .bytes)
    return finding
  }

  /// Whether dockle passes over a path, for it is somebody else's.
  static func isForeign(_ path: String) -> Bool {
    path.split(separator: "/").contains { $0 == "node_modules" || $0 == "vendor" }
  }

  private static func isOfPackage(_ path: String) -> Bool {
    isForeign(path) || path.split(separator: "/").contains { $0 == "site-packages" || $0 == "dist-packages" }
  }
}

/// Programs make files of these.
private let templates = [".erb", ".j2", ".mustache", ".template", ".tmpl", ".tpl"]

/// Whether it is a Dockerfile or compose file for one kind of build: `Dockerfile.prod`, `api.Dockerfile`,
/// `compose.override.yaml`.
private func isVariant(_ name: ArraySlice<UInt8>) -> Bool {
  func begins(_ text: String) -> Bool { name.starts(with: text.utf8) }
  func ends(_ text: String) -> Bool { name.suffix(text.utf8.count).elementsEqual(text.utf8) }
  switch name.first {
  case UInt8(ascii: "D") where begins("Dockerfile."), UInt8(ascii: "C") where begins("Containerfile."):
    return !templates.contains(where: ends)
  case UInt8(ascii: "d") where begins("docker-compose."), UInt8(ascii: "c") where begins("compose."):
    return ends(".yml") || ends(".yaml")
  default: return ends(".Dockerfile")
  }
}

private func message(_ path: String, _ bytes: Int) -> String {
  "\(path) (\(ByteSize(bytes).description)) serves the development and not the program, expected it to stay outside"
}
