internal import Linting

/// The archive that `docker save`, `podman save`, `buildah push docker-archive:`, kaniko, ko, crane and others write: a
/// `manifest.json` that lists configs and layers by member name.
///
/// The authority for a layer's place is the config's `diff_ids`; member names are only names. An archive that also has
/// an OCI index shows itself to two kinds of readers, so both views are compared.
struct DockerArchive: ImageSource {
  let store: any BlobStore
  let limits: Limits
  let manifest: [DockerManifest]
  /// Keys of `manifest.json` that readers may take differently.
  let ambiguousKeys: [String]

  /// nil when the store has no `manifest.json`. Throws when it has one that is no docker-archive manifest.
  init?(_ store: any BlobStore, limits: Limits) throws(ArchiveError) {
    guard let blob = try store.blob(named: "manifest.json") else { return nil }
    let bytes = try blob.bytes(limit: limits.jsonBytes, what: "manifest.json")
    let document = try JSONDocument(bytes, name: "manifest.json", limits: limits)
    self.manifest = try DockerManifest.list(document)
    self.ambiguousKeys = document.ambiguousKeys
    self.store = store
    self.limits = limits
  }

  var unusedBlobs: UnusedBlobs { store.unusedBlobs() }

  func plans() throws(ArchiveError) -> [ImagePlan] {
    var plans: [ImagePlan] = []
    for image in manifest { plans.append(plan(image)) }
    return try addOtherView(to: try requireReadable(plans))
  }

  private func plan(_ image: DockerManifest) -> ImagePlan {
    var plan = ImagePlan(format: store.format)
    plan.tags = image.tags
    for key in ambiguousKeys { plan.faults.add(ambiguity(key, in: "manifest.json")) }
    plan.faults.add(store.faults)
    do throws(ArchiveError) {
      for name in [image.config] + image.layers {
        if let fault = hostileName(name) { plan.faults.add(fault) }
      }
      try readConfig(image.config, into: &plan)
      guard image.layers.count <= limits.layers else { throw tooManyLayers(image.layers.count, limits) }
      for name in image.layers { plan.layers.append(try layer(named: name)) }
    } catch {
      plan.listsAllLayers = false
      plan.faults.add(error)
    }
    return plan
  }

  private func readConfig(_ name: String, into plan: inout ImagePlan) throws(ArchiveError) {
    let member = memberPath(name)
    guard let blob = try blob(named: name) else {
      throw ArchiveError(
        .missingBlob, "manifest.json names the config “\(name)”, which is not in the archive: export the image again")
    }
    let bytes = try blob.bytes(limit: limits.jsonBytes, what: "the config “\(name)”")
    let digest = Digest.of(bytes)
    plan.configDigest = digest
    try plan.readConfig(bytes, name: name, limits: limits)
    if let claimed = digestInName(member.name), claimed.algorithm == .sha256, claimed != digest {
      let message =
        "the config's bytes have the digest \(digest.short), but its name says \(claimed.short): "
        + "it was changed after the export"
      plan.faults.add(
        isLayoutBlob(member)
          ? ImageFault(.configDigestMismatch, message, fatal: .digestMismatch)
          : ImageFault(.configDigestMismatch, message, severity: .warning))
    }
  }

  private func layer(named name: String) throws(ArchiveError) -> ImagePlan.Layer {
    let member = memberPath(name)
    var layer = ImagePlan.Layer(blob: try blob(named: name), name: name)
    if isLayoutBlob(member) { layer.digest = digestInName(member.name) }
    return layer
  }

  /// The member of a name as it is, or as it is meant.
  private func blob(named name: String) throws(ArchiveError) -> Blob? {
    if let blob = try store.blob(named: EntryPath(Array(name.utf8)).bytes) { return blob }
    return try store.blob(named: memberPath(name).bytes)
  }

  /// In an archive that is an OCI layout too: what only the other readers see, and a fault on all where they differ.
  private func addOtherView(to plans: [ImagePlan]) throws(ArchiveError) -> [ImagePlan] {
    guard try store.blob(named: "index.json") != nil else { return plans }
    let others: [ImagePlan]
    do throws(ArchiveError) {
      others = try OCILayout(store, limits: limits, isSecondView: true)?.plans() ?? []
    } catch {
      return plans.map { $0.adding(inconsistency("index.json cannot be read (\(error.message))")) }
    }
    let joined = plans.map { $0.joined(with: others) }
    let known = Set(plans.map(\.configDigest))
    let hidden = others.filter { $0.config != nil && !known.contains($0.configDigest) }
    let relayered = others.filter { other in plans.contains { $0.hasOtherLayers(than: other) } }
    guard !relayered.isEmpty || isInconsistent(plans, others, hidden) else { return joined + hidden }
    return (joined + hidden + relayered).map {
      $0.adding(inconsistency("manifest.json and index.json lead to different images, both are judged"))
    }
  }

  /// An index may have further platforms of the images that `manifest.json` names, but not others in their place.
  private func isInconsistent(_ plans: [ImagePlan], _ others: [ImagePlan], _ hidden: [ImagePlan]) -> Bool {
    guard !hidden.isEmpty else { return false }
    let reached = Set(others.map(\.configDigest))
    let platforms = Set(plans.compactMap { $0.config?.platform })
    return plans.contains { !reached.contains($0.configDigest) }
      || hidden.contains { platforms.contains($0.config?.platform ?? "") }
  }
}

extension ImagePlan {
  /// Whether another view has the same config over other blobs. Which of them the config means, its diff_ids tell when they are read.
  fileprivate func hasOtherLayers(than other: ImagePlan) -> Bool {
    config != nil && configDigest == other.configDigest
      && layers.map(\.blob?.identity) != other.layers.map(\.blob?.identity)
  }

  /// With what the other view of the archive knows of the same image.
  fileprivate func joined(with others: [ImagePlan]) -> ImagePlan {
    guard let other = others.first(where: { $0.configDigest == configDigest && $0.config != nil }) else { return self }
    var plan = self
    plan.attestations = other.attestations
    for fault in other.faults.faults where !plan.faults.faults.contains(fault) { plan.faults.add(fault) }
    return plan
  }
}

func inconsistency(_ what: String) -> ImageFault {
  ImageFault(
    .inconsistentArchive, "two kinds of readers see different images in this archive: \(what)", fatal: .ambiguousArchive
  )
}

/// Member names may carry `./`, and backslashes where Windows tools wrote them.
private func memberPath(_ name: String) -> EntryPath {
  EntryPath(name.utf8.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 })
}

/// What is wrong with a name that leads elsewhere than it seems, for readers that unpack the archive.
private func hostileName(_ name: String) -> ImageFault? {
  let path = memberPath(name)
  let complaint: String
  if path.leavesRoot {
    complaint = "leads out of the archive by “..”"
  } else if path.hasParentReference {
    complaint = "has “..” in it"
  } else if path.isAbsolute {
    complaint = "is absolute: expected the name of a member"
  } else if path.hasDriveLetter {
    complaint = "begins with a drive letter"
  } else {
    return nil
  }
  let message = "“\(name)”, which manifest.json names, \(complaint)"
  return path.leavesRoot
    ? ImageFault(.hostilePath, message, fatal: .hostilePath) : ImageFault(.hostilePath, message)
}

/// In an OCI layout the name is a promise; elsewhere it is mere custom.
private func isLayoutBlob(_ member: EntryPath) -> Bool { member.bytes.starts(with: "blobs/".utf8) }

/// The digest that a member has for its name: `<hex>.json`, `sha256:<hex>` or `<hex>`.
private func digestInName(_ name: ArraySlice<UInt8>) -> Digest? {
  let name = display(name)
  if let digest = Digest(name) { return digest }
  let hex = name.prefix { $0 != "." }
  return Digest(.sha256, hex: String(hex)) ?? Digest(.sha512, hex: String(hex))
}
