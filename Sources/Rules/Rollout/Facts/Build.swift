package import Dockerfile
package import Images
package import Linting

/// What a container runs: an image, the Dockerfile that it is built from, or both.
package struct Build: Sendable {
  package let dockerfile: BuildModel?
  package let image: ImageModel?
  /// The target of the project that has them; nil outside a project.
  package let target: String?
  /// The names of the image, in full.
  package let names: [ImageReference]
  /// Both, held against each other.
  let release: Release?
  /// What a runtime is told; nil where neither the image nor the Dockerfile says.
  let config: RuntimeConfig?
  /// Where the image has values of Secrets.
  let secretValues: SecretValueSearch.Places?
  /// What the image has for browsers.
  let browserCode: BrowserCode?

  package init(dockerfile: BuildModel?, image: ImageModel?, target: String? = nil) {
    self.dockerfile = dockerfile
    self.image = image
    self.target = target
    let tags = image.map { $0.tags + ($0.name.map { [$0] } ?? []) } ?? []
    var seen: Set<String> = []
    names = tags.compactMap { try? ImageReference.parse($0) }.filter { seen.insert($0.canonical).inserted }
    release = dockerfile.flatMap { file in image.map { Release(dockerfile: file, image: $0) } }
    config = RuntimeConfig(image: image, dockerfile: dockerfile)
    secretValues = image.map(SecretValueSearch.Places.init)
    browserCode = image.flatMap(BrowserCode.init)
  }
}

/// All builds of a run, found by what manifests call them.
package struct Builds: Sendable {
  package let all: [Build]
  private let byName: [String: [Int]]
  private let byRepository: [String: [Int]]

  package init(_ all: [Build] = []) {
    self.all = all
    var (byName, byRepository): ([String: [Int]], [String: [Int]]) = ([:], [:])
    for (index, build) in all.enumerated() {
      for name in build.names {
        byName[name.canonical, default: []].append(index)
        byRepository[name.repository, default: []].append(index)
      }
    }
    self.byName = byName
    self.byRepository = byRepository
  }

  /// The builds that a container's image means: those of that name, whatever digest stands behind it; else those without a
  /// name whose target is called as the last part of the image's name, or as its end.
  package func builds(for reference: ImageReference) -> [Build] {
    var plain = reference
    if plain.tag != nil { plain.digest = nil }
    if let named = byName[plain.canonical] { return named.map { all[$0] } }
    if plain.tag == nil, plain.digest != nil { return others(of: plain) }
    let last = reference.path.split(separator: "/").last.map(String.init) ?? ""
    return all.filter { build in
      guard build.names.isEmpty, let target = build.target?.lowercased() else { return false }
      return last == target || last.hasSuffix("-\(target)") || last.hasPrefix("\(target)-")
    }
  }

  /// The builds of the same repository under whatever tag.
  package func others(of reference: ImageReference) -> [Build] {
    (byRepository[reference.repository] ?? []).map { all[$0] }
  }
}
