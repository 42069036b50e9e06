internal import Linting

/// An OCI image layout (OCI image specification, image-layout.md), in an archive or a directory: an `index.json` that
/// leads through descriptors to manifests, configs and layers under `blobs/`.
struct OCILayout: ImageSource {
  let store: any BlobStore
  let limits: Limits
  /// Whether this is the other view of a docker-archive: then images of other platforms may be named and absent.
  let isSecondView: Bool
  /// The index, or the one manifest, that everything begins at.
  private let root: JSONDocument
  /// Of the root's bytes.
  let digest: Digest
  /// What is wrong with the layout as a whole.
  private let faults: FaultList

  /// nil when the store has no `index.json`. Throws when it has one that is no index, nor the manifest of an image. `manifestError` tells why the
  /// `manifest.json` beside it cannot be read.
  init?(
    _ store: any BlobStore, limits: Limits, isSecondView: Bool = false, manifestError: ArchiveError? = nil
  ) throws(ArchiveError) {
    guard let blob = try store.blob(named: "index.json") else { return nil }
    let bytes = try blob.bytes(limit: limits.jsonBytes, what: "index.json")
    let root = try JSONDocument(bytes, name: "index.json", limits: limits)
    _ = try ManifestDocument(root)
    var faults = FaultList()
    if let fault = try layoutFileFault(store, limits: limits) { faults.add(fault) }
    if let manifestError {
      faults.add(inconsistency("manifest.json cannot be read (\(manifestError.message))"))
    }
    self.init(
      store, root: root, digest: Digest.of(bytes), limits: limits, isSecondView: isSecondView, faults: faults)
  }

  init(
    _ store: any BlobStore, root: JSONDocument, digest: Digest, limits: Limits, isSecondView: Bool = false,
    faults: FaultList = FaultList()
  ) {
    self.store = store
    self.root = root
    self.digest = digest
    self.limits = limits
    self.isSecondView = isSecondView
    self.faults = faults
  }

  var unusedBlobs: UnusedBlobs { store.unusedBlobs() }

  func plans() throws(ArchiveError) -> [ImagePlan] {
    var search = ManifestSearch(layout: self)
    do throws(ArchiveError) { try search.begin(at: root) } catch { throw error.adding(search.faults.all) }
    guard !search.plans.isEmpty else {
      if isSecondView { return [] }
      // What is wrong with the documents may be why they lead to no image.
      if let error = search.faults.error { throw error.adding(search.faults.all) }
      let others = search.skipped.isEmpty ? "" : ", only \(search.skipped.sorted().joined(separator: ", "))"
      throw ArchiveError(.notAnImage, "\(root.name) leads to no image\(others): expected the manifest of an image")
    }
    var common = store.faults
    common.add(faults)
    common.add(search.faults)
    for key in root.ambiguousKeys { common.add(ambiguity(key, in: root.name)) }
    let plans = search.countedPlans.map { plan in
      var plan = plan
      plan.faults.add(common)
      return plan
    }
    return isSecondView ? plans : try requireReadable(plans)
  }

  /// Reads the config and finds the layers of a manifest.
  func complete(_ plan: ImagePlan, _ manifest: Manifest) -> ImagePlan {
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
      for (at, descriptor) in manifest.layers.enumerated() {
        plan.layers.append(try layer(descriptor))
        if let fault = embeddingFault(descriptor, "the layer", .layerDigestMismatch) {
          plan.faults.add(fault.at(layer: at))
        }
      }
    } catch {
      plan.listsAllLayers = false
      plan.faults.add(error)
    }
    return plan
  }

  private func layer(_ descriptor: Descriptor) throws(ArchiveError) -> ImagePlan.Layer {
    let type = descriptor.mediaType ?? ""
    var layer = ImagePlan.Layer(
      digest: descriptor.digest, size: descriptor.size, mediaType: type, name: shortName(descriptor))
    layer.blob = try blob(of: descriptor, "a layer")
    if MediaType.isEncrypted(type) {
      layer.fault = unreadable("the layer is encrypted (\(type)): decrypt the image first")
    } else if layer.blob == nil, MediaType.isForeign(type) {
      layer.fault = unreadable("the layer is not shipped with the image (\(type)): its content cannot be judged")
    } else if !type.isEmpty, MediaType.layerCompression(type) == nil {
      layer.fault = unreadable("the layer has the media type \(type): expected a tar layer of OCI or Docker")
    }
    return layer
  }

  /// The blob of a descriptor: from the store, or else what the descriptor embeds.
  func blob(of descriptor: Descriptor, _ what: String) throws(ArchiveError) -> Blob? {
    guard let digest = descriptor.digest else { throw malformedDigest(descriptor, what) }
    if let blob = try store.blob(of: digest) { return blob }
    return descriptor.data.map { Blob($0) }
  }

  /// What is wrong where a descriptor embeds other content than the blob that the store has for it: readers may take the
  /// one or the other (OCI image specification, descriptor.md, *Embedded content*).
  private func embeddingFault(_ descriptor: Descriptor, _ what: String, _ kind: ImageFault.Kind) -> ImageFault? {
    guard let data = descriptor.data, let digest = descriptor.digest,
      data.count != descriptor.size || Digest.of(data, digest.algorithm) != digest,
      (try? store.blob(of: digest)) != nil
    else { return nil }
    return ImageFault(
      kind,
      "the descriptor of \(what) embeds other content than its digest \(digest.short) says: readers disagree on it",
      fatal: .digestMismatch)
  }

  /// Whether the blob of a descriptor is there, with the digest and size that this states. What went by in a stream has the digest
  /// that was taken then.
  func holds(_ descriptor: Descriptor) -> Bool {
    guard let digest = descriptor.digest, let blob = try? blob(of: descriptor, "a blob"), blob.isComplete,
      blob.length == descriptor.size
    else { return false }
    if case .passed(let passed) = blob.content {
      return passed.contents.storedDigests[digest.algorithm].map { $0 == digest } ?? true
    }
    guard let source = blob.open() else { return false }
    let stored = StoredStream(source)
    stored.hash([digest.algorithm])
    return (try? stored.drain()) != nil && stored.digests[digest.algorithm] == digest
  }

  /// The bytes that a descriptor leads to, held against its digest and size; nil when they are not there.
  func bytes(
    of descriptor: Descriptor, what: String, mismatch: ImageFault.Kind, _ plan: inout ImagePlan
  ) throws(ArchiveError) -> [UInt8]? {
    guard let blob = try blob(of: descriptor, what), let digest = descriptor.digest else { return nil }
    if let fault = embeddingFault(descriptor, what, mismatch) { plan.faults.add(fault) }
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
          mismatch, "\(what) has \(counted(bytes.count, "byte")), but its descriptor says \(descriptor.size)",
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

func shortName(_ descriptor: Descriptor) -> String { descriptor.digest?.short ?? descriptor.digestText }

func missing(_ what: String) -> ArchiveError {
  ArchiveError(.missingBlob, "\(what) is not in the archive: export the image again, complete")
}

private func malformedDigest(_ descriptor: Descriptor, _ what: String) -> ArchiveError {
  ArchiveError(
    .malformedJSON,
    "the digest “\(descriptor.digestText)” of \(what) is none that can be checked: expected sha256: and 64 lower-case "
      + "hexadecimal digits")
}
