package import Dockerfile
package import Linting

/// A RUN that changes the mode or owner of files which an earlier instruction brought.
package struct LateMetadataChange: Rule {
  package static let info = RuleInfo(
    name: "late-metadata-change",
    aliases: ["tally/prefer-copy-chmod"],
    groups: ["size"], severity: .info, fix: .unsafe,
    summary: "A RUN changes the mode or owner of files that an earlier instruction brought: their bytes ship twice.",
    rationale: """
      A layer stores whole files: when only the mode or the owner changes, all bytes are stored again. COPY sets both
      while it copies. Judged are literal paths in stages whose layers end in the image; of a copied directory also the scripts
      in it.
      """,
    help: "Set them while copying: COPY --chmod=755 …, COPY --chown=1001:1001 ….",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        COPY entrypoint.sh /usr/local/bin/
        RUN chmod +x ‹/usr/local/bin/entrypoint.sh›
        """,
        fixed: """
          FROM debian:13-slim
          COPY --chmod=755 entrypoint.sh /usr/local/bin/
          """),
      RuleInfo.Example(
        """
        FROM node:24-alpine
        WORKDIR /app
        COPY dist ./dist
        RUN chown -R node:node ‹/app›
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        COPY --chmod=755 entrypoint.sh /usr/local/bin/
        RUN mkdir /data && chown 1001 /data
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#copy---chown---chmod"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    var findings: [Finding] = []
    file.walkShipped { run, stage, files in
      let places = RunPaths(of: run)
      let isPlain = run.isPlainChain
      // Whatever changes in a RUN, the bytes are stored once more.
      var storedAgain: Set<ObjectIdentifier> = []
      for (index, command) in run.commands.enumerated() where Self.programs.contains(command.name.text) {
        let line = command.line
        let isRecursive = line.has("-R", "--recursive")
        for operand in paths(of: line, command.name.text) {
          guard let path = places.absolute(operand), !run.isMounted(path, by: [.bind, .cache, .tmpfs]) else {
            continue
          }
          let brought = changed(path, isRecursive, in: files, makesExecutable: makesExecutable(line, command.name.text))
          guard let first = brought.first else { continue }
          let isSame =
            command.name.text == "chmod" && first.instruction.keyword == .copy && first.candidates.contains(path)
          var finding = Finding(
            Self.info, message(command.name.text, path), at: operand, of: run, stage: stage, in: file)
          finding.aliases = isSame ? Self.info.aliases : []
          finding.notes = file.notes(brought)
          if isPlain, brought.count == 1, first.candidates.contains(path), line.operands.count == 2,
            let flag = flag(for: command.name.text, line)
          {
            finding.fix = moving(flag, to: first.instruction, from: index, of: run, in: file)
          }
          let instructions = Set(brought.map { ObjectIdentifier($0.instruction) })
          finding.isOwn = !instructions.isSubset(of: storedAgain)
          storedAgain.formUnion(instructions)
          if finding.isOwn || !finding.aliases.isEmpty { findings.append(finding) }
        }
      }
    }
    return findings
  }

  private static let programs: Set = ["chmod", "chown", "chgrp"]

  /// What COPY says in the place of the command; nil for what it has no word for.
  private func flag(for program: String, _ line: Invocation) -> String? {
    guard let setting = line.operands.first, setting.isKnown,
      !setting.text.utf8.contains(where: { "$\"' ".utf8.contains($0) })
    else { return nil }
    switch program {
    case "chown": return "--chown=\(setting.text)"
    case "chmod":
      if setting.text == "+x" || setting.text == "a+x" { return "--chmod=755" }
      let isOctal =
        (3...4).contains(setting.text.utf8.count) && setting.text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x37 }
      return isOctal ? "--chmod=\(setting.text)" : nil
    default: return nil
    }
  }

  /// The flag goes to the COPY, of one source, that brought the file; the command goes.
  private func moving(
    _ flag: String, to copy: Instruction, from index: Int, of run: Run, in file: BuildModel
  ) -> Fix? {
    let name = flag.prefix { $0 != "=" }.dropFirst(2)
    guard copy.keyword == .copy, copy.arguments.words.count == 2, copy.heredocs.isEmpty, file.stands(copy),
      copy.flag(String(name)) == nil
    else { return nil }
    let removal =
      run.commands.count == 1 ? file.removing(run.instruction) : file.removing(commandAt: index, ofPlainChain: run)
    return Fix(.unsafe, all: [file.adding(flag: flag, to: copy), removal])
  }

  /// The operands behind the mode or the owner. A mode such as `-w` looks like an option.
  private func paths(of line: Invocation, _ program: String) -> ArraySlice<ShellCommand.Argument> {
    let hasMode =
      line.has("--reference")
      || program == "chmod" && line.options.contains { ["-r", "-w", "-x", "-X", "-s", "-t"].contains($0.name) }
    return line.operands.dropFirst(hasMode ? 0 : 1)
  }

  /// Whether the mode is one that a person gives to a file: a directory can be entered as it is copied.
  private func makesExecutable(_ line: Invocation, _ program: String) -> Bool {
    guard program == "chmod", let mode = line.operands.first?.text, mode.hasSuffix("x") else { return false }
    return mode.dropLast().allSatisfy { "ugoa+r".contains($0) } && mode.contains("+")
  }

  /// What a change of a path stores again.
  private func changed(
    _ path: String, _ isRecursive: Bool, in files: BroughtFiles, makesExecutable: Bool
  ) -> [BroughtPath] {
    if let pattern = PathPattern(path) {
      return files.find(pattern, isRecursive: isRecursive).filter { isRecursive || $0.isFile || makesExecutable }
    }
    let found = files.find(path, isRecursive: isRecursive).filter { isRecursive || $0.isFile || makesExecutable }
    if !found.isEmpty { return found }
    return isScript(path) ? Array(files.directories(around: path).prefix(1)) : []
  }

  /// Scripts come from the context: no build makes them.
  private func isScript(_ path: String) -> Bool {
    let name = path.lastComponent
    return name == "gradlew" || name == "mvnw" || name == "manage.py"
      || [".sh", ".bash"].contains { name.hasSuffix($0) }
  }

  private func message(_ program: String, _ path: String) -> String {
    "\(program) of \(path) stores again what an earlier layer brought"
  }
}
