internal import ArgumentParser
internal import ImgPolicyKit

/// The command line: arguments, streams and the exit status, and nothing else.
@main
struct ImgPolicy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "imgpolicy",
    abstract: "Judges Dockerfiles and built images by one policy, with one verdict.",
    discussion: """
      Exit status: 0 nothing reaches the threshold (--fail-on), 1 something does, 2 usage or configuration error, \
      3 an input could not be read, which is never a pass.
      """,
    version: versionText,
    subcommands: [
      CheckCommand.self, InspectCommand.self, GateCommand.self, DiffCommand.self, RulesCommand.self,
      ExplainCommand.self, InitCommand.self, ParseCommand.self, SchemaCommand.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      end(with: error)
    }
  }

  /// Help and version are answers; every other error of the arguments is a usage error.
  private static func end(with error: any Error) -> Never {
    if let code = error as? ExitCode { endProcess(code.rawValue) }
    let isAnswer = exitCode(for: error) == .success
    let text = fullMessage(for: error)
    let message = Array(((MisplacedOption.message(for: text) ?? text) + "\n").utf8)
    StandardStream.write(message, to: isAnswer ? .output : .error)
    endProcess(isAnswer ? ExitStatus.pass.rawValue : ExitStatus.usage.rawValue)
  }
}
