/// The archive that Docker before 1.10 wrote: a directory with `json` and `layer.tar` for each layer, every one of which names
/// its parent, and `repositories`, which gives the topmost ones their names.
struct LegacyArchive: ImageSource {
  private let store: ArchiveStore
  private let limits: Limits
  /// The topmost layers and their names.
  private let tops: [(id: String, tags: [String])]

  /// nil when the archive is none. Throws when its `repositories` cannot be read.
  init?(_ store: ArchiveStore, limits: Limits) throws(ArchiveError) {
    let ids = store.table.names.filter { $0.hasSuffix("/layer.tar") }.map { display($0.dropLast(10)) }
    guard ids.contains(where: { store.table.members[Array("\($0)/json".utf8)] != nil }),
      !store.table.names.contains(where: isConfigOfLaterArchive)
    else { return nil }
    self.store = store
    self.limits = limits
    var tops: [(id: String, tags: [String])] = []
    if let blob = try store.blob(named: "repositories") {
      let bytes = try blob.bytes(limit: limits.jsonBytes, what: "repositories")
      let document = try JSONDocument(bytes, name: "repositories", limits: limits)
      for (repository, tags) in try document.root.members("an object of repositories") {
        for (tag, field) in try tags.members("an object of tags") {
          let id = try field.string()
          if let at = tops.firstIndex(where: { $0.id == id }) {
            tops[at].tags.append("\(repository):\(tag)")
          } else {
            tops.append((id, ["\(repository):\(tag)"]))
          }
        }
      }
    }
    if tops.isEmpty { tops = try Self.unnamedTops(ids, store, limits).map { ($0, []) } }
    guard tops.count <= limits.descriptors else {
      throw ArchiveError.exceeding(.descriptors, "repositories has more than \(limits.descriptors) tags")
    }
    self.tops = tops
  }

  var unusedBlobs: UnusedBlobs { store.unusedBlobs() }

  func plans() throws(ArchiveError) -> [ImagePlan] {
    try requireReadable(tops.map { plan($0.id, tags: $0.tags) })
  }

  /// The layers that are no other's parent.
  private static func unnamedTops(
    _ ids: [String], _ store: ArchiveStore, _ limits: Limits
  ) throws(ArchiveError) -> [String] {
    var parents: Set<String> = []
    for id in ids {
      if let parent = try parent(of: try document(of: id, store, limits)) { parents.insert(parent) }
    }
    return ids.filter { !parents.contains($0) }
  }

  private func plan(_ top: String, tags: [String]) -> ImagePlan {
    var plan = ImagePlan(format: store.format)
    plan.tags = tags
    plan.statesDiffIDs = false
    plan.faults.add(store.faults)
    do throws(ArchiveError) {
      try plan.readConfig(try Self.bytes(of: top, store, limits), name: "\(top)/json", limits: limits)
      var steps: [ImageConfig.HistoryEntry] = []
      var next: String? = top
      var seen: Set<String> = []
      while let id = next {
        guard seen.insert(id).inserted else { throw loop(id) }
        guard plan.layers.count < limits.layers else { throw tooManyLayers(plan.layers.count + 1, limits) }
        let document = try Self.document(of: id, store, limits)
        plan.layers.append(ImagePlan.Layer(blob: try store.blob(named: "\(id)/layer.tar"), name: "\(id)/layer.tar"))
        steps.append(try ImageConfig.HistoryEntry(legacy: document))
        next = try Self.parent(of: document)
      }
      plan.layers.reverse()
      plan.config?.history = steps.reversed()
    } catch {
      plan.faults.add(error)
    }
    return plan
  }

  private static func bytes(of id: String, _ store: ArchiveStore, _ limits: Limits) throws(ArchiveError) -> [UInt8] {
    guard let blob = try store.blob(named: "\(id)/json") else {
      throw ArchiveError(.missingBlob, "“\(id)/json” is not in the archive: export the image again, complete")
    }
    return try blob.bytes(limit: limits.jsonBytes, what: "“\(id)/json”")
  }

  private static func document(
    of id: String, _ store: ArchiveStore, _ limits: Limits
  ) throws(ArchiveError) -> JSONDocument {
    try JSONDocument(try bytes(of: id, store, limits), name: "“\(id)/json”", limits: limits)
  }

  private static func parent(of document: JSONDocument) throws(ArchiveError) -> String? {
    let parent = try document.root.member("parent", of: "the config of a layer", in: document)?.string()
    return parent.flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension ImageConfig.HistoryEntry {
  /// What the config of a layer says of the step that made it.
  init(legacy document: JSONDocument) throws(ArchiveError) {
    let container = try document.root.member("container_config", in: document)
    let command = try container?.member("Cmd", in: document)?.strings() ?? []
    createdBy = command.joined(separator: " ")
    comment = try document.root.member("comment", in: document)?.string() ?? ""
    created = try document.root.member("created", in: document)?.string()
    isEmptyLayer = false
  }
}

/// `<digest>.json`: where it is, a manifest.json has been lost, and it is another config that counts.
private func isConfigOfLaterArchive(_ name: [UInt8]) -> Bool { name.hasSuffix(".json") && isNamedByDigest(name) }

private func loop(_ id: String) -> ArchiveError {
  ArchiveError(.ambiguousArchive, "the parents of the layers lead in a circle: “\(id)” is its own ancestor")
}

extension [UInt8] {
  fileprivate func hasSuffix(_ suffix: String) -> Bool { self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) }
}
