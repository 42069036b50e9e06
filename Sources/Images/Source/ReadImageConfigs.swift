/// An image as its documents describe it.
package struct DescribedImage: Sendable {
  /// All names.
  package var tags: [String]
  /// `os/architecture[/variant]`; empty when nothing is known.
  package var platform: String
  package var config: ImageConfig
}

/// Reads the configs of all images of an archive or layout directory, and none of their layers; at least one.
///
/// Throws when any of them is doubtful: a config that is not what its digest says must not be believed.
package func readImageConfigs(at path: String, limits: Limits = Limits()) throws(ArchiveError) -> [DescribedImage] {
  prepareLocale()
  var options = ReadOptions(verify: false, limits: limits)
  options.readsLayers = false
  var images: [DescribedImage] = []
  for plan in try OpenInput(.path(path), options: options).source.plans() {
    if let error = plan.faults.error { throw error }
    if let fault = plan.faults.faults.first(where: { $0.kind == .configDigestMismatch }) {
      throw ArchiveError(.digestMismatch, fault.message)
    }
    guard let config = plan.config else { continue }
    let platform = config.platform.isEmpty ? plan.platform : config.platform
    images.append(DescribedImage(tags: plan.tags, platform: platform, config: config))
  }
  guard !images.isEmpty else { throw ArchiveError(.notAnImage, "has no image with a config: export the image again") }
  return images
}
