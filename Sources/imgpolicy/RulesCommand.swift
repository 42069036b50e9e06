internal import ArgumentParser
internal import ImgPolicyKit

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "rules", abstract: "Lists all rules.")

  func run() { StandardStream.write(RuleDescriptions.list(), to: .output) }
}

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explains one rule: what, why, what to do, examples.")

  @Argument(help: "The name of a rule, or an alias such as DL3002.")
  var rule: String

  func run() throws {
    do throws(RunError) {
      StandardStream.write(try RuleDescriptions.explain(rule), to: .output)
    } catch {
      error.print()
      throw error.status.error
    }
  }
}
