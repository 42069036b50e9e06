internal import Linting

/// Walks what an instruction in shell form, or with a JSON array, runs: its commands in order, those of conditional branches
/// and substitutions included, and the pipelines in which they stand.
///
/// `shell` is the SHELL in effect; the text of a shell that is not of the Bourne family is left alone.
func shellCommands(
  of instruction: Instruction, source: SourceText, shell: [String]?, environment: Environment, budget: ExpansionBudget
) -> CommandCollector {
  var collector = CommandCollector(environment: environment, budget: budget)
  switch instruction.arguments {
  case .exec(let words):
    let line = words.map { word in
      ShellCommand.Argument(
        text: word.text, isKnown: true, isVerbatim: word.text.utf8.contains(where: ASCII.isExpansionMark),
        source: instruction.text.sourceRange(of: word.range))
    }
    collector.addExecForm(line)
  case .shell(let range):
    let given = shell.map { ShellState(calling: $0) } ?? .standard
    collector.heredocs = instruction.heredocs.map { heredocText($0, of: source) }
    if let heredoc = wholeScript(of: instruction, range: range) {
      let body = heredocText(heredoc, of: source)
      if let state = ShellState.running(body, given: given) { collector.addScript(body, in: state) }
    } else if let given {
      collector.addScript(instruction.text, from: range.lowerBound, in: given)
    }
  case .words, .pairs: break
  }
  return collector
}

/// The part of a path behind its last slash.
package func baseName(_ path: String) -> String {
  guard path.utf8.contains(ASCII.slash) else { return path }
  return path.split(separator: "/").last.map(String.init) ?? path
}
