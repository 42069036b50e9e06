internal import ArgumentParser
internal import ImgPolicyKit

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "rules", abstract: "Lists all rules.")

  @Option(help: "What to print: \(RuleDescriptions.Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format = "text"

  func run() throws {
    do throws(RunError) {
      StandardStream.write(RuleDescriptions.list(try RuleDescriptions.Format(named: format)), to: .output)
    } catch {
      error.print()
      throw error.status.error
    }
  }
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
