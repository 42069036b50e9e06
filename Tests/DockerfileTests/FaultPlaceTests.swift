import Dockerfile
import Linting
import TestSupport
import Testing

/// Faults stand on the part of the instruction that is wrong.
@Suite struct FaultPlaceTests {
  private func faults(_ marked: String) throws -> (found: [String], marked: [String]) {
    let text = try MarkedText("FROM a:1 AS one\nFROM b:1\nWORKDIR /w\n\(marked)\n")
    let model = BuildModel(source: SourceText(path: "Dockerfile", bytes: text.bytes))
    return (model.faults.map { model.source.text($0.range) }, text.ranges.map { model.source.text($0) })
  }

  @Test(
    "A mount's fault stands on the key or the value in question",
    arguments: [
      "RUN --mount=type=cache,target=/x,‹form›=a true", "RUN --mount=‹target› true",
      "RUN --mount=target=/x,type=‹cash› true", "RUN --mount=‹required›,type=secret,id=x true",
      "RUN --mount=target=/x,ro=‹yes› true", "RUN --mount=type=cache,target=/x,sharing=‹all› true",
      "RUN --mount=type=cache,target=/x,mode=‹9› true", "RUN --mount=target=/x,‹mode›=0755 true",
      "RUN --mount=target=/x,‹sharing›=locked true", "RUN --mount=type=ssh,‹source›=/x true",
      "RUN --mount=type=ssh,‹src›=/x true", "RUN --mount=type=secret,id=a,‹from›=one true",
      "RUN --mount=‹type=secret› true", "WORKDIR /\nRUN --mount=‹type=cache› true",
      "WORKDIR /\nRUN --mount=type=cache,‹dst›=. true",
      "RUN --mount=target=/x,from=‹Bad:Name› true", "RUN --mount=target=/x,from=‹$A-x› true",
      "RUN --mount=from=‹Bad:Name›,target=/x --mount=target=/y true",
      "RUN --mount=type=tmpfs,target=/x,size=‹big› true",
      "RUN \\\n  --mount=type=cache,target=/y \\\n  --mount=target=/x,from=‹Bad:Name› \\\n true",
      "RUN --mount=\"target=/x,from=‹Bad:Name›\" true", "RUN --mount=target=\"/x y\",from=‹Bad:Name› true",
      "RUN --mount=type=cache,target=/x,id=${‹A› true",
    ])
  func mounts(_ marked: String) throws {
    let (found, expected) = try faults(marked)
    #expect(found == expected)
  }

  @Test("The image of a mount stands at the value of its from")
  func mountImages() throws {
    let text = try MarkedText(
      "FROM b:1\nRUN --mount=type=bind,from=‹c:2›,target=/x --mount=target=/y,\\\nfrom=‹d:3› true\n")
    let model = BuildModel(source: SourceText(path: "Dockerfile", bytes: text.bytes))
    let found = model.imageReaders.filter { !$0.isBase }.map { $0.instruction.text.sourceRange(of: $0.use.range) }
    #expect(found.map(model.source.text) == ["c:2", "d:3"])
    #expect(found == text.ranges)
  }

  @Test("An undefined variable of a mount stands at its own place")
  func mountVariables() {
    let model = modelled("FROM b:1\nRUN --mount=type=cache,target=/x,id=a-$NAME true\n")
    let uses = model.stages.flatMap(\.undefinedVariables)
    #expect(uses.map { $0.instruction.text.string($0.range) } == ["$NAME"])
  }

  @Test("A heredoc that is not closed says where it opens and what it swallowed")
  func openHeredoc() {
    func fault(_ text: String) -> String {
      let model = modelled(text)
      return model.faults.map { "\(model.source.place(of: $0.range).short) \($0.message)" }.joined(separator: "\n")
    }
    #expect(
      fault("FROM a:1\nRUN cat \\\n  <<-'END' && true\nUSER root\n  END\n") == """
        3:3-3:11 the heredoc “END” that line 3 opens is not closed: everything from line 4 to the end of the file was read \
        as its body
        """)
    #expect(
      fault("FROM a:1\nCOPY << EOF /x")
        == "2:6-2:12 the heredoc “EOF” that line 2 opens is not closed: nothing follows it")
    #expect(
      fault("FROM a:1\nRUN <<A cat <<B\nA\nx\n").hasPrefix("2:13-2:16 the heredoc “B” that line 2 opens is not closed"))
    // As for BuildKit, the rest of the file is its body.
    #expect(modelled("FROM a:1\nRUN <<A\nUSER x\n").stages.first?.config.user == nil)
  }

  @Test("A base image that lacks a variable's value says which, with what the caller may do")
  func unsetVariableInFrom() {
    let help = modelled("ARG BASH\nFROM bash:$BASH\n").faults.map { $0.help ?? "" }
    #expect(help.count == 1 && help.allSatisfy { $0.hasPrefix("BASH has no value") && $0.contains("--build-arg") })
    #expect(modelled("ARG BASH\nFROM bash:$BASH\n", arguments: ["BASH": "5"]).faults.isEmpty)
    #expect(modelled("FROM bash:\n").faults.map(\.help) == [nil])
  }
}
