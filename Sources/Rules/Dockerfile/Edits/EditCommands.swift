internal import Dockerfile
internal import Linting

/// Edits of the chain of commands that a RUN in shell form is.
extension BuildModel {
  /// Adds a command at the end of a RUN, behind `&&`, in the style of its lines. nil unless the RUN is a plain chain whose last
  /// command is reached only when all went well.
  func appending(_ command: String, to run: Run) -> Fix.Edit? {
    guard run.isPlainChain, let last = run.commands.last, case .shell(let range) = run.instruction.arguments,
      !last.endsScript, let end = end(of: range, in: run.instruction),
      last.end == end
    else { return nil }
    let text = chainStyle(of: run.instruction, to: end).joint(command, escape: syntax.directives.escape)
    return inserting(text, at: end)
  }

  /// Puts a command before all others of a RUN.
  func prepending(_ command: String, to run: Run) -> Fix.Edit? {
    guard case .shell(let range) = run.instruction.arguments, run.instruction.heredocs.isEmpty, !range.isEmpty,
      end(of: range, in: run.instruction) != nil
    else { return nil }
    return inserting("\(command) && ", at: run.instruction.text.sourceOffset(of: range.lowerBound))
  }

  /// Takes a command out of a plain chain, with the `&&` that joins it to the one before, or to the one behind. nil for one that
  /// is not joined so, or when a comment would go with it.
  func removing(commandAt index: Int, ofPlainChain run: Run) -> Fix.Edit? {
    guard run.commands.indices.contains(index) else { return nil }
    let command = run.commands[index]
    guard command.position.parts == 1, run.isAtTop(command), command.assignments.isEmpty else { return nil }
    let range: Range<Int>
    if index > 0, run.isAtTop(run.commands[index - 1]), run.separator(of: run.commands[index - 1]) == .and {
      range = min(run.commands[index - 1].end, command.end)..<command.end
    } else if index == 0, run.commands.count > 1, run.isAtTop(run.commands[1]), run.commands[1].assignments.isEmpty,
      run.separator(of: command) == .and
    {
      range = command.source.lowerBound..<max(command.source.lowerBound, run.commands[1].source.lowerBound)
    } else {
      return nil
    }
    guard !range.isEmpty, range.upperBound <= source.bytes.count, !holdsComment(range) else { return nil }
    return removing(range)
  }

  /// Joins a RUN with the one before it: `&&` takes the place of the keyword. nil unless both are plain chains with nothing but
  /// comments and blank lines between them; blank lines go, because none may stand in an instruction.
  func joining(_ second: Run, to first: Run) -> [Fix.Edit]? {
    guard first.isPlainChain, second.isPlainChain, !first.looksLikeArray, !second.looksLikeArray,
      case .shell(let head) = first.instruction.arguments,
      case .shell(let tail) = second.instruction.arguments, let end = end(of: head, in: first.instruction),
      first.commands.last?.end == end, self.end(of: tail, in: second.instruction) != nil,
      source.line(at: max(0, end - 1)) == first.instruction.lines.upperBound,
      first.instruction.lines.upperBound < second.instruction.lines.lowerBound
    else { return nil }
    let start = second.instruction.text.sourceRange(of: second.instruction.spelling.range).lowerBound
    let command = second.instruction.text.sourceOffset(of: tail.lowerBound)
    let between = first.instruction.lines.upperBound + 1..<second.instruction.lines.lowerBound
    let blankLines = between.filter { source.bytes[source.contentRange(ofLine: $0)].allSatisfy { $0.isBlank } }
    guard start < command, source.line(at: start) == source.line(at: command) else { return nil }
    let escape = String(Unicode.Scalar(syntax.directives.escape))
    let indentation = chainStyle(of: first.instruction, to: end).indentation
    return [inserting(" \(escape)", at: end)] + blankLines.map { removing(wholeLine($0)) }
      + [replacing(start..<command, with: "\(indentation)&& ")]
  }

  /// Where the shell text of an instruction ends in the file, when a word may be put there: it is written in the file, and its
  /// last byte is no mark that the next line follows.
  private func end(of range: Range<Int>, in instruction: Instruction) -> Int? {
    guard !range.isEmpty, instruction.heredocs.isEmpty,
      let last = written(range.upperBound - 1..<range.upperBound, in: instruction),
      instruction.range.contains(last.lowerBound), source.bytes[last.lowerBound] != syntax.directives.escape
    else { return nil }
    return last.upperBound
  }

  /// Whether a line that begins in a range is a comment.
  func holdsComment(_ range: Range<Int>) -> Bool {
    let lines = source.line(at: range.lowerBound)...source.line(at: range.upperBound)
    return lines.dropFirst().contains { line in
      source.bytes[source.contentRange(ofLine: line)].first { !$0.isBlank } == UInt8(ascii: "#")
    }
  }

  // MARK: Style

  /// How the commands of a RUN stand: what its author would write to add one.
  private struct ChainStyle {
    enum Joint { case sameLine, leading, trailing }

    var joint: Joint
    var indentation: String
    var lineEnd: String

    func joint(_ command: String, escape: UInt8) -> String {
      let mark = "\(Unicode.Scalar(escape))\(lineEnd)\(indentation)"
      return switch joint {
      case .sameLine: " && \(command)"
      case .leading: " \(mark)&& \(command)"
      case .trailing: " && \(mark)\(command)"
      }
    }
  }

  private static let usualIndentation = "    "

  private func chainStyle(of instruction: Instruction, to end: Int) -> ChainStyle {
    let first = instruction.lines.lowerBound
    let last = source.line(at: max(0, end - 1))
    var style = ChainStyle(
      joint: first == last ? .sameLine : .leading, indentation: Self.usualIndentation,
      lineEnd: lineEnd(at: instruction.range.lowerBound))
    guard first < last else { return style }
    let lines = (first + 1...last).filter { line in
      let start = source.bytes[source.contentRange(ofLine: line)].first { !$0.isBlank }
      return start != nil && start != UInt8(ascii: "#")
    }
    if let next = lines.first { style.indentation = indentation(ofLine: next) }
    for (line, before) in zip(lines, [first] + lines) {
      let content = source.bytes[source.contentRange(ofLine: line)].drop { $0.isBlank }
      if content.starts(with: "&&".utf8) {
        style.joint = .leading
        style.indentation = indentation(ofLine: line)
      } else if endsWithJoint(before) {
        style.joint = .trailing
        style.indentation = indentation(ofLine: line)
      }
    }
    return style
  }

  /// Whether `&&` is the last of a line before the mark that the next one follows.
  private func endsWithJoint(_ line: Int) -> Bool {
    let content = source.bytes[source.contentRange(ofLine: line)]
    let text = content[..<content.blanksAtEnd].dropLast()
    return text[..<text.blanksAtEnd].suffix(2).elementsEqual("&&".utf8)
  }
}

extension Run {
  /// Whether its text is one list of commands, of which the next runs only after the one before, in a shell that is known to
  /// understand `&&`; none in the background, no alternatives, no here-documents.
  var isPlainChain: Bool {
    guard instruction.heredocs.isEmpty, unread == nil, let last = commands.last, last.shell.dialect != nil,
      isAtTop(last), separator(of: last) == .end
    else { return false }
    return pipelines.allSatisfy { pipeline in
      pipeline.outer != nil || [.and, .sequence, .end].contains(pipeline.separator)
    }
  }

  /// Whether its text begins as a JSON array does, which the shell takes for a test.
  var looksLikeArray: Bool {
    guard case .shell(let range) = instruction.arguments else { return false }
    return instruction.text.bytes[range].first == UInt8(ascii: "[")
  }

  /// Whether a command stands in the list that is the RUN itself.
  func isAtTop(_ command: ShellCommand) -> Bool {
    pipelines.indices.contains(command.position.pipeline)
      && pipelines[command.position.pipeline].enclosure == .run
  }

  /// What stands behind the pipeline of a command.
  func separator(of command: ShellCommand) -> ShellList.Separator? {
    pipelines.indices.contains(command.position.pipeline) ? pipelines[command.position.pipeline].separator : nil
  }
}

extension ShellCommand {
  /// Where it ends in the file, its redirections included.
  var end: Int { redirections.reduce(source.upperBound) { max($0, $1.target.source.upperBound) } }

  /// Whether nothing behind it is run.
  var endsScript: Bool { ([name] + wrappers).contains { ["exec", "exit", "return"].contains($0.text) } }

  /// Whether nothing starts it in surroundings of its own, so that another command works where it does.
  var startsPlainly: Bool { wrappers.allSatisfy { Self.plainStarters.contains($0.text) } }

  private static let plainStarters: Set = [
    "env", "nice", "ionice", "time", "timeout", "command", "eatmydata", "stdbuf",
  ]
}
