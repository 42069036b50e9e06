/// An OCI image layout (OCI image specification, image-layout.md), in an archive or a directory: an `index.json` that
/// leads through descriptors to manifests, configs and layers under `blobs/`.
struct OCILayout: ImageSource {
  let store: any BlobStore
  let limits: Limits
  /// Whether this is the other view of a docker-archive: then images of other platforms may be named and absent.
  let isSecondView: Bool
  private let index: JSONDocument
  private let layoutFault: ImageFault?

  /// nil when the store has no `index.json`. Throws when it has one that is no index.
  init?(_ store: any BlobStore, limits: Limits, isSecondView: Bool = false) throws(ArchiveError) {
    guard let blob = try store.blob(named: "index.json") else { return nil }
    let bytes = try blob.bytes(limit: limits.jsonBytes, what: "index.json")
    self.index = try JSONDocument(bytes, name: "index.json", limits: limits)
    self.layoutFault = try layoutFileFault(store, limits: limits)
    self.store = store
    self.limits = limits
    self.isSecondView = isSecondView
  }

  func plans() throws(ArchiveError) -> [ImagePlan] {
    var search = Search(layout: self)
    if case .index(let descriptors) = try ManifestDocument(index) {
      for descriptor in descriptors { try search.follow(descriptor, depth: 0, tags: []) }
    }
    guard !search.plans.isEmpty else {
      if isSecondView { return [] }
      let others = search.skipped.isEmpty ? "" : ", only \(search.skipped.sorted().joined(separator: ", "))"
      throw ArchiveError(.notAnImage, "index.json leads to no image\(others): expected the manifest of an image")
    }
    var common = store.faults
    if let layoutFault { common.add(layoutFault) }
    for key in index.ambiguousKeys { common.add(ambiguity(key, in: "index.json")) }
    let plans = search.plans.map { plan in
      var plan = plan
      plan.faults.add(common)
      return plan
    }
    return isSecondView ? plans : try requireReadable(plans)
  }

  /// The walk from the index to the manifests of images.
  private struct Search {
    let layout: OCILayout
    var plans: [ImagePlan] = []
    /// What was met that is no image.
    var skipped: Set<String> = []
    private var visited: Set<String> = []
    private var count = 0

    init(layout: OCILayout) { self.layout = layout }

    mutating func follow(_ descriptor: Descriptor, depth: Int, tags: [String]) throws(ArchiveError) {
      count += 1
      guard count <= layout.limits.descriptors else {
        throw ArchiveError(.limitExceeded, "the indexes have more than \(layout.limits.descriptors) descriptors")
      }
      guard depth <= layout.limits.indexDepth else {
        throw ArchiveError(.limitExceeded, "indexes are nested deeper than \(layout.limits.indexDepth) levels")
      }
      let tags = descriptor.imageName.map { tags + [$0] } ?? tags
      if descriptor.isAttestation {
        skipped.insert("attestations")
        return
      }
      guard visited.insert(descriptor.digestText).inserted else { return addTags(tags, to: descriptor) }
      var plan = ImagePlan(format: layout.store.format)
      plan.tags = tags
      plan.platform = descriptor.platform?.description ?? ""
      do throws(ArchiveError) {
        try read(descriptor, into: plan, depth: depth)
      } catch {
        plan.faults.add(error)
        plans.append(plan)
      }
    }

    /// One manifest under two names is one image with two tags.
    private mutating func addTags(_ tags: [String], to descriptor: Descriptor) {
      guard let at = plans.firstIndex(where: { $0.manifestDigest?.description == descriptor.digestText }) else {
        return
      }
      for tag in tags where !plans[at].tags.contains(tag) { plans[at].tags.append(tag) }
    }

    private mutating func read(_ descriptor: Descriptor, into plan: ImagePlan, depth: Int) throws(ArchiveError) {
      var plan = plan
      let what = "the manifest \(shortName(descriptor))"
      guard let bytes = try layout.bytes(of: descriptor, what: what, mismatch: .manifestDigestMismatch, &plan) else {
        if layout.isSecondView { return }
        throw missing(what)
      }
      let document = try JSONDocument(bytes, name: what, limits: layout.limits)
      switch try ManifestDocument(document) {
      case .artifact(let type): skipped.insert(type)
      case .index(let descriptors):
        // What is wrong with an index is said of each image that it leads to.
        let first = plans.count
        for child in descriptors { try follow(child, depth: depth + 1, tags: plan.tags) }
        for at in first..<plans.count { plans[at].faults.add(plan.faults) }
      case .manifest(let manifest):
        for key in document.ambiguousKeys { plan.faults.add(ambiguity(key, in: what)) }
        plan.manifestDigest = descriptor.digest
        plans.append(layout.complete(plan, manifest))
      }
    }
  }

  /// Reads the config and finds the layers of a manifest.
  private func complete(_ plan: ImagePlan, _ manifest: Manifest) -> ImagePlan {
    var plan = plan
    do throws(ArchiveError) {
      let what = "the config \(shortName(manifest.config))"
      guard let bytes = try self.bytes(of: manifest.config, what: what, mismatch: .configDigestMismatch, &plan) else {
        throw missing(what)
      }
      plan.configDigest = Digest.of(bytes, manifest.config.digest?.algorithm ?? .sha256)
      plan.isOCIConfig = manifest.config.mediaType == MediaType.ociConfig
      try plan.readConfig(bytes, name: shortName(manifest.config), limits: limits)
      guard manifest.layers.count <= limits.layers else { throw tooManyLayers(manifest.layers.count, limits) }
      for descriptor in manifest.layers { plan.layers.append(try layer(descriptor)) }
    } catch {
      plan.faults.add(error)
    }
    return plan
  }

  private func layer(_ descriptor: Descriptor) throws(ArchiveError) -> ImagePlan.Layer {
    let type = descriptor.mediaType ?? ""
    var layer = ImagePlan.Layer(
      digest: descriptor.digest, size: descriptor.size, mediaType: type, name: shortName(descriptor))
    guard let digest = descriptor.digest else { throw malformedDigest(descriptor, "a layer") }
    layer.blob = try store.blob(of: digest)
    if MediaType.isEncrypted(type) {
      layer.fault = unreadable("the layer is encrypted (\(type)): decrypt the image first")
    } else if layer.blob == nil, MediaType.isForeign(type) {
      layer.fault = unreadable("the layer is not shipped with the image (\(type)): its content cannot be judged")
    } else if !type.isEmpty, MediaType.layerCompression(type) == nil {
      layer.fault = unreadable("the layer has the media type \(type): expected a tar layer of OCI or Docker")
    }
    return layer
  }

  /// The bytes that a descriptor leads to, held against its digest and size; nil when they are not there.
  private func bytes(
    of descriptor: Descriptor, what: String, mismatch: ImageFault.Kind, _ plan: inout ImagePlan
  ) throws(ArchiveError) -> [UInt8]? {
    guard let digest = descriptor.digest else { throw malformedDigest(descriptor, what) }
    guard let blob = try store.blob(of: digest) else { return nil }
    let bytes = try blob.bytes(limit: limits.jsonBytes, what: what)
    let found = Digest.of(bytes, digest.algorithm)
    if found != digest {
      plan.faults.add(
        ImageFault(
          mismatch,
          "\(what) has the digest \(found.short), but its descriptor says \(digest.short): "
            + "it was changed after the export",
          fatal: .digestMismatch))
    } else if bytes.count != descriptor.size {
      plan.faults.add(
        ImageFault(
          mismatch, "\(what) has \(bytes.count) bytes, but its descriptor says \(descriptor.size)",
          fatal: .digestMismatch))
    }
    return bytes
  }
}

/// What is wrong with the `oci-layout` file; nil when nothing is.
private func layoutFileFault(_ store: any BlobStore, limits: Limits) throws(ArchiveError) -> ImageFault? {
  guard let blob = try store.blob(named: "oci-layout") else {
    return ImageFault(.missingOCILayoutFile, "there is no oci-layout file beside index.json")
  }
  let bytes = try blob.bytes(limit: limits.jsonBytes, what: "oci-layout")
  let document = try? JSONDocument(bytes, name: "oci-layout", limits: limits)
  let version = try? document.flatMap { try $0.root.member("imageLayoutVersion", in: $0)?.string() }
  if version == "1.0.0" { return nil }
  return ImageFault(
    .missingOCILayoutFile, "oci-layout says \(version.map { "version \($0)" } ?? "no version"), expected 1.0.0")
}

private func unreadable(_ message: String) -> ImageFault {
  ImageFault(.unsupportedMediaType, message, fatal: .unsupportedMediaType)
}

private func shortName(_ descriptor: Descriptor) -> String { descriptor.digest?.short ?? descriptor.digestText }

private func missing(_ what: String) -> ArchiveError {
  ArchiveError(.missingBlob, "\(what) is not in the archive: export the image again, complete")
}

private func malformedDigest(_ descriptor: Descriptor, _ what: String) -> ArchiveError {
  ArchiveError(
    .malformedJSON,
    "the digest “\(descriptor.digestText)” of \(what) is none that can be checked: expected sha256: and 64 lower-case "
      + "hexadecimal digits")
}
