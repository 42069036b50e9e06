internal import Dockerfile
internal import Images
internal import Linting
internal import Workloads

extension Launch {
  /// A file that an interpreter is to run.
  struct Script {
    /// As written.
    var name: String
    var interpreter: String
    /// Whether it is the interpreter's first word, and not one behind flags, which may be theirs.
    var standsFirst: Bool
  }

  /// What the interpreters of the command lines are to run: of each the first word that is no flag; where flags stand before
  /// it, the first that the image has.
  var scripts: [Script] {
    servers.compactMap { words in
      guard let program = words.first, Self.isInterpreter(program) else { return nil }
      let operands = words.dropFirst().filter { !$0.hasPrefix("-") }
      let standsFirst = words.dropFirst().first == operands.first
      guard let name = standsFirst ? operands.first : operands.first(where: isInImage) else { return nil }
      return Script(name: name, interpreter: baseName(program), standsFirst: standsFirst)
    }
  }

  /// The one file that the container comes to run, where a dot shows that it is a file. nil where another command may have a say.
  var script: Script? {
    guard servers.count == 1, let script = scripts.first, script.standsFirst, script.name.contains("."),
      !script.name.contains("$")
    else { return nil }
    return script
  }

  /// Whether the image has a file of a name, whatever is mounted over it.
  private func isInImage(_ name: String) -> Bool {
    absolute(name).flatMap { image?.files.entry(at: cleanPath($0)) }?.kind == .regularFile
  }

  /// Whether a program runs the files that it is given: `python3.12` as well as `python`.
  static func isInterpreter(_ program: String) -> Bool {
    let name = baseName(program)
    let end = name.lastIndex { !$0.isNumber && $0 != "." } ?? name.startIndex
    return !name.isEmpty && interpreters.contains(String(name[...end]))
  }

  private static let interpreters: Set = [
    "ash", "bash", "bun", "dash", "deno", "dotnet", "java", "node", "perl", "php", "python", "ruby", "sh",
  ]

  /// Whether what runs in front of the program may start it in another directory.
  var mayChangeDirectory: Bool {
    guard process?.words.contains(where: { baseName($0).contains("entrypoint") }) == true else { return false }
    guard let script = entrypointScript else { return true }
    return ShellCommands(script.text).all.contains { ["cd", "pushd"].contains($0.words.first) }
  }

  /// Where the manifest has a word of the process; else where it names the program.
  func range(of word: String) -> Range<Int> {
    let words = (container.command?.items ?? []) + (container.arguments?.items ?? [])
    return words.first { $0.text == word }?.range ?? programRange
  }
}
