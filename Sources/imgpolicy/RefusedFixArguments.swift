internal import ArgumentParser

/// The options of fixes, for the commands that mend nothing: who gives them there hears where they belong.
struct RefusedFixArguments: ParsableArguments {
  @Flag(help: .hidden) var fix = false
  @Flag(help: .hidden) var unsafeFixes = false
  @Flag(help: .hidden) var diff = false
  @Flag(help: .hidden) var statistics = false

  func validate() throws {
    let given = [("--fix", fix), ("--unsafe-fixes", unsafeFixes), ("--diff", diff), ("--statistics", statistics)]
    guard let name = given.first(where: \.1)?.0 else { return }
    throw ValidationError(
      "\(name) goes with `imgpolicy check` alone, which judges and mends the files that it is given")
  }
}
