package import Dockerfile
package import Linting

/// A RUN, CMD, ENTRYPOINT or HEALTHCHECK in shell form where there is no shell.
package struct ShellFormInScratch: Rule {
  package static let info = RuleInfo(
    name: "shell-form-in-scratch",
    aliases: ["tally/shell-run-in-scratch"],
    groups: ["correctness"], severity: .warning,
    summary: "RUN, CMD, ENTRYPOINT or HEALTHCHECK in shell form in a stage on scratch into which no shell was copied.",
    rationale: """
      The shell form starts /bin/sh, or the program of SHELL. A stage on scratch has only what COPY and ADD bring, so the
      build, or the container, stops at once. Where a copied directory may hold a shell the rule is silent.
      """,
    help: "Write the command as a JSON array, or do the work in a stage that has a shell and copy the result.",
    bad: [
      RuleInfo.Example(
        """
        FROM golang:1.26 AS build
        RUN CGO_ENABLED=0 go build -o /server .
        FROM scratch
        COPY --from=build /server /
        ‹ENTRYPOINT› /server --port 8000
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM scratch
        COPY --from=build /server /server
        ENTRYPOINT ["/server", "--port", "8000"]
        """),
      RuleInfo.Example(
        """
        FROM scratch
        ADD rootfs.tar.xz /
        CMD exec app
        """),
    ],
    silences: [ShellFormCommand.info.name],
    references: ["https://docs.docker.com/build/building/base-images/#create-a-minimal-base-image-using-scratch"])

  package init() {}

  private static let shell = "/bin/sh"

  package func check(_ file: BuildModel) -> [Finding] {
    let stages = file.stages.filter { $0.root == .scratch }
    if stages.isEmpty { return [] }
    let contents = ScratchContents(of: [Self.shell], in: file)
    return stages.flatMap { stage in
      var mounts: [ObjectIdentifier: [Mount]] = [:]
      for run in stage.runs { mounts[ObjectIdentifier(run.instruction)] = run.mounts }
      var isDefault = hasDefaultShell(stage.base, in: file)
      return stage.instructions.compactMap { instruction -> Finding? in
        if instruction.keyword == .shell { isDefault = instruction.arguments.words.first?.text == Self.shell }
        guard isDefault, isShellForm(instruction, of: stage), stage.wrote(instruction),
          !contents.mayHave(Self.shell, in: stage, atLine: instruction.lines.lowerBound),
          !lendShell(mounts[ObjectIdentifier(instruction)] ?? [])
        else { return nil }
        return Finding(
          Self.info, message(instruction), at: instruction.spelling.range, of: instruction, stage: stage,
          in: file, aliases: instruction.keyword == .run ? nil : [])
      }
    }
  }

  /// Whether the stage begins with the builder's own shell: where another one lies is for SHELL to know.
  private func hasDefaultShell(_ base: Stage.Base, in file: BuildModel) -> Bool {
    guard case .stage(let parent) = base, let shell = file.stages[parent].config.shell else { return true }
    return shell.first == Self.shell
  }

  private func isShellForm(_ instruction: Instruction, of stage: Stage) -> Bool {
    if instruction.keyword == .healthcheck {
      return stage.config.healthcheck.map { $0.instruction === instruction && $0.test.first == "CMD-SHELL" } ?? false
    }
    guard case .shell = instruction.arguments else { return false }
    return [.run, .cmd, .entrypoint].contains(instruction.keyword)
  }

  /// Whether a mount may lend the shell to a RUN.
  private func lendShell(_ mounts: [Mount]) -> Bool {
    mounts.contains { mount in
      guard mount.kind == .bind || mount.kind == .cache, let target = mount.target else { return false }
      return Self.shell.hasPrefix(target.trimmingFinalSlash + "/") || target == Self.shell
    }
  }

  private func message(_ instruction: Instruction) -> String {
    "\(instruction.name) in shell form needs \(Self.shell), which nothing brought into this stage on scratch"
  }
}
