internal import ArgumentParser
internal import ImgPolicyKit

struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse", abstract: "Prints the syntax tree of a Dockerfile as JSON.")

  @Argument(help: "A Dockerfile, or - for standard input.")
  var dockerfile: String

  @Flag(help: "Print what the build model knows of each stage too.")
  var model = false

  @OptionGroup(title: "What is built") var build: BuildArguments

  @Option(
    name: .customLong("stdin-filename"), help: ArgumentHelp("What messages call standard input.", valueName: "name"))
  var standardInputName: String?

  func run() throws {
    do throws(RunError) {
      var options = RunOptions()
      build.apply(to: &options)
      options.environment = Environment.variables
      options.standardInputName = standardInputName
      StandardStream.write(try parseTree(of: dockerfile, model: model, options: options), to: .output)
    } catch {
      error.print()
      throw error.status.error
    }
  }
}
