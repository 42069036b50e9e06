package import Linting

/// Which images of an archive are to be judged; all without a wish.
package struct ImageSelection: Sendable, Hashable {
  package var platform: Platform?
  /// A tag, or the number of an image in the archive's order, from 0.
  package var image: String?

  package init(image: String? = nil) { self.image = image }

  /// The plans that are wanted. Throws `no-such-image` when there is none.
  func choose(from plans: [ImagePlan]) throws(ArchiveError) -> [ImagePlan] {
    var chosen = plans
    if let image { chosen = try choose(image, from: plans) }
    guard let platform else { return chosen }
    let exact = chosen.filter { $0.platforms.contains(platform) }
    let matching = exact.isEmpty ? chosen.filter { $0.platforms.contains(where: platform.covers) } : exact
    guard !matching.isEmpty else { throw noMatch("image for \(platform.description)", among: chosen) }
    return matching
  }

  private func choose(_ image: String, from plans: [ImagePlan]) throws(ArchiveError) -> [ImagePlan] {
    let named = plans.filter { $0.tags.contains(image) }
    if !named.isEmpty { return named }
    if let number = Int(image), plans.indices.contains(number) { return [plans[number]] }
    let reference = (try? ImageReference.parse(image))?.canonical
    let equal = plans.filter { plan in
      plan.tags.contains { (try? ImageReference.parse($0))?.canonical == reference && reference != nil }
    }
    if !equal.isEmpty { return equal }
    let tagged = plans.filter { plan in plan.tags.contains { (try? ImageReference.parse($0))?.tag == image } }
    guard !tagged.isEmpty else { throw noMatch("image “\(image)”", among: plans) }
    return tagged
  }
}

private func noMatch(_ what: String, among plans: [ImagePlan]) -> ArchiveError {
  let shown = plans.prefix(20).enumerated().map { number, plan in
    let names = plan.tags.isEmpty ? "without a name" : plan.tags.joined(separator: ", ")
    let platform = plan.runtimePlatform.description
    return "\(number) (\(names); \(platform.isEmpty ? "no platform" : platform))"
  }
  let rest = plans.count > 20 ? " and \(plans.count - 20) more" : ""
  return ArchiveError(.noSuchImage, "has no \(what): it has \(shown.joined(separator: ", "))\(rest)")
}

extension ImagePlan {
  /// What runtimes may take it for: by the config, and by the index that leads to it.
  fileprivate var platforms: [Platform] {
    let stated = platform.split(separator: "/").map(String.init)
    guard stated.count >= 2 else { return [runtimePlatform] }
    return [
      runtimePlatform, Platform(os: stated[0], architecture: stated[1], variant: stated.dropFirst(2).first ?? ""),
    ]
  }

  /// As the config says; the variant, which configs often lack, may come from the index.
  fileprivate var runtimePlatform: Platform {
    let stated = platform.split(separator: "/").map(String.init)
    let os = config?.os ?? ""
    let architecture = config?.architecture ?? ""
    if os.isEmpty, architecture.isEmpty {
      return Platform(
        os: stated.first ?? "", architecture: stated.dropFirst().first ?? "", variant: stated.dropFirst(2).first ?? "")
    }
    let isSame = stated.count == 3 && stated[0] == os && stated[1] == architecture
    return Platform(os: os, architecture: architecture, variant: config?.variant ?? (isSame ? stated[2] : ""))
  }
}
