internal import Linting

/// Which images of an archive are to be judged; all without a wish.
package struct ImageSelection: Sendable, Hashable {
  /// `os/architecture[/variant]`, normalised as containerd does.
  package var platform: (os: String, architecture: String, variant: String)? {
    get { wantedPlatform.map { ($0.os, $0.architecture, $0.variant) } }
    set {
      wantedPlatform = newValue.map { RuntimePlatform(os: $0.os, architecture: $0.architecture, variant: $0.variant) }
    }
  }
  /// A tag, or the number of an image in the archive's order, from 0.
  package var image: String?
  private var wantedPlatform: RuntimePlatform?

  package init(image: String? = nil) { self.image = image }

  /// The plans that are wanted. Throws `no-such-image` when there is none.
  func choose(from plans: [ImagePlan]) throws(ArchiveError) -> [ImagePlan] {
    var chosen = plans
    if let image { chosen = try choose(image, from: plans) }
    guard let wantedPlatform else { return chosen }
    let exact = chosen.filter { $0.runtimePlatform == wantedPlatform }
    let matching = exact.isEmpty ? chosen.filter { wantedPlatform.covers($0.runtimePlatform) } : exact
    guard !matching.isEmpty else { throw noMatch("image for \(wantedPlatform.description)", among: chosen) }
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
    guard !equal.isEmpty else { throw noMatch("image “\(image)”", among: plans) }
    return equal
  }
}

private func noMatch(_ what: String, among plans: [ImagePlan]) -> ArchiveError {
  let shown = plans.prefix(20).enumerated().map { number, plan in
    let names = plan.tags.isEmpty ? "without a name" : plan.tags.joined(separator: ", ")
    return "\(number) (\(names); \(plan.runtimePlatform.description))"
  }
  let rest = plans.count > 20 ? " and \(plans.count - 20) more" : ""
  return ArchiveError(.noSuchImage, "has no \(what): it has \(shown.joined(separator: ", "))\(rest)")
}

/// What an image runs on, for comparisons.
private struct RuntimePlatform: Hashable {
  var os: String
  var architecture: String
  /// Empty for the usual one: `v8` of arm64, `v1` of amd64.
  var variant: String

  init(os: String, architecture: String, variant: String) {
    self.os = os
    self.architecture = architecture
    let isUsual = architecture == "arm64" && variant == "v8" || architecture == "amd64" && variant == "v1"
    self.variant = isUsual ? "" : architecture == "arm" && variant.isEmpty ? "v7" : variant
  }

  var description: String {
    let parts = [os, architecture, variant].filter { !$0.isEmpty }
    return parts.isEmpty ? "no platform" : parts.joined(separator: "/")
  }

  /// Whether an image of another variant will do, when none was asked for.
  func covers(_ other: RuntimePlatform) -> Bool {
    variant.isEmpty && os == other.os && architecture == other.architecture
  }
}

extension ImagePlan {
  /// As the config says; the variant, which configs often lack, may come from the index.
  fileprivate var runtimePlatform: RuntimePlatform {
    let stated = platform.split(separator: "/").map(String.init)
    let os = config?.os ?? ""
    let architecture = config?.architecture ?? ""
    if os.isEmpty, architecture.isEmpty {
      return RuntimePlatform(
        os: stated.first ?? "", architecture: stated.dropFirst().first ?? "", variant: stated.dropFirst(2).first ?? "")
    }
    let isSame = stated.count == 3 && stated[0] == os && stated[1] == architecture
    return RuntimePlatform(os: os, architecture: architecture, variant: config?.variant ?? (isSame ? stated[2] : ""))
  }
}
