internal import Dockerfile
package import Images
package import Linting

/// The image's own user may write the program that the container starts, or its directory.
package struct AppWritableProgram: Rule {
  package static let info = RuleInfo(
    name: "app-writable-program", groups: ["files", "security"], severity: .info,
    summary: "The image's own user may write the program that the container starts, or its directory.",
    rationale: """
      Whoever gets the program to write a file of their choice can replace it, and runs at the next start. The \
      program needs to be read and executed only.
      """,
    help: "Leave the program to root (COPY without --chown), and give the user a directory of its own for data.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        user: 1000:1000
        entrypoint: ["/app/server"]
        layer: COPY --chown=1000:1000 app /app
          0755 1000:1000 app/
          0755 1000:1000 app/server "ELF"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        user: 1000:1000
        entrypoint: ["/app/server"]
        layer: COPY app /app
          0755 0:0 app/
          0755 0:0 app/server "ELF"
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#copy---chown---chmod"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    guard let config = image.linuxConfig, let user = image.userIDs, user.uid != 0 else { return [] }
    var seen: Set<[UInt8]> = []
    return [("ENTRYPOINT", config.entrypoint.first), ("CMD", config.cmd.first)].compactMap { source, name in
      guard let name, case .program(let file) = image.program(name), seen.insert(file.path).inserted else { return nil }
      if mayWrite(file, user) {
        return image.finding(Self.info, writable(file, source, config.user), layer: file.layer, file: file.displayPath)
      }
      let directory = String(file.displayPath.reversed().drop { $0 != "/" }.reversed())
      guard let entry = image.files.entry(at: directory), mayWrite(entry, user) else { return nil }
      return image.finding(
        Self.info, replaceable(file, source, config.user), layer: entry.layer, file: entry.displayPath)
    }
  }

  private func mayWrite(_ file: FileEntry, _ user: (uid: Int, gid: Int?)) -> Bool {
    let isOwner = Int(file.uid) == user.uid
    let isMember = user.gid.map { $0 == Int(file.gid) } ?? false
    return file.mode & (isOwner ? 0o200 : isMember ? 0o020 : 0o002) != 0
  }
}

private func writable(_ file: FileEntry, _ source: String, _ user: String) -> String {
  "\(file.displayPath), which \(source) starts, may be written by the image's user “\(user)”"
}

private func replaceable(_ file: FileEntry, _ source: String, _ user: String) -> String {
  "the directory of \(file.displayPath), which \(source) starts, may be written by the image's user “\(user)”"
}
