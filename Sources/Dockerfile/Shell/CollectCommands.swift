internal import Linting

/// The commands that a RUN starts, in order, those of conditional branches and substitutions included, and the pipelines
/// in which they stand.
///
/// `shell` is the SHELL in effect; the text of a shell that is not of the Bourne family is left alone.
func shellCommands(
  of instruction: Instruction, source: SourceText, shell: [String]?, environment: Environment
) -> (commands: [ShellCommand], pipelines: [CommandPipeline]) {
  var collector = CommandCollector(environment: environment)
  switch instruction.arguments {
  case .exec(let words):
    let line = words.map { word in
      ShellCommand.Argument(text: word.text, isKnown: true, source: instruction.text.sourceRange(of: word.range))
    }
    collector.addExecForm(line)
  case .shell(let range):
    let given = shell.map { ShellState(calling: $0) } ?? .standard
    collector.heredocs = instruction.heredocs.map { heredocText($0, of: source) }
    if let body = wholeScript(of: instruction, range: range, source: source) {
      if let state = shebangShell(of: body, given: given) { collector.addScript(body, in: state) }
    } else if let given {
      collector.addScript(instruction.text, from: range.lowerBound, in: given)
    }
  case .words, .pairs: break
  }
  return (collector.commands, collector.pipelines)
}

/// The part of a path behind its last slash.
func baseName(_ path: String) -> String {
  guard path.utf8.contains(ASCII.slash) else { return path }
  return path.split(separator: "/").last.map(String.init) ?? path
}

private func heredocText(_ heredoc: Heredoc, of source: SourceText) -> LogicalText {
  var text = LogicalText(origin: heredoc.content.lowerBound)
  text.append(heredoc.content, of: source.bytes)
  return text
}

/// The script of a RUN that is nothing but one heredoc; nil for any other RUN.
private func wholeScript(of instruction: Instruction, range: Range<Int>, source: SourceText) -> LogicalText? {
  guard let heredoc = instruction.heredocs.first, instruction.heredocs.count == 1,
    instruction.text.blankSeparatedWords(in: range).withoutHeredocs.isEmpty
  else { return nil }
  return heredocText(heredoc, of: source)
}

/// The shell that runs a heredoc: the one that its first line names, or else the given one; nil for another interpreter.
private func shebangShell(of text: LogicalText, given: ShellState?) -> ShellState? {
  guard text.bytes.starts(with: "#!".utf8) else { return given }
  let line = String(decoding: text.bytes.prefix { $0 != ASCII.newline }.dropFirst(2), as: UTF8.self)
  return ShellState(calling: line.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init))
}
