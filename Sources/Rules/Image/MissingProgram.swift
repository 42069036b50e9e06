package import Images
package import Linting

/// The program of ENTRYPOINT, CMD or HEALTHCHECK is not in the image, or may not be executed.
package struct MissingProgram: Rule {
  package static let info = RuleInfo(
    name: "missing-program", groups: ["config", "correctness"], severity: .error,
    summary: "The program of ENTRYPOINT, CMD or HEALTHCHECK is not in the image, or may not be executed.",
    rationale: """
      Such a container cannot start, or is always unhealthy. Often the program is in an earlier stage only, the base \
      image has no shell or no curl, or a script lost its executable bit. Looked for as the runtime does: by PATH or \
      from the working directory, links followed, in the final file system.
      """,
    help: """
      Copy or install the program in the final stage, correct its name, or make it executable with COPY --chmod=755.
      """,
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        entrypoint: ["/docker-entrypoint.sh"]
        layer: COPY entrypoint.sh /
          0644 0:0 docker-entrypoint.sh "#!/bin/sh"
        """),
      RuleInfo.Example(
        """
        tag: shop/web:v1
        cmd: ["/bin/sh", "-c", "serve"]
        healthcheck: ["CMD-SHELL", "curl -f http://localhost/ || exit 1"]
        layer: ADD rootfs.tar /
          0755 0:0 bin/busybox "ELF"
          bin/sh => bin/busybox
          bin/wget -> busybox
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        env: PATH=/opt/node/bin:/bin
        cmd: ["node", "server.js"]
        healthcheck: ["CMD", "wget", "-q", "http://localhost:3000/"]
        layer: ADD rootfs.tar /
          0755 0:0 bin/busybox "ELF"
          bin/sh => bin/busybox
          bin/wget -> busybox
          0755 0:0 opt/node/bin/node "ELF"
        """)
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#entrypoint",
      "https://docs.docker.com/reference/dockerfile/#healthcheck",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    guard image.hasWholeFileSystem, let config = image.linuxConfig else { return [] }
    let main = config.mainProgram.flatMap { fault(of: $0, in: image) }
    // A check without its shell never comes to its command.
    let health = config.healthPrograms.lazy.compactMap { fault(of: $0, in: image) }.first
    return [main, health].compactMap { $0 }
  }

  private func fault(of program: StartedProgram, in image: ImageModel) -> Finding? {
    var finding = finding(of: program, in: image)
    finding?.setting = program.setting
    return finding
  }

  private func finding(of program: StartedProgram, in image: ImageModel) -> Finding? {
    switch image.program(program.name) {
    case .program: nil
    case .notExecutable(let file, let blocking):
      image.finding(
        Self.info, notExecutable(program, blocking, isItself: blocking.path == file.path), layer: blocking.layer,
        file: blocking.path.isEmpty ? nil : blocking.displayPath)
    case .directory(let file): image.finding(Self.info, directory(program), file: file.displayPath)
    case .missing:
      image.finding(
        Self.info, missing(program, image.searchPath),
        file: program.name.contains("/") ? relativeToRoot(image.absolute(program.name)) : nil)
    }
  }
}

private func missing(_ program: StartedProgram, _ path: [String]) -> String {
  let directories = path.prefix(8).joined(separator: ":") + (path.count > 8 ? ":…" : "")
  let place = program.name.contains("/") ? "is not in the image" : "is in no directory of PATH (\(directories))"
  return "the program “\(program.name)” of \(program.source) \(place): \(consequence(program))"
}

private func notExecutable(_ program: StartedProgram, _ file: FileEntry, isItself: Bool) -> String {
  "the program “\(program.name)” of \(program.source) may not be executed by the image's user "
    + "(\(isItself ? "" : "the directory /\(file.displayPath) on the way has ")mode \(file.modeText), owner \(file.uid)): "
    + consequence(program)
}

private func directory(_ program: StartedProgram) -> String {
  "the program “\(program.name)” of \(program.source) is a directory, expected a file: \(consequence(program))"
}

private func consequence(_ program: StartedProgram) -> String {
  program.source == "HEALTHCHECK" ? "the container is always unhealthy" : "the container cannot start"
}
