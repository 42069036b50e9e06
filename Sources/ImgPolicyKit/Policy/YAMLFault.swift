internal import Linting
internal import Yams

/// Puts the errors of the YAML parser into words that say what to change.
struct YAMLFault {
  let source: SourceText

  func words(for error: YamlError) -> PolicyError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let place = place(of: mark)
      return PolicyError(source.path, at: place, explain(problem, at: place))
    case .duplicatedKeysInMapping(let keys, let context):
      return duplicate(keys.first ?? "", first: context.mark)
    case .reader(let problem, _, _, _):
      return PolicyError(source.path, at: firstControlCharacter(), "invalid YAML: \(problem)")
    case .memory, .no, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      return PolicyError(source.path, "cannot be read as YAML")
    }
  }

  private func place(of mark: Mark) -> Place {
    var columns = LineColumns()
    let column = columns.byteColumn(of: mark.column, inLine: mark.line, of: source)
    return Place(line: mark.line, column: column, endLine: mark.line, endColumn: column + 1)
  }

  private func explain(_ problem: String, at place: Place) -> String {
    if problem.contains("another document") {
      return "a second document begins here: expected one document in the file"
    }
    let line = Array(source.text(ofLine: place.line).utf8)
    let byte = line.indices.contains(place.column - 1) ? line[place.column - 1] : 0
    if byte == UInt8(ascii: "\t") { return "invalid YAML: a tab, but YAML indents by blanks only" }
    if problem.contains("alphabetic or numeric") {
      return "invalid YAML: a value that begins with `*` or `&` needs quotes"
    }
    if "@`%!|>".utf8.contains(byte) {
      return "invalid YAML: \(problem); a value that begins with `\(Character(UnicodeScalar(byte)))` needs quotes"
    }
    return "invalid YAML: \(problem)"
  }

  /// The parser names the first of the equal keys; a person wants the one that is too many.
  private func duplicate(_ key: String, first mark: Mark) -> PolicyError {
    let first = place(of: mark)
    let spellings = ["\(key):", "\"\(key)\":", "'\(key)':"].map { Array($0.utf8) }
    let later = (first.line + 1..<max(first.line + 1, source.lineStarts.count + 1)).first { line in
      let rest = source.text(ofLine: line).utf8.dropFirst(first.column - 1)
      let indent = source.text(ofLine: line).utf8.prefix(first.column - 1)
      return indent.allSatisfy { $0 == UInt8(ascii: " ") } && spellings.contains { rest.starts(with: $0) }
    }
    guard let later else { return PolicyError(source.path, at: first, "the key `\(key)` stands twice in one mapping") }
    let width = first.endColumn - first.column
    let place = Place(line: later, column: first.column, endLine: later, endColumn: first.column + width)
    return PolicyError(source.path, at: place, "the key `\(key)` stands twice: first on line \(first.line)")
  }

  private func firstControlCharacter() -> Place? {
    let isControl = { (byte: UInt8) in (byte < 0x20 && ![0x09, 0x0A, 0x0D].contains(byte)) || byte == 0x7F }
    return source.bytes.firstIndex(where: isControl).map { source.place(of: $0..<$0 + 1) }
  }
}
