/// What the `images` of a Kustomization make of an image of other manifests.
struct ImageOverride: Registered {
  /// The image without its tag and digest.
  private let name: String
  private let newName: String?
  private let tag: String?
  private let digest: String?

  /// nil for an item that names no image.
  private init?(_ item: YAMLNode) {
    guard let name = item["name"]?.text else { return nil }
    self.name = name
    newName = item["newName"]?.text
    tag = item["newTag"]?.text
    digest = item["digest"]?.text
  }

  var keys: Set<String> { [name] }

  /// What the objects of a file tell.
  static func all(of objects: [KubernetesObject]) -> [ImageOverride] {
    objects.filter(\.isKustomization).flatMap { object in
      (object.node["images"]?.items ?? []).compactMap(ImageOverride.init)
    }
  }

  /// The name by which overrides know an image: without its tag and digest.
  static func name(of image: String) -> String {
    let undigested = image.prefix { $0 != "@" }
    let lastPart = undigested.lastIndex(of: "/").map { undigested[$0...] } ?? undigested
    return String(lastPart.lastIndex(of: ":").map { undigested[..<$0] } ?? undigested)
  }

  /// The image that takes the place of one of that name.
  func image(_ text: String) -> String {
    let name = newName ?? self.name
    if let digest { return "\(name)@\(digest)" }
    return name + (tag.map { ":\($0)" } ?? String(text.dropFirst(self.name.count)))
  }
}
