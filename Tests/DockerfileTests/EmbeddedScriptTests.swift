import Dockerfile
import Linting
import Testing

/// What an analyser of shell scripts gets of a Dockerfile.
@Suite struct EmbeddedScriptTests {
  private func scripts(_ text: String) -> [EmbeddedScript] { modelled(text).embeddedScripts }

  private func text(_ script: EmbeddedScript) -> String { script.text.string(0..<script.text.count) }

  @Test("The text is what the shell gets: lines joined, comments gone, heredocs whole")
  func texts() {
    let scripts = scripts(
      """
      FROM alpine:3.20
      RUN --mount=type=cache,target=/x one && \\
          # a comment
          two
      RUN ["exec", "form"]
      RUN <<EOF
      three
      \tfour
      EOF
      RUN <<-"EOF"
      \t\tfive
      \tEOF
      RUN cat <<A - <<-B > /f
      $six
      A
      \tseven
      \tB
      ONBUILD RUN eight
      CMD nine
      HEALTHCHECK CMD ten
      ENTRYPOINT eleven
      """)
    #expect(
      scripts.map(text) == [
        "one &&     two", "three\n\tfour\n", "five\n", "cat <<A - <<-B > /f\n$six\nA\n\tseven\n\tB\n", "eight",
      ])
  }

  @Test("Each byte of a text stands where it came from")
  func places() {
    let model = modelled("FROM a:1\nRUN é \\\n # no\n\tb <<E\nc\nE\nRUN <<-E\n\t\td\n\t\té\n\tE\n")
    for script in model.embeddedScripts {
      for offset in 0..<script.text.count {
        #expect(model.source.bytes[script.text.sourceOffset(of: offset)] == script.text.bytes[offset])
      }
    }
  }

  @Test(
    "The dialect is that of the shell in effect, or of the script's own first line",
    arguments: [
      ("RUN a", "sh"), ("SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nENV A=1\nARG b\nRUN a", "bash"),
      ("SHELL [\"/bin/bash\", \"-euxo\", \"pipefail\", \"-c\"]\nRUN a", "bash -e"),
      ("SHELL [\"ash\", \"-o\", \"errexit\", \"-c\"]\nRUN a", "ash -e"),
      ("SHELL [\"/usr/bin/env\", \"-S\", \"A=1\", \"ksh93\", \"-c\"]\nRUN a", "ksh"),
      ("SHELL [\"/bin/busybox\", \"sh\", \"-c\"]\nRUN a", "ash"), ("SHELL [\"pwsh\", \"-Command\"]\nRUN a", ""),
      ("SHELL [\"cmd\", \"/S\", \"/C\"]\nRUN a", ""), ("SHELL [\"/bin/zsh\", \"-c\"]\nRUN a", "zsh"),
      ("SHELL [\"/usr/bin/fish\", \"-c\"]\nRUN a", ""), ("RUN <<E\n#!/bin/bash\na\nE", "bash"),
      ("RUN <<E\n#! /usr/bin/env -S bash -e\na\nE", "bash -e"), ("RUN <<E\n#!/usr/bin/python3\na\nE", ""),
      ("SHELL [\"/bin/bash\", \"-c\"]\nFROM alpine:3\nRUN a", "sh"),
      ("SHELL [\"/bin/bash\", \"-c\"]\nFROM x\nRUN a", "bash"),
      ("FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN a", ""),
      ("FROM --platform=windows/amd64 app:1\nRUN a", ""),
      ("FROM app:1-nanoserver\nSHELL [\"bash\", \"-c\"]\nRUN a", "bash"),
    ])
  func dialects(_ text: String, _ expected: String) {
    let scripts = scripts("FROM debian:12 AS x\n" + text + "\n")
    let found = scripts.last.map { $0.dialect.rawValue + ($0.endsAtFailure ? " -e" : "") }
    #expect(found ?? "" == expected)
  }

  @Test(
    "A comment that names the shell gives the dialect up to the next SHELL; the script's own first line beats it",
    arguments: [
      ([:], "sh bash ash ash sh"), ([1: "/bin/ksh"], "ksh bash ash ash ksh"),
      ([3: "/bin/ksh"], "ksh bash ash ash sh"), ([5: "zsh"], "sh bash ash zsh sh"), ([1: "pwsh"], "bash ash ash"),
    ])
  func hints(_ programs: [Int: String], _ expected: String) {
    let parts = [
      "#", "FROM a:1", "#", "RUN a\nRUN <<E\n#!/bin/bash\nE\nSHELL [\"ash\", \"-c\"]\nRUN b", "#", "ONBUILD RUN c",
      "FROM b:1", "RUN d",
    ]
    var line = 1
    var hints: [BuildOptions.ShellHint] = []
    for (index, part) in parts.enumerated() {
      if let program = programs[index + 1] { hints.append(BuildOptions.ShellHint(line: line, program: program)) }
      line += part.split(separator: "\n").count
    }
    let source = SourceText(path: "Dockerfile", text: parts.joined(separator: "\n"))
    let scripts = BuildModel(source: source, options: BuildOptions(shellHints: hints)).embeddedScripts
    #expect(scripts.map(\.dialect.rawValue).joined(separator: " ") == expected)
  }

  @Test("A file for Windows by its escape character has no scripts")
  func windowsEscape() { #expect(scripts("# escape=`\nFROM a:1\nRUN dir\n").isEmpty) }

  @Test("The variables are those that the build gives the script and that it mentions")
  func variables() {
    let scripts = scripts(
      """
      ARG global=1
      FROM alpine:3.20 AS base
      ARG early
      ENV one=1 two=2
      RUN $early $one $late $global $http_proxy $none ${two:-x}
      ARG late
      ONBUILD ARG trigger
      ONBUILD RUN $trigger $late
      FROM base
      RUN --mount=type=secret,id=a,env=token $token $one $late $trigger
      RUN $token
      FROM alpine:3.20
      RUN $one
      """)
    #expect(
      scripts.map(\.variables) == [
        ["early", "http_proxy", "one", "two"], ["late", "trigger"], ["late", "one", "token", "trigger"], [], [],
      ])
    #expect(scripts.map(\.stage) == ["base", "base", "1", "1", "2"])
  }

  @Test("A known base image gives its shell and variables; its triggers are in no line of the file")
  func baseImage() {
    var facts = BaseImageFacts(platform: nil)
    facts.shell = ["/bin/bash", "-ec"]
    facts.environment = [BaseImageFacts.Variable(name: "from_base", value: "1")]
    facts.triggers = ["RUN trigger", "ARG from_trigger"]
    let source = SourceText(
      path: "Dockerfile", text: "FROM base:1 AS a\nRUN $from_base $from_trigger $none\nFROM a\nRUN $from_base\n")
    let options = BuildOptions(bases: ["docker.io/library/base:1": BaseImage(path: "base.tar", variants: [facts])])
    let scripts = BuildModel(source: source, options: options).embeddedScripts
    #expect(scripts.map(text) == ["$from_base $from_trigger $none", "$from_base"])
    #expect(scripts.map(\.variables) == [["from_base", "from_trigger"], ["from_base"]])
    #expect(scripts.allSatisfy { $0.dialect == .bash && $0.endsAtFailure })
  }
}
