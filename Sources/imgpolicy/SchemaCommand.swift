internal import ArgumentParser
internal import ImgPolicyKit

struct SchemaCommand: ParsableCommand {
  private static let kinds = SchemaKind.allCases.map(\.rawValue).joined(separator: ", ")

  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema of a policy, a project file or a report.")

  @Argument(help: "What to describe: \(kinds).")
  var kind: String

  func run() throws {
    guard let kind = SchemaKind(rawValue: kind) else {
      let error = RunError.usage("no schema of `\(self.kind)`: expected one of \(Self.kinds)")
      error.print()
      throw error.status.error
    }
    StandardStream.write(kind.document, to: .output)
  }
}
