internal import Linting

/// Makes the model of one image of its plan and of what its layers turned out to hold.
struct ImageAssembly {
  private let plan: ImagePlan
  /// One element for each layer of the plan, from the bottom.
  private let contents: [LayerContents]
  private let options: ReadOptions
  private var faults: FaultList

  init(_ plan: ImagePlan, layers: LayerPool, options: ReadOptions) {
    self.plan = plan
    self.contents = plan.layers.map { layers.contents(of: $0) }
    self.options = options
    self.faults = plan.faults
    if let error = layers.error { faults.add(error) }
  }

  mutating func model() -> ImageModel {
    checkCounts()
    for at in plan.layers.indices { check(layer: at) }
    if !options.verify {
      faults.add(
        ImageFault(.unverifiedImage, "no digest was checked, so what the archive says of its content is only a claim"))
    }
    var builder = FileTreeBuilder(layers: contents, limits: options.limits)
    for at in contents.indices { builder.apply(layer: at) }
    faults.add(builder.faults)
    var files = builder.finish()
    compareContents(in: &files)
    let layers = layerModels(files)
    var accountFiles = AccountFiles(plan, contents: contents, files: files, limits: options.limits)
    let accounts = accountFiles.accounts()
    if let error = accountFiles.error { faults.add(error) }
    return ImageModel(
      name: plan.tags.first, tags: plan.tags, format: plan.format, platform: platform,
      configDigest: plan.configDigest?.description ?? "", registryDigests: plan.registryDigests.map(\.description),
      verified: options.verify && faults.error == nil && !hasDoubtfulDigest, config: plan.config,
      isOCIConfig: plan.isOCIConfig, layers: layers, size: sizes(layers), files: files, accounts: accounts,
      attestations: plan.attestations, faults: faults.all, error: faults.error)
  }

  private var platform: String {
    if let platform = plan.config?.platform, !platform.isEmpty { return platform }
    return plan.platform
  }

  private var hasDoubtfulDigest: Bool { faults.faults.contains { $0.kind == .configDigestMismatch } }

  // MARK: Checks

  private mutating func checkCounts() {
    guard let config = plan.config, plan.statesDiffIDs, plan.listsAllLayers else { return }
    if config.diffIDs.count != plan.layers.count {
      faults.add(
        ImageFault(
          .layerCountMismatch,
          "the manifest lists \(counted(plan.layers.count, "layer")), the config \(config.diffIDs.count): expected as many",
          fatal: .layerCountMismatch))
    }
    let steps = config.history.filter { !$0.isEmptyLayer }.count
    if !config.history.isEmpty, steps != plan.layers.count {
      faults.add(
        ImageFault(
          .historyCountMismatch,
          "the history has \(counted(steps, "step")) that \(steps == 1 ? "makes" : "make") a layer, the image has "
            + "\(counted(plan.layers.count, "layer")): "
            + "instructions are matched from the newest layer down"))
    }
  }

  /// Adds a fault of the layer, whose message speaks of “the layer”.
  private mutating func note(_ fault: ImageFault, _ layer: Int) { faults.add(fault.at(layer: layer)) }

  private mutating func check(layer at: Int) {
    let layer = plan.layers[at]
    if let fault = layer.fault { note(fault, at) }
    guard layer.blob != nil else {
      if layer.fault == nil { note(missingLayer(layer), at) }
      return
    }
    faults.add(contents[at].faults) { $0.at(layer: at) }
    checkCompression(layer, contents[at], at)
    // A layer that is not there in full has no digest worth comparing.
    guard options.verify, contents[at].storedBytes > 0 || contents[at].isComplete else { return }
    checkStored(layer, contents[at], at)
    checkTar(contents[at], at)
  }

  private mutating func checkCompression(_ layer: ImagePlan.Layer, _ contents: LayerContents, _ at: Int) {
    guard let claimed = MediaType.layerCompression(layer.mediaType), contents.storedBytes > 0,
      claimed != contents.compression, !isSkopeosLabel(layer, contents)
    else { return }
    let found = describe(contents.compression)
    note(
      ImageFault(
        .mislabelledLayer,
        "the layer is \(found), but its media type \(layer.mediaType) means \(describe(claimed))"), at)
  }

  /// skopeo copies the plain layers of a docker-archive into a directory as they are, under Docker's type for gzip.
  private func isSkopeosLabel(_ layer: ImagePlan.Layer, _ contents: LayerContents) -> Bool {
    plan.format == .skopeoDirectory && contents.compression == .none
      && layer.mediaType == "application/vnd.docker.image.rootfs.diff.tar.gzip"
  }

  private mutating func checkStored(_ layer: ImagePlan.Layer, _ contents: LayerContents, _ at: Int) {
    if let size = layer.size, size != contents.storedBytes {
      note(
        mismatch(.layerDigestMismatch, "the layer has \(contents.storedBytes) bytes, but its descriptor says \(size)"),
        at)
    } else if let stated = layer.digest, let found = contents.storedDigests[stated.algorithm], found != stated {
      note(
        mismatch(
          .layerDigestMismatch,
          "the layer has the digest \(found.short), but its descriptor says \(stated.short): it was changed after the export"
        ), at
      )
    }
  }

  private mutating func checkTar(_ contents: LayerContents, _ at: Int) {
    guard let config = plan.config, config.diffIDs.indices.contains(at) else { return }
    guard let stated = plan.diffID(at: at) else {
      let text = config.diffIDs[at]
      note(
        mismatch(
          .diffIDMismatch, "the layer has the diff_id “\(text)” in the config, which is no digest that can be checked"),
        at
      )
      return
    }
    // A stream is hashed before the config comes, so a digest by another algorithm than is usual cannot be checked.
    guard let found = contents.tarDigests[stated.algorithm] ?? unchecked(contents, at) else { return }
    guard found != stated else { return }
    let place = config.diffIDs.firstIndex(of: found.description)
    let elsewhere = place.map { ", and has the former for layer \($0): wrong order?" } ?? ""
    note(
      mismatch(
        .diffIDMismatch,
        "the uncompressed bytes of the layer have the digest \(found.short), but the config says \(stated.short)\(elsewhere)"
      ),
      at)
  }

  /// Notes a digest that was not taken, unless the layer could not be read anyway.
  private mutating func unchecked(_ contents: LayerContents, _ at: Int) -> Digest? {
    if contents.isComplete {
      note(
        mismatch(
          .diffIDMismatch,
          "the layer has a diff_id by an algorithm that cannot be checked in a stream: inspect the archive as a file"),
        at)
    }
    return nil
  }

  /// Takes the digests of the files whose contents rules compare. Of what went by in a stream they were taken on the way.
  private func compareContents(in files: inout FileTree) {
    guard faults.error == nil, !options.digestsFiles else { return }
    // A blob may be there as several layers: it is read once for all of them.
    var requests: [Blob.Identity: (blob: Blob, entries: Set<Int>, layers: [Int])] = [:]
    for (layer, entries) in files.comparable(options.compared) {
      guard let blob = plan.layers[layer].blob else { continue }
      requests[blob.identity, default: (blob, [], [])].entries.formUnion(entries)
      requests[blob.identity]?.layers.append(layer)
    }
    for (blob, entries, layers) in requests.values {
      guard let source = blob.open() else { continue }
      let again = LayerReader.read(
        source, length: blob.length, LayerRequest(digestsFiles: true, digestedEntries: entries), limits: options.limits,
        wanted: WantedFiles([]), budget: SharedBudget(options.limits))
      for layer in layers { files.setDigests(again.fileDigests, of: layer) }
    }
  }

  // MARK: Parts of the model

  private func layerModels(_ files: FileTree) -> [Layer] {
    let live = files.liveBytes()
    let steps = instructions()
    return plan.layers.indices.map { at in
      let (layer, contents) = (plan.layers[at], contents[at])
      // Unverified, a plain layer has the digest that the config states for its tar.
      let stated = layer.digest ?? (contents.compression == .none ? plan.diffID(at: at) : nil)
      let digest = contents.storedDigests[layer.digest?.algorithm ?? .sha256] ?? stated
      let unpacked = contents.listing.unpackedBytes
      return Layer(
        index: at, digest: digest?.description ?? "", diffID: diffID(at, contents),
        mediaType: layer.mediaType, compression: contents.compression, stored: contents.storedBytes,
        tar: contents.tarBytes, unpacked: unpacked, dead: unpacked - live[at], entries: contents.listing.count,
        createdBy: withoutArgumentValues(steps[at]))
    }
  }

  private func diffID(_ at: Int, _ contents: LayerContents) -> String {
    if let stated = plan.diffID(at: at) { return stated.description }
    let isStated = plan.config != nil && plan.statesDiffIDs
    return isStated ? "" : contents.tarDigests[.sha256]?.description ?? ""
  }

  /// The instruction of each layer; empty where history does not tell.
  private func instructions() -> [String] {
    var instructions = Array(repeating: "", count: plan.layers.count)
    for step in plan.config?.steps(layers: plan.layers.count) ?? [] {
      if let layer = step.layer { instructions[layer] = step.entry.createdBy }
    }
    return instructions
  }

  private func sizes(_ layers: [Layer]) -> ImageSizes {
    var sizes = ImageSizes()
    var seen: Set<Blob.Identity> = []
    for (layer, planned) in zip(layers, plan.layers) {
      sizes.unpacked = sizes.unpacked.addingSaturating(layer.unpacked)
      sizes.dead = sizes.dead.addingSaturating(layer.dead)
      guard let blob = planned.blob, seen.insert(blob.identity).inserted else { continue }
      sizes.stored = sizes.stored.addingSaturating(layer.stored)
      sizes.tar = sizes.tar.addingSaturating(layer.tar)
    }
    sizes.rootfs = sizes.unpacked - sizes.dead
    return sizes
  }
}

/// A digest that does not match makes all that is read doubtful.
private func mismatch(_ kind: ImageFault.Kind, _ message: String) -> ImageFault {
  ImageFault(kind, message, fatal: .digestMismatch)
}

private func missingLayer(_ layer: ImagePlan.Layer) -> ImageFault {
  let message = "the layer (“\(layer.name)”) is not in the archive: export the image again, complete"
  return ImageFault(.missingBlob, message, fatal: .missingBlob)
}

private func describe(_ compression: Compression) -> String {
  compression == .none ? "a plain tar" : "compressed with \(compression.rawValue)"
}
