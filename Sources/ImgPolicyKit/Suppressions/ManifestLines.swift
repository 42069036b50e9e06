internal import Linting
internal import Workloads

/// Which document and which blocks the lines of a YAML file belong to, by their indentation.
struct ManifestLines: Sendable {
  /// By line, from 1: the line of the block that holds it; 0 at the top of a document.
  private var parents: [Int] = [0]
  /// By line, from 1: the index of the document.
  private var documents: [Int] = [0]
  private let source: SourceText

  init(_ source: SourceText) {
    self.source = source
    let count = source.lineStarts.count
    parents.reserveCapacity(count + 1)
    documents.reserveCapacity(count + 1)
    var document = 0
    var open: [(line: Int, indent: Int)] = []
    for line in 1...count {
      if isSeparator(line) {
        document += 1
        open = []
      }
      documents.append(document)
      if let indent = Self.indent(of: content(line)) {
        while let last = open.last, last.indent >= indent { open.removeLast() }
        parents.append(open.last?.line ?? 0)
        open.append((line, indent))
      } else {
        parents.append(0)
      }
    }
  }

  /// The first line with a value below a comment, in its document.
  func code(below line: Int) -> Int? {
    var next = line + 1
    while next <= source.lineStarts.count, !isSeparator(next) {
      if Self.indent(of: content(next)) != nil { return next }
      next += 1
    }
    return nil
  }

  /// The document that begins with a line, as far as values go.
  func document(beginningWith line: Int) -> Int? {
    var above = line - 1
    while above >= 1, !isSeparator(above) {
      if Self.indent(of: content(above)) != nil { return nil }
      above -= 1
    }
    return documents.indices.contains(line) ? documents[line] : nil
  }

  /// Twice the columns before the value, and one more for an item of a list: it may stand right below its key. nil for a line
  /// without a value.
  private static func indent(of line: ArraySlice<UInt8>) -> Int? {
    guard let start = line.firstIndex(where: { !CommentScanner.isBlank($0) }), line[start] != CommentScanner.hash else {
      return nil
    }
    let isItem =
      line[start] == UInt8(ascii: "-")
      && (line.dropFirst(start - line.startIndex + 1).first.map(CommentScanner.isBlank) ?? true)
    return 2 * (start - line.startIndex) + (isItem ? 1 : 0)
  }

  private func content(_ line: Int) -> ArraySlice<UInt8> { source.bytes[source.contentRange(ofLine: line)] }

  private func isSeparator(_ line: Int) -> Bool { content(line).starts(with: "---".utf8) }
}

extension ManifestLines: SuppressionUnits {
  /// Deeper than values can be nested.
  private static let deepest = 256

  func units(at line: Int) -> [SuppressionScope.Unit] {
    guard parents.indices.contains(line) else { return [] }
    var units: [SuppressionScope.Unit] = []
    var block = line
    while block > 0, units.count < Self.deepest {
      units.append(.block(block))
      block = parents[block]
    }
    return units + [.document(documents[line])]
  }

  func laterUnit(at line: Int) -> SuppressionScope.Unit? { nil }
}
