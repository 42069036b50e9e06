package import Images
package import Linting

/// The image ships what only builds need.
package struct BuildToolsInImage: Rule {
  package static let info = RuleInfo(
    name: "build-tools-in-image",
    aliases: ["CIS-4.3"],
    groups: ["files", "size", "security"],
    severity: .info,
    summary:
      "The final file system holds compilers, headers, package builders, debuggers or an ssh server.",
    rationale:
      "They are often most of an image's bytes, and what somebody who gets in needs to go on. The image's package database "
      + "and the usual places of programs tell of them, so that it does not matter which instruction brought them. Ignore "
      + "it for images that are there to build something.",
    help:
      "Build in a stage of its own and copy the result, or install, build and remove in one instruction (apk add --virtual "
      + ".build-deps, apt-get purge --auto-remove).",
    bad: [
      RuleInfo.Example(
        """
        layer: RUN apt-get install -y gcc
          0755 0:0 usr/bin/gcc 900kB
        """),
      RuleInfo.Example(
        """
        layer: RUN apk add build-base
          0644 0:0 lib/apk/db/installed "P:build-base\\nV:0.5\\n\\nP:musl\\nV:1.2\\n\\n"
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        layer: COPY --from=builder /app /app
          0755 0:0 app/server 900kB
          0644 0:0 lib/apk/db/installed "P:busybox\\nV:1.37\\n\\nP:musl\\nV:1.2\\n\\n"
        """)
    ],
    wants: InstalledSystemPackages.wants,
    references: ["https://docs.docker.com/build/building/multi-stage/"])

  package init() {}

  /// What shows that something is there: its name, and the file that tells.
  private typealias Sign = (name: String, file: FileEntry)

  package func check(_ image: ImageModel) -> [Finding] {
    let packages = InstalledSystemPackages.list(of: image)
    let programs = programs(in: image)
    return Self.kinds.compactMap { kind in
      var signs: [Sign] = programs.filter { $0.kind == kind }.map { ($0.sign) }
      if kind == .headers { signs += headers(in: image) }
      signs += packages.filter { BuildPackages.kind(of: $0.name) == kind }.map { ($0.name, $0.database) }
      guard let first = signs.first else { return nil }
      var known: Set<String> = []
      let names = signs.map(\.name).filter { known.insert($0).inserted }
      return image.finding(Self.info, message(kind, names), of: first.file)
    }
  }

  private static let kinds: [BuildPackages.Kind] = [.compilers, .headers, .packageBuilders, .debuggers, .sshServers]

  private static let programs: [String: BuildPackages.Kind] = {
    var kinds: [String: BuildPackages.Kind] = [:]
    for name in [
      "gcc", "g++", "cc", "c++", "clang", "clang++", "gfortran", "rustc", "cargo", "go", "javac", "ld", "make", "gmake",
      "cmake", "ninja", "meson",
    ] { kinds[name] = .compilers }
    for name in ["abuild", "debuild", "dpkg-buildpackage", "rpmbuild"] { kinds[name] = .packageBuilders }
    for name in ["gdb", "gdbserver", "lldb", "ltrace", "strace", "valgrind"] { kinds[name] = .debuggers }
    for name in ["dropbear", "sshd"] { kinds[name] = .sshServers }
    return kinds
  }()

  private static let programNames = NameSet(programs.keys)

  private static let directories: Set<String> = [
    "bin", "sbin", "usr/bin", "usr/sbin", "usr/local/bin", "usr/local/sbin", "usr/local/go/bin",
    "usr/local/cargo/bin",
  ]

  /// Programs at their usual places; a link counts by its name.
  private func programs(in image: ImageModel) -> [(kind: BuildPackages.Kind, sign: Sign)] {
    let files = image.files.files { file in
      (file.kind == .regularFile || file.kind == .symbolicLink)
        && Self.programNames.contains(file.name)
    }
    return files.compactMap { file in
      let path = file.displayPath
      let name = path.lastComponent
      guard let kind = Self.programs[name], Self.directories.contains(String(path.dropLast(name.count + 1))),
        file.kind == .regularFile || image.files.entry(at: path)?.kind == .regularFile
      else { return nil }
      return (kind, (name, file))
    }
  }

  /// Headers of the system. Those of an interpreter below usr/local are part of official images.
  private func headers(in image: ImageModel) -> [Sign] {
    image.files.regularFiles(below: "usr/include").first { $0.displayPath.hasSuffix(".h") }.map {
      [("\($0.displayPath) and its like", $0)]
    } ?? []
  }
}

private func message(_ kind: BuildPackages.Kind, _ names: [String]) -> String {
  let listed = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
  return "the image ships \(kind.rawValue) (\(listed)): expected them in a build stage only"
}
