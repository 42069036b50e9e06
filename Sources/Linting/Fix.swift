/// A change of the source that removes a finding.
package struct Fix: Sendable, Hashable {
  /// Who may apply the fix.
  package enum Applicability: String, Sendable {
    /// The built image and its cache behaviour stay as the author asked for them.
    case safe
    /// A person should look at the result.
    case unsafe
    /// Shown only, never applied.
    case display
  }

  /// One replacement: the text at `place` becomes `text`.
  package struct Edit: Sendable, Hashable {
    package var place: Place
    package var text: String

    package init(place: Place, text: String) {
      self.place = place
      self.text = text
    }
  }

  package var applicability: Applicability
  package var edits: [Edit]

  package init(_ applicability: Applicability, edits: [Edit]) {
    self.applicability = applicability
    self.edits = edits
  }
}

extension Fix {
  /// A fix of these edits; nil where one of them cannot be made, because half a fix is none.
  package init?(_ applicability: Applicability, all edits: [Edit?]) {
    let possible = edits.compactMap { $0 }
    guard !possible.isEmpty, possible.count == edits.count else { return nil }
    self.init(applicability, edits: possible)
  }
}

extension SourceText {
  /// The exact place of a byte range, line ends included, for an edit. The end of a text that ends with a line end is the
  /// start of the line behind it.
  package func editPlace(of range: Range<Int>) -> Place {
    let (start, end) = (position(of: range.lowerBound), position(of: range.upperBound))
    return Place(line: start.line, column: start.column, endLine: end.line, endColumn: end.column)
  }

  private func position(of offset: Int) -> (line: Int, column: Int) {
    if offset == bytes.count, bytes.last == UInt8(ascii: "\n") { return (lineStarts.count + 1, 1) }
    let line = line(at: offset)
    return (line, offset - lineStarts[line - 1] + 1)
  }

  /// The byte range of a place; nil for one outside of the text.
  package func range(of place: Place) -> Range<Int>? {
    guard let start = offset(place.line, place.column), let end = offset(place.endLine, place.endColumn), start <= end
    else { return nil }
    return start..<end
  }

  private func offset(_ line: Int, _ column: Int) -> Int? {
    guard line >= 1, column >= 1, line <= lineStarts.count else {
      return line == lineStarts.count + 1 && column == 1 ? bytes.count : nil
    }
    let offset = lineStarts[line - 1] + column - 1
    return offset <= bytes.count ? offset : nil
  }

  /// The text after edits that do not overlap; nil when one of them is outside of the text, or two overlap.
  package func applying(_ edits: [Fix.Edit]) -> SourceText? {
    var changes: [(range: Range<Int>, text: String)] = []
    for edit in edits {
      guard let range = range(of: edit.place) else { return nil }
      changes.append((range, edit.text))
    }
    changes.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var end = 0
    for (range, text) in changes {
      guard range.lowerBound >= end else { return nil }
      result += bytes[end..<range.lowerBound]
      result += Array(text.utf8)
      end = range.upperBound
    }
    return SourceText(path: path, bytes: result + bytes[end...])
  }
}

/// A part of what a Dockerfile builds, as far as fixes may change it.
package enum BuildAspect: String, Sendable, CaseIterable {
  /// The texts of RUN.
  case commands
  /// What COPY and ADD bring, and which of the two does.
  case copies
  case labels
  case platforms
  case stageNames
  /// All else: bases, variables, user, directory, ports, volumes, commands of the container.
  case configuration
}
