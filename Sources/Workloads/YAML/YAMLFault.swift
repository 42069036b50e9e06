package import Linting
internal import Yams

/// Why a YAML text cannot be read, or not as it is meant.
package struct YAMLFault: Error, Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case syntax
    /// One key twice in a mapping; the range of the first, and what takes it away, where that is one small edit.
    case repeatedKey(String, again: String, first: Range<Int>, removal: Fix.Edit?)
    /// What `limit` forbids, so that a small file cannot stand for a huge one.
    case limit
  }

  package var kind: Kind
  /// What was found and what was expected, in one sentence.
  package var message: String
  /// Byte offsets in the source; nil where nobody can say.
  package var range: Range<Int>?

  package init(_ kind: Kind, _ message: String, at range: Range<Int>? = nil) {
    self.kind = kind
    self.message = message
    self.range = range
  }
}

/// Puts the errors of the YAML parser into words that say what to change.
struct YAMLFaultWords {
  let bytes: [UInt8]
  let area: Range<Int>
  let lines: YAMLLines

  func fault(for error: YamlError) -> YAMLFault {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      var lines = lines
      let offset = lines.offset(line: mark.line, column: mark.column)
      if problem.contains("max_nest_level") {
        return YAMLFault(.limit, "nested more deeply than the parser goes", at: offset..<min(bytes.count, offset + 1))
      }
      return YAMLFault(.syntax, explain(problem, at: offset), at: offset..<min(bytes.count, offset + 1))
    case .reader(let problem, _, _, _):
      let at = firstControlCharacter()
      return YAMLFault(.syntax, "invalid YAML: \(problem)", at: at.map { $0..<$0 + 1 })
    case .duplicatedKeysInMapping, .memory, .no, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      return YAMLFault(.syntax, "cannot be read as YAML")
    }
  }

  private func explain(_ problem: String, at offset: Int) -> String {
    if problem.contains("another document") {
      return "a second document begins here: expected one document in the file"
    }
    let byte = area.contains(offset) ? bytes[offset] : 0
    if byte == UInt8(ascii: "\t") { return "invalid YAML: a tab, but YAML indents by blanks only" }
    if problem.contains("alphabetic or numeric") {
      return "invalid YAML: a value that begins with `*` or `&` needs quotes"
    }
    if "@`%!|>".utf8.contains(byte) {
      return "invalid YAML: \(problem); a value that begins with `\(Character(UnicodeScalar(byte)))` needs quotes"
    }
    return "invalid YAML: \(problem)"
  }

  private func firstControlCharacter() -> Int? {
    area.first { offset in
      let byte = bytes[offset]
      return (byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D) || byte == 0x7F
    }
  }
}
