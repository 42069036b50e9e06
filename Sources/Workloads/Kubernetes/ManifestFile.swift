package import Linting

/// A file of Kubernetes manifests as it was read, on its own.
package struct ManifestFile: Sendable {
  /// A document that is not empty.
  package struct Document: Sendable {
    /// Byte offsets in the source.
    package var range: Range<Int>
    /// nil where the text cannot be read.
    package var root: YAMLNode?
  }

  /// At most so many documents are read.
  package static let documentLimit = 20_000

  package let source: SourceText
  /// Whether it is a file that is kept in source: neither what a program has just written to standard input nor what git ignores.
  package let isStored: Bool
  package private(set) var documents: [Document] = []
  /// The objects of all documents, those of Lists one by one.
  package private(set) var objects: [KubernetesObject] = []
  /// The numbers of the objects, by where these begin: what an alias means stands elsewhere than in the order of the documents.
  private var places: [Int] = []
  /// The objects once more, as what they are.
  package private(set) var workloads: [Workload] = []
  package private(set) var services: [Service] = []
  package private(set) var configs: [ConfigObject] = []
  /// What is wrong with the YAML, in the order of the text.
  package private(set) var faults: [YAMLFault] = []
  /// Where each document begins that is no object, because it names no apiVersion or no kind.
  package private(set) var strangers: [Int] = []
  /// Whether a document could not be read at all.
  package var hasUnreadDocument: Bool { documents.contains { $0.root == nil } }
  /// How many documents and objects of it nobody can make anything of.
  package var unreadParts: Int { documents.count { $0.root == nil } + strangers.count }
  /// Why the file is not judged: it is a template that nobody has rendered, or beyond a limit.
  package private(set) var refusal: YAMLFault?

  package init(_ source: SourceText, isStored: Bool = true) {
    self.source = source
    self.isStored = isStored
    if let at = TemplateMarks.firstMark(in: source) {
      refusal = YAMLFault(.syntax, unrendered(source.line(at: at.lowerBound)), at: at)
      return
    }
    let parts = SplitDocuments.documents(of: source)
    guard parts.count <= Self.documentLimit else {
      refusal = YAMLFault(.limit, "more than \(Self.documentLimit) documents in one file: split it")
      return
    }
    for part in parts where refusal == nil { read(part) }
    places = objects.indices.sorted { objects[$0].node.range.lowerBound < objects[$1].node.range.lowerBound }
    if refusal == nil, documents.isEmpty, faults.isEmpty {
      refusal = YAMLFault(.syntax, "there is no Kubernetes object in it: expected a document with apiVersion and kind")
    }
  }

  private mutating func read(_ part: SplitDocuments.Document) {
    if let stray = part.strayText {
      faults.append(
        YAMLFault(.syntax, "text behind `---` on its line: Kubernetes refuses it, put it on the next line", at: stray))
    }
    do throws(YAMLFault) {
      if let directive = YAMLDirective.refused(in: source, part.range) {
        throw YAMLFault(.syntax, "Kubernetes and Helm read YAML 1.1 alone: remove the directive", at: directive)
      }
      let outcome = try ComposeYAML.document(
        in: source, area: part.range, as: .manifest(bytes: part.range.count))
      faults += outcome.faults
      guard let root = outcome.root, !root.isNull else { return }
      documents.append(Document(range: part.range, root: root))
      collect(root, template: HelmSource.template(in: source, part.range), depth: 0)
    } catch {
      if error.kind == .limit {
        refusal = error
      } else {
        faults.append(error)
        documents.append(Document(range: part.range, root: nil))
      }
    }
  }

  /// - Parameter list: the kind of list that it is an item of: `PodList` says of its items what they are.
  private mutating func collect(_ node: YAMLNode, template: String?, in list: KubernetesObject? = nil, depth: Int) {
    guard let object = KubernetesObject(node, source: source, template: template, in: list) else {
      strangers.append(node.range.lowerBound)
      return
    }
    if object.kind.hasSuffix("List"), case .sequence(let items)? = node["items"]?.content, depth < 4 {
      for item in items { collect(item, template: template, in: object, depth: depth + 1) }
    } else {
      objects.append(object)
      if let workload = Workload(object) { workloads.append(workload) }
      if let service = Service(object) { services.append(service) }
      if let config = ConfigObject(object) { configs.append(config) }
    }
  }
}

extension ManifestFile {
  /// The object that a place of the file is in; nil for what is outside of all.
  package func object(at place: Place?) -> KubernetesObject? {
    guard let offset = place.flatMap({ source.range(of: $0) })?.lowerBound else { return nil }
    let count = places.partitioned { objects[$0].node.range.lowerBound <= offset }
    guard let last = places.prefix(count).last, objects[last].node.range.contains(offset) else { return nil }
    return objects[last]
  }

  /// The finding with the template that Helm made its object from, where it says so.
  package func naming(templateOf finding: Finding) -> Finding {
    guard let template = object(at: finding.place)?.template else { return finding }
    var named = finding
    named.notes.append(Finding.Note("Helm made it from \(template)"))
    return named
  }
}

/// `# Source: todo/templates/web.yaml`: what Helm writes above each object.
enum HelmSource {
  private static let mark = Array("# Source: ".utf8)

  static func template(in source: SourceText, _ document: Range<Int>) -> String? {
    let head = source.bytes[document].prefix(1024)
    for line in head.split(separator: UInt8(ascii: "\n")).prefix(3) where line.starts(with: mark) {
      let name = line.dropFirst(mark.count).filter { $0 != UInt8(ascii: "\r") }
      return String(decoding: name, as: UTF8.self)
    }
    return nil
  }
}

/// `%YAML 1.2`, which the YAML library of Kubernetes does not take.
enum YAMLDirective {
  static func refused(in source: SourceText, _ document: Range<Int>) -> Range<Int>? {
    guard source.bytes[document].first == UInt8(ascii: "%") else { return nil }
    let line = source.bytes[document].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return line.starts(with: "%YAML".utf8) && !line.starts(with: "%YAML 1.1".utf8) ? line.indices : nil
  }
}

private func unrendered(_ line: Int) -> String {
  "line \(line) is of a template that is not rendered: judge what Helm makes of it, "
    + "`helm template CHART | imgpolicy check -`"
}
