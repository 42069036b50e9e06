import Dockerfile
import Linting
import Testing

/// The shell that a comment names decides what a RUN is read as, up to the next SHELL.
@Suite struct ShellHintTests {
  /// The shell of each RUN, stage by stage; `-` for the builder's default.
  private func shells(_ lines: [String], _ hints: [Int: String]) -> [[String]] {
    let hints = hints.sorted { $0.key < $1.key }.map { BuildOptions.ShellHint(line: $0.key, program: $0.value) }
    let source = SourceText(path: "Dockerfile", text: lines.joined(separator: "\n"))
    let model = BuildModel(source: source, options: BuildOptions(shellHints: hints))
    return model.stages.map { $0.runs.map { $0.shell?.joined(separator: " ") ?? "-" } }
  }

  @Test func aHintHoldsFromItsLineToTheEndOfTheStage() {
    let lines = ["FROM a", "RUN a", "#", "RUN b", "USER 1", "RUN c", "FROM b", "RUN d"]
    #expect(shells(lines, [:]) == [["-", "-", "-"], ["-"]])
    #expect(shells(lines, [3: "/bin/bash"]) == [["-", "/bin/bash", "/bin/bash"], ["-"]])
  }

  @Test func theLatestOfHintAndShellWins() {
    let lines = ["FROM a", "#", "RUN a", "SHELL [\"/bin/sh\", \"-c\"]", "RUN b", "#", "RUN c"]
    #expect(shells(lines, [2: "/bin/bash", 6: "/bin/ash"]) == [["/bin/bash", "/bin/sh -c", "/bin/ash"]])
  }

  @Test func aStageOnTopInherits() {
    let lines = ["FROM a AS one", "#", "RUN a", "FROM one", "RUN b", "SHELL [\"/x\"]", "FROM one", "RUN c"]
    #expect(shells(lines, [2: "/bin/bash"]) == [["/bin/bash"], ["/bin/bash"], ["/bin/bash"]])
  }

  @Test func aHintAboveTheFirstInstructionIsForTheFile() {
    let lines = ["#", "ARG A", "#", "FROM a", "RUN a", "SHELL [\"/x\"]", "RUN b", "FROM b", "RUN c"]
    #expect(shells(lines, [1: "/bin/bash"]) == [["/bin/bash", "/x"], ["/bin/bash"]])
    #expect(shells(lines, [3: "/bin/bash"]) == [["-", "/x"], ["-"]], "an ARG above, so it is for no stage")
  }

  @Test func anotherLanguageIsNotReadAsShell() throws {
    let text = "FROM a\n#\nRUN apk add gcc\n"
    let options = BuildOptions(shellHints: [BuildOptions.ShellHint(line: 2, program: "/usr/bin/pwsh")])
    let source = SourceText(path: "Dockerfile", text: text)
    #expect(try #require(BuildModel(source: source, options: options).stages.first?.runs.first).commands.isEmpty)
    #expect(try #require(BuildModel(source: source).stages.first?.runs.first).commands.count == 1)
  }
}
