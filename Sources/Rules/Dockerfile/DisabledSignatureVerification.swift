package import Dockerfile
package import Linting

/// A package manager that is told to take packages without a valid signature.
package struct DisabledSignatureVerification: Rule {
  package static let info = RuleInfo(
    name: "disabled-signature-verification",
    aliases: [
      "CKV2_DOCKER_7", "CKV2_DOCKER_8", "CKV2_DOCKER_9", "CKV2_DOCKER_10", "CKV2_DOCKER_11", "CIS-4.11",
    ],
    groups: ["security"], severity: .warning, fix: .unsafe,
    summary: "An option or setting lets a package manager install packages without a valid signature.",
    rationale: """
      The signature is all that tells the distribution's package from anybody else's: mirrors and most of the addresses behind
      them are not tested otherwise. Package files that lie in the build are excused for apk and rpm, which know no other way
      to install them.
      """,
    help: "Remove the option, and add the key of the repository.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN apt-get update && apt-get install -y ‹--allow-unauthenticated› tool
        """,
        fixed: """
          FROM debian:13-slim
          RUN apt-get update && apt-get install -y tool
          """),
      RuleInfo.Example(
        """
        FROM fedora:44
        RUN dnf install -y ‹--nogpgcheck› tool && dnf clean all
        """,
        fixed: """
          FROM fedora:44
          RUN dnf install -y tool && dnf clean all
          """),
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN echo "deb [arch=amd64 ‹trusted=yes›] https://apt.example.com stable main" > /etc/apt/sources.list.d/tool.list
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.23
        COPY tool.apk /tmp/
        RUN apk add --no-cache --allow-untrusted /tmp/tool.apk
        """)
    ],
    references: ["https://manpages.debian.org/stable/apt/apt-secure.8.en.html"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] { options(in: file) + sources(in: file) + settings(in: file) }

  /// What is written into the configuration of package managers.
  private func settings(in file: BuildModel) -> [Finding] {
    file.writtenRuns.flatMap { stage, run in
      run.commands.flatMap(SignatureSwitches.written).map { setting in
        var finding = Finding(Self.info, written(setting), at: setting.word, of: run, stage: stage, in: file)
        finding.aliases = ["CIS-4.11"]
        return finding
      }
    }
  }

  /// Sources of packages that are written with `[trusted=yes]`.
  private func sources(in file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.writtenInstructions.filter { [.run, .copy, .add].contains($0.keyword) }.flatMap { instruction in
        TrustedSources.ranges(in: instruction, of: file.source).map { range in
          var finding = Finding(
            Self.info, trusted, at: instruction.spelling.range, of: instruction, stage: stage, in: file,
            aliases: ["CIS-4.11"])
          finding.place = file.source.place(of: range)
          return finding
        }
      }
    }
  }

  private let trusted =
    "trusted=yes lets apt take packages of this source that nobody has signed, or anybody has changed"

  private func options(in file: BuildModel) -> [Finding] {
    file.writtenRuns.flatMap { stage, run in
      run.commands.flatMap { command in
        SignatureSwitches.uses(in: command).map { option, alias in
          var finding = Finding(
            Self.info, message(command, option), at: option.argument, of: run, stage: stage, in: file)
          finding.isOwn = installs(command) && !installsFiles(command)
          finding.aliases = (alias.map { [$0] } ?? []) + (finding.isOwn ? ["CIS-4.11"] : [])
          return finding.mended(by: fix(option, in: file))
        }
      }
    }
  }

  /// A switch that is a word of its own.
  private func fix(_ option: Invocation.Option, in file: BuildModel) -> Fix? {
    guard option.value == nil, option.argument.text == option.name else { return nil }
    return Fix(.unsafe, all: [file.removing(option.argument)])
  }

  /// Whether the command takes in packages: rpm may only ask for some.
  private func installs(_ command: ShellCommand) -> Bool {
    guard command.program == "rpm" else { return true }
    return command.line.has(
      "-i", "-U", "-F", "--install", "--upgrade", "--freshen", "--reinstall", "--import", "--restore")
  }

  /// Whether all that apk or rpm is to install are files of this machine.
  private func installsFiles(_ command: ShellCommand) -> Bool {
    switch command.program {
    case "apk":
      guard let operation = command.packageOperation, operation.unknownPackages.isEmpty else { return false }
      return !operation.packages.isEmpty && operation.packages.allSatisfy { $0.kind == .file }
    case "rpm":
      let files = command.line.operands
      return !files.isEmpty && files.allSatisfy { $0.isKnown && !$0.text.contains("://") }
    default: return false
    }
  }

  private func written(_ setting: WrittenSetting) -> String {
    "\(setting.text) lets the package manager take packages that nobody has signed, or anybody has changed"
  }

  private func message(_ command: ShellCommand, _ option: Invocation.Option) -> String {
    let setting = option.value.map { SignatureSwitches.isSetting($0.text) ? " \($0.text)" : "" } ?? ""
    return
      "\(option.name)\(setting) lets \(command.name.text) take packages that nobody has signed, or anybody has changed"
  }
}
