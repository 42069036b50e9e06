/// What words become before a program gets them.
extension ShellVariables {
  /// A word that is never split: a value of an assignment, the target of a redirection.
  mutating func expandToOne(_ word: ShellWord, of text: LogicalText) -> ShellCommand.Argument {
    var result = ""
    var isKnown = true
    for part in word.parts {
      let piece = value(of: part, in: text)
      result += piece.text
      isKnown = isKnown && piece.isKnown
    }
    return ShellCommand.Argument(text: result, isKnown: isKnown, source: text.sourceRange(of: word.range))
  }

  /// Appends the arguments that a word becomes: unquoted variables are split at their blanks.
  mutating func expand(_ word: ShellWord, of text: LogicalText, into arguments: inout [ShellCommand.Argument]) {
    let source = text.sourceRange(of: word.range)
    if let literal = word.literalRange {
      let isVerbatim = word.isQuoted && text.bytes[literal].contains(where: ASCII.isExpansionMark)
      arguments.append(
        ShellCommand.Argument(text: text.string(literal), isKnown: true, isVerbatim: isVerbatim, source: source))
      return
    }
    var argument = ArgumentInMaking()
    for part in word.parts {
      let piece = value(of: part, in: text)
      guard case .parameter = part.kind, !part.isQuoted, piece.isKnown else {
        argument.append(piece.text, isKnown: piece.isKnown, isQuoted: part.isQuoted)
        continue
      }
      let fields = piece.text.utf8.split { $0 == ASCII.space || $0 == ASCII.tab || $0 == ASCII.newline }
      guard budget.payBytes(fields.count * MemoryLayout<ShellCommand.Argument>.stride) else {
        argument.append(text.string(part.range), isKnown: false, isQuoted: false)
        continue
      }
      for (index, field) in fields.enumerated() {
        if index > 0 { argument.finish(source, into: &arguments) }
        argument.append(String(Substring(field)), isKnown: true, isQuoted: false)
      }
    }
    argument.finish(source, into: &arguments)
  }

  /// No path, and no list of packages that a person writes, is longer.
  private static let longestValue = 4096

  private mutating func value(of part: ShellWord.Part, in text: LogicalText) -> (text: String, isKnown: Bool) {
    switch part.kind {
    case .literal: return (text.string(part.range), true)
    case .parameter(let name, hasModifier: false, _):
      if case .known(let value) = value(of: text.string(name)), value.utf8.count <= Self.longestValue,
        budget.payBytes(value.utf8.count)
      {
        return (value, true)
      }
      return (text.string(part.range), false)
    case .parameter, .command, .process, .arithmetic, .array: return (text.string(part.range), false)
    }
  }
}

/// An argument that pieces are added to, in place.
private struct ArgumentInMaking {
  private var text = ""
  private var isKnown = true
  private var isVerbatim = false
  private var isBegun = false

  mutating func append(_ piece: String, isKnown: Bool, isQuoted: Bool) {
    text += piece
    self.isKnown = self.isKnown && isKnown
    // What is not known stands there as written, its own dollar among it.
    if isQuoted, isKnown, piece.utf8.contains(where: ASCII.isExpansionMark) { isVerbatim = true }
    isBegun = true
  }

  /// Adds it to the arguments, unless nothing has been appended, and begins the next.
  mutating func finish(_ source: Range<Int>, into arguments: inout [ShellCommand.Argument]) {
    if isBegun {
      arguments.append(
        ShellCommand.Argument(text: text, isKnown: isKnown, isVerbatim: isVerbatim, source: source))
    }
    self = ArgumentInMaking()
  }
}
