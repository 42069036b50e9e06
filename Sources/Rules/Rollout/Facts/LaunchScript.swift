internal import Dockerfile
internal import Linting
internal import Workloads

extension Launch {
  /// A file that an interpreter is to run.
  struct Script {
    /// As written.
    var name: String
    var interpreter: String
  }

  /// What an interpreter is to run: its first word that is no flag, where a dot shows that it is a file. nil where another
  /// command may have a say.
  var script: Script? {
    guard servers.count == 1, let words = servers.first, let program = words.first,
      Self.isInterpreter(program), let first = words.dropFirst().first, !first.hasPrefix("-"),
      first.contains("."), !first.contains("$")
    else { return nil }
    return Script(name: first, interpreter: baseName(program))
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
