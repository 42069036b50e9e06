/// What the `images` of Kustomizations make of the images of other manifests.
struct ImageOverrides: Sendable {
  private struct Override {
    var name: String?
    var tag: String?
    var digest: String?
  }

  private var byName: [String: Override] = [:]

  /// Where several speak of one image, the first counts.
  init(_ kustomizations: [KubernetesObject]) {
    for object in kustomizations where object.group == "kustomize.config.k8s.io" {
      for item in object.node["images"]?.items ?? [] {
        guard let name = item["name"]?.text, byName[name] == nil else { continue }
        byName[name] = Override(
          name: item["newName"]?.text, tag: item["newTag"]?.text, digest: item["digest"]?.text)
      }
    }
  }

  /// The image that takes the place of one.
  func image(_ text: String) -> String {
    if byName.isEmpty { return text }
    let undigested = text.prefix { $0 != "@" }
    let lastPart = undigested.lastIndex(of: "/").map { undigested[$0...] } ?? undigested
    let name = lastPart.lastIndex(of: ":").map { undigested[..<$0] } ?? undigested
    guard let override = byName[String(name)] else { return text }
    let newName = override.name ?? String(name)
    if let digest = override.digest { return "\(newName)@\(digest)" }
    return newName + (override.tag.map { ":\($0)" } ?? String(text.dropFirst(name.count)))
  }
}
