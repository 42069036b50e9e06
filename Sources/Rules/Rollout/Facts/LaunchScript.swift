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
    /// Whether it is no value of a flag that nobody knows.
    var isSure: Bool
  }

  /// What the interpreters of the command lines are to run: behind flags that nobody knows, the first word that the image has.
  var scripts: [Script] {
    chain.steps.compactMap { words in
      guard let program = words.first, let call = InterpreterCall(words), case .file(var name) = call.subject else {
        return nil
      }
      if !call.isSure {
        guard let found = ([name] + call.arguments).first(where: isInImage) else { return nil }
        name = found
      }
      return Script(name: name, interpreter: baseName(program), isSure: call.isSure)
    }
  }

  /// The one file that the container comes to run, where a dot shows that it is a file. nil where another command may have a say.
  var script: Script? {
    guard servers.count == 1, let script = scripts.first, script.isSure, script.name.contains("."),
      !script.name.contains("$")
    else { return nil }
    return script
  }

  /// Whether the image has a file of a name, whatever is mounted over it.
  private func isInImage(_ name: String) -> Bool {
    absolute(name).flatMap { image?.files.entry(at: cleanPath($0)) }?.kind == .regularFile
  }

  /// Where the manifest has a word of the process; else where it names the program.
  func range(of word: String) -> Range<Int> {
    let words = (container.command?.items ?? []) + (container.arguments?.items ?? [])
    return words.first { $0.text == word }?.range ?? programRange
  }
}
