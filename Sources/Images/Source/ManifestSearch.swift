/// The walk from an index to the manifests of images. Attestations and artifacts are left out and counted.
struct ManifestSearch {
  private let layout: OCILayout
  private(set) var plans: [ImagePlan] = []
  /// What was met that is no image.
  private(set) var skipped: Set<String> = []
  /// The sizes that descriptors state, by their digests.
  private var visited: [String: Int] = [:]
  private var count = 0
  /// What is wrong with documents that lead to no image: it is said of all images, for none of the documents can be trusted then.
  private(set) var faults = FaultList()
  /// How many attestations there are, by the digest of what they are about.
  private var attestations: [String: Int] = [:]

  init(layout: OCILayout) { self.layout = layout }

  mutating func begin(at root: JSONDocument) throws(ArchiveError) {
    switch try ManifestDocument(root) {
    case .index(let descriptors):
      for descriptor in descriptors { try follow(descriptor, indexes: [layout.digest], tags: []) }
    case .artifact(let manifest): _ = skip(manifest)
    case .manifest(let manifest):
      var plan = ImagePlan(format: layout.store.format)
      plan.registryDigests = [layout.digest]
      plans.append(layout.complete(plan, manifest))
    }
  }

  /// The plans, each with the number of attestations about it.
  var countedPlans: [ImagePlan] {
    plans.map { plan in
      var plan = plan
      plan.attestations = plan.manifestDigest.map { attestations[$0.description] ?? 0 }
      return plan
    }
  }

  /// - Parameter indexes: the digests of those that lead to it, from the root.
  private mutating func follow(
    _ descriptor: Descriptor, indexes: [Digest], tags: [String]
  ) throws(ArchiveError) {
    count += 1
    guard count <= layout.limits.descriptors else {
      throw ArchiveError.exceeding(.descriptors, "the indexes have more than \(layout.limits.descriptors) descriptors")
    }
    guard indexes.count - 1 <= layout.limits.indexDepth else {
      throw ArchiveError.exceeding(.indexDepth, "indexes are nested deeper than \(layout.limits.indexDepth) levels")
    }
    let tags = descriptor.imageName.map { tags + [$0] } ?? tags
    if let size = visited.updateValue(descriptor.size, forKey: descriptor.digestText) {
      if size != descriptor.size { faults.add(disagreement(on: descriptor, size)) }
      return addTags(tags, to: descriptor)
    }
    var plan = ImagePlan(format: layout.store.format)
    plan.tags = tags
    plan.platform = descriptor.platform?.description ?? ""
    do throws(ArchiveError) {
      try read(descriptor, into: plan, indexes)
    } catch {
      // Beyond a limit of the search nothing more is looked at.
      if error.kind == .limitExceeded { throw error }
      plan.faults.add(error)
      plans.append(plan)
    }
  }

  /// One manifest under two names is one image with two tags.
  private mutating func addTags(_ tags: [String], to descriptor: Descriptor) {
    guard let at = plans.firstIndex(where: { $0.manifestDigest?.description == descriptor.digestText }) else { return }
    for tag in tags where !plans[at].tags.contains(tag) { plans[at].tags.append(tag) }
  }

  private mutating func read(
    _ descriptor: Descriptor, into plan: ImagePlan, _ indexes: [Digest]
  ) throws(ArchiveError) {
    var plan = plan
    let what = "the manifest \(shortName(descriptor))"
    guard let bytes = try layout.bytes(of: descriptor, what: what, mismatch: .manifestDigestMismatch, &plan) else {
      // The layout may keep it elsewhere; what is not here attests nothing.
      if descriptor.isForNoPlatform { return _ = skipped.insert("attestations") }
      if layout.isSecondView { return }
      throw missing(what)
    }
    let document = try JSONDocument(bytes, name: what, limits: layout.limits)
    switch try ManifestDocument(document) {
    case .artifact(let manifest): pass(manifest, descriptor, plan.faults)
    case .index(let descriptors):
      // What is wrong with an index is said of each image that it leads to.
      let first = plans.count
      let indexes = indexes + (descriptor.digest.map { [$0] } ?? [])
      for child in descriptors { try follow(child, indexes: indexes, tags: plan.tags) }
      if plans.count == first { faults.add(plan.faults) }
      for at in first..<plans.count { plans[at].faults.add(plan.faults) }
    case .manifest(let manifest):
      // An image does not become an attestation by being called one: its layers tell.
      if descriptor.claimsAttestation, !manifest.hasFileSystem { return pass(manifest, descriptor, plan.faults) }
      for key in document.ambiguousKeys { plan.faults.add(ambiguity(key, in: what)) }
      plan.manifestDigest = descriptor.digest
      plan.registryDigests = (descriptor.digest.map { [$0] } ?? []) + indexes.reversed()
      plans.append(layout.complete(plan, manifest))
    }
  }

  /// Passes over what is no image. An attestation, be it BuildKit's or one that refers to its subject, counts when it states something, is
  /// there in full and is what its digests say.
  private mutating func pass(_ manifest: Manifest, _ descriptor: Descriptor, _ found: FaultList) {
    faults.add(found)
    let isSound = skip(manifest) && found.faults.isEmpty && !manifest.layers.isEmpty
    guard descriptor.claimsAttestation || manifest.isAttestation else { return }
    skipped.insert("attestations")
    let subject = descriptor.claimsAttestation ? descriptor.subject : manifest.subject
    if isSound, let subject { attestations[subject, default: 0] += 1 }
  }

  /// Asks for the blobs of what is no image, so that they count as named; whether all are there and have their digests.
  private mutating func skip(_ manifest: Manifest) -> Bool {
    if manifest.isImage { skipped.insert("attestations") } else { skipped.insert(manifest.type) }
    let descriptors = [manifest.config] + manifest.layers
    // All of them, for each must be asked for.
    return descriptors.filter { !layout.holds($0) }.isEmpty
  }
}

private func disagreement(on descriptor: Descriptor, _ size: Int) -> ImageFault {
  ImageFault(
    .manifestDigestMismatch,
    "one descriptor says that the manifest \(shortName(descriptor)) has \(size) bytes, another says \(descriptor.size)",
    fatal: .digestMismatch)
}

extension Manifest {
  /// Whether some layer is one of a file system.
  fileprivate var hasFileSystem: Bool {
    layers.contains { $0.mediaType.map { MediaType.layerCompression($0) != nil || MediaType.isEncrypted($0) } ?? true }
  }
}
