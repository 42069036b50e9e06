/// What words become before a program gets them.
extension CommandCollector {
  /// A word that is never split: a value of an assignment, the target of a redirection.
  func expandToOne(_ word: ShellWord, of text: LogicalText) -> ShellCommand.Argument {
    var result = ""
    var isKnown = true
    for part in word.parts {
      let piece = value(of: part, in: text)
      result += piece.text
      isKnown = isKnown && piece.isKnown
    }
    return ShellCommand.Argument(text: result, isKnown: isKnown, source: text.sourceRange(of: word.range))
  }

  /// The arguments that a word becomes: unquoted variables are split at their blanks.
  func expand(_ word: ShellWord, of text: LogicalText) -> [ShellCommand.Argument] {
    let source = text.sourceRange(of: word.range)
    if word.parts.count == 1, case .literal(let literal) = word.parts[0].kind {
      return [ShellCommand.Argument(text: literal, isKnown: true, source: source)]
    }
    var fields: [(text: String, isKnown: Bool)] = []
    var current: (text: String, isKnown: Bool)?
    for part in word.parts {
      let piece = value(of: part, in: text)
      var pieces = [Substring(piece.text)]
      if case .parameter = part.kind, !part.isQuoted, piece.isKnown {
        pieces = piece.text.split { $0 == " " || $0 == "\t" || $0 == "\n" }
        if pieces.isEmpty { continue }
      }
      for (index, text) in pieces.enumerated() {
        if index > 0, let field = current {
          fields.append(field)
          current = nil
        }
        current = ((current?.text ?? "") + text, (current?.isKnown ?? true) && piece.isKnown)
      }
    }
    if let current { fields.append(current) }
    return fields.map { ShellCommand.Argument(text: $0.text, isKnown: $0.isKnown, source: source) }
  }

  private func value(of part: ShellWord.Part, in text: LogicalText) -> (text: String, isKnown: Bool) {
    switch part.kind {
    case .literal(let literal): return (literal, true)
    case .parameter(let name, let modifier) where modifier.isEmpty:
      if case .known(let value) = environment.value(of: name) { return (value, true) }
      return (text.string(part.range), false)
    case .parameter, .command, .process, .arithmetic: return (text.string(part.range), false)
    }
  }
}

extension Environment {
  /// This environment, in which every variable that `other` has otherwise is unknown.
  func forgetting(changesIn other: Environment) -> Environment {
    if self == other { return self }
    var result = other
    for name in other.names where value(of: name) != other.value(of: name) { result.set(name, to: .uncertain("")) }
    return result
  }
}
