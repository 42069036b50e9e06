internal import ArgumentParser

/// Options of `check` that commands for images alone take, too, so that one list of options serves all commands: they change nothing here.
struct ImageKindOption: ParsableArguments {
  @Option(help: .hidden) var kind: String?
  @Flag(name: .customLong("no-cache"), help: .hidden) var usesNoCache = false

  func validate() throws {
    guard let kind, kind != "image" else { return }
    throw ValidationError("--kind \(kind): this command judges images; `imgpolicy check` judges sources")
  }
}
