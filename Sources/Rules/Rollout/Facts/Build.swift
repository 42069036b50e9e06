package import Dockerfile
package import Images
package import Linting

/// What a container runs: an image, the Dockerfile that it is built from, or both.
package struct Build: Sendable {
  package let dockerfile: BuildModel?
  package let image: ImageModel?
  /// The path of the image's archive, as reports print it; nil where it is not known.
  let archive: String?
  /// The target of the project that has them; nil outside a project.
  package let target: String?
  /// The names of the image, in full.
  package let names: [ImageReference]
  /// Tags that stand alone, of whatever repository: an OCI archive often has no more in `org.opencontainers.image.ref.name`.
  private let bareTags: Set<String>
  /// Both, held against each other.
  let release: Release?
  /// What a runtime is told; nil where neither the image nor the Dockerfile says.
  let config: RuntimeConfig?
  /// Where the image has values of Secrets.
  let secretValues: SecretValueSearch.Places?
  /// What the image has for browsers.
  let browserCode: BrowserCode?

  package init(dockerfile: BuildModel?, image: ImageModel?, archive: String? = nil, target: String? = nil) {
    self.dockerfile = dockerfile
    self.image = image
    self.archive = archive
    self.target = target
    let tags = (image.map { $0.tags + ($0.name.map { [$0] } ?? []) } ?? []).filter { !$0.isEmpty }
    let bare = Set(tags.filter { $0.utf8.allSatisfy { !"/:@".utf8.contains($0) } })
    bareTags = bare
    var seen: Set<String> = []
    names = tags.filter { !bare.contains($0) }.compactMap { try? ImageReference.parse($0) }.filter {
      seen.insert($0.canonical).inserted
    }
    release = dockerfile.flatMap { file in image.map { Release(dockerfile: file, image: $0) } }
    config = RuntimeConfig(image: image, dockerfile: dockerfile)
    secretValues = image.map(SecretValueSearch.Places.init)
    browserCode = image.flatMap(BrowserCode.init)
  }

  /// Whether its archive does not say what it is called.
  var isNameless: Bool {
    image != nil && archive != nil && image?.format != .rootFileSystem && names.isEmpty && bareTags.isEmpty
  }

  /// Whether it is without a name and may be what a manifest calls so, since its target is called as the last part of that name, or as
  /// its end.
  fileprivate func isMeant(by reference: ImageReference) -> Bool {
    guard names.isEmpty, let target = target?.lowercased(),
      bareTags.isEmpty || bareTags.contains(reference.tag ?? "latest")
    else { return false }
    let last = reference.path.split(separator: "/").last.map(String.init) ?? ""
    return last == target || last.hasSuffix("-\(target)") || last.hasPrefix("\(target)-")
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
  /// name that may be meant.
  package func builds(for reference: ImageReference) -> [Build] {
    var plain = reference
    if plain.tag != nil { plain.digest = nil }
    if let named = byName[plain.canonical] { return named.map { all[$0] } }
    if plain.tag == nil, plain.digest != nil { return others(of: plain) }
    return all.filter { $0.isMeant(by: reference) }
  }

  /// The builds of the same repository under whatever tag.
  package func others(of reference: ImageReference) -> [Build] {
    (byRepository[reference.repository] ?? []).map { all[$0] }
  }
}
