internal import ArgumentParser
internal import ImgPolicyKit

struct SchemaCommand: ParsableCommand {
  private static let kinds = SchemaKind.allCases.map(\.rawValue).joined(separator: ", ")

  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema of a policy, a project file or a report.")

  @Argument(help: "What to describe: \(kinds).")
  var kind: String

  func run() throws {
    do throws(RunError) {
      StandardStream.write(try SchemaKind(named: kind).document, to: .output)
    } catch {
      error.print()
      throw error.status.error
    }
  }
}
