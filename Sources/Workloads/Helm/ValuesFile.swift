package import Linting

/// A file of Helm values as it was read, on its own.
package struct ValuesFile: Sendable {
  package let source: SourceText
  /// Whether it lies among the sources that everybody reads: git does not ignore it.
  package let isCommitted: Bool
  /// The mapping that it is; nil for an empty file, and for one that cannot be read.
  package private(set) var root: YAMLNode?
  /// What is wrong with the YAML, in the order of the text.
  package private(set) var faults: [YAMLFault] = []
  /// Why the file is not judged: it is beyond a limit.
  package private(set) var refusal: YAMLFault?

  package init(_ source: SourceText, isCommitted: Bool = true) {
    self.source = source
    self.isCommitted = isCommitted
    let documents = SplitDocuments.documents(of: source).map(\.range).filter(hasContent)
    guard let first = documents.first else { return }
    do throws(YAMLFault) {
      let outcome = try ComposeYAML.document(in: source, area: first, as: .manifest(bytes: first.count))
      faults = outcome.faults
      take(outcome.root)
    } catch {
      if error.kind == .limit { refusal = error } else { faults.append(error) }
    }
    if let second = documents.dropFirst().first {
      faults.append(YAMLFault(.syntax, unreadDocument(), at: second.lowerBound..<second.lowerBound + 1))
    }
  }

  /// Whether its values are known.
  package var isReadable: Bool { refusal == nil && !faults.contains { $0.kind == .syntax } }

  private mutating func take(_ node: YAMLNode?) {
    guard let node, !node.isNull else { return }
    if case .mapping = node.content {
      root = node
    } else {
      faults.append(YAMLFault(.syntax, "Helm values are a mapping of keys to values, and this is none", at: node.spot))
    }
  }

  /// Whether anything stands in a document but comments.
  private func hasContent(_ document: Range<Int>) -> Bool {
    source.bytes[document].split(separator: UInt8(ascii: "\n")).contains { line in
      let text = line.first { $0 != UInt8(ascii: " ") && !(0x09...0x0D).contains($0) }
      return text.map { $0 != UInt8(ascii: "#") } ?? false
    }
  }
}

private func unreadDocument() -> String {
  "Helm reads the first document of a values file alone: what stands from here on has no effect"
}
