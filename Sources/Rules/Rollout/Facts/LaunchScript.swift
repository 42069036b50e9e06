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
      Self.interpreters.contains(baseName(program)), let first = words.dropFirst().first, !first.hasPrefix("-"),
      first.contains("."), !first.contains("$")
    else { return nil }
    return Script(name: first, interpreter: baseName(program))
  }

  private static let interpreters: Set = [
    "node", "python", "python3", "ruby", "php", "perl", "deno", "bun", "sh", "bash",
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
