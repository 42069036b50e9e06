internal import Dockerfile

extension BuildModel {
  /// A word without its quotes and escapes; nil when it holds a variable.
  func literal(_ word: Word) -> String? {
    guard let expansion = try? Environment().expand(word.text, escape: syntax.directives.escape),
      expansion.uses.isEmpty
    else { return nil }
    return expansion.text
  }
}

extension Stage {
  /// What stands in the file below the stage's FROM: without the triggers of the stage that it is built on.
  var ownInstructions: some Sequence<Instruction> {
    instructions.lazy.filter { self.wrote($0) }
  }

  /// Whether an instruction stands below the stage's own FROM.
  func wrote(_ instruction: Instruction) -> Bool { instruction.lines.lowerBound > from.lines.lowerBound }
}
