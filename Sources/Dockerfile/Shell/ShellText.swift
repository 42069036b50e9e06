internal import Linting

/// What a RUN in shell form gives to its shell; nil for any other instruction.
///
/// A heredoc that is all of the RUN is the script itself, without the leading tabs that `<<-` takes away. Any other
/// heredoc belongs to a command of the line, so the shell reads it behind the line, with the line that ends it.
func shellText(of instruction: Instruction, source: SourceText) -> LogicalText? {
  guard case .shell(let range) = instruction.arguments else { return nil }
  if let heredoc = wholeScript(of: instruction, range: range) { return heredocText(heredoc, of: source) }
  var text = instruction.text.slice(range)
  guard let first = instruction.heredocs.first else { return text }
  text.append([ASCII.newline], standingAt: max(0, first.content.lowerBound - 1))
  text.append(first.content.lowerBound..<max(first.content.lowerBound, instruction.range.upperBound), of: source.bytes)
  return text
}

/// The heredoc that is the whole script of a RUN; nil for a RUN with anything else in its line.
func wholeScript(of instruction: Instruction, range: Range<Int>) -> Heredoc? {
  guard let heredoc = instruction.heredocs.first, instruction.heredocs.count == 1,
    instruction.text.blankSeparatedWords(in: range).withoutHeredocs.isEmpty
  else { return nil }
  return heredoc
}

/// The body of a heredoc, without the leading tabs that `<<-` takes away.
func heredocText(_ heredoc: Heredoc, of source: SourceText) -> LogicalText {
  var text = LogicalText(origin: heredoc.content.lowerBound)
  guard heredoc.chomps else {
    text.append(heredoc.content, of: source.bytes)
    return text
  }
  var start = heredoc.content.lowerBound
  while start < heredoc.content.upperBound {
    let rest = source.bytes[start..<heredoc.content.upperBound]
    let end = rest.firstIndex(of: ASCII.newline).map { $0 + 1 } ?? heredoc.content.upperBound
    text.append((rest[..<end].firstIndex { $0 != ASCII.tab } ?? end)..<end, of: source.bytes)
    start = end
  }
  return text
}
