import Dockerfile
import Images
import ImgPolicyKit
import Linting
import Rules
import TestSupport
import Testing
import Workloads

/// What rules judge, and how the text of an example or a fixture becomes one.
enum Subject: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case dockerfile
  case image
  case workload
  case values
  case release
  case rollout
  case described

  var testDescription: String { rawValue }

  /// The rules of this subject in the order of the catalogue.
  func infos(in catalog: Catalog = Catalog()) -> [RuleInfo] {
    switch self {
    case .dockerfile: catalog.dockerfile.map(\.info)
    case .image: catalog.image.map(\.info)
    case .workload: catalog.workload.map(\.info)
    case .values: catalog.values.map(\.info)
    case .release: catalog.release.map(\.info)
    case .rollout: catalog.rollout.map(\.info)
    case .described: catalog.described.map { $0.info }
    }
  }

  /// The names of the rules' types in the order of the catalogue.
  var typeNames: [String] {
    switch self {
    case .dockerfile: Catalog().dockerfile.map { "\(type(of: $0))" }
    case .image: Catalog().image.map { "\(type(of: $0))" }
    case .workload: Catalog().workload.map { "\(type(of: $0))" }
    case .values: Catalog().values.map { "\(type(of: $0))" }
    case .release: Catalog().release.map { "\(type(of: $0))" }
    case .rollout: Catalog().rollout.map { "\(type(of: $0))" }
    case .described: Catalog().described.map { "\($0)" }
    }
  }

  /// The folder of the rules' sources.
  var sources: String {
    switch self {
    case .dockerfile: "Sources/Rules/Dockerfile"
    case .image: "Sources/Rules/Image"
    case .workload: "Sources/Rules/Workload"
    case .values: "Sources/Rules/Values"
    case .release: "Sources/Rules/Release"
    case .rollout: "Sources/Rules/Rollout"
    case .described: "Sources/Rules/Suppression"
    }
  }

  /// How the fixtures of this subject end.
  var fixtureSuffix: String {
    switch self {
    case .dockerfile, .release, .described: ".Dockerfile"
    case .image: ".tree"
    case .workload, .values, .rollout: ".yaml"
    }
  }

  /// What all rules of `catalog` find in a text; for a Dockerfile, in a context with this ignore file and these files, and
  /// on the base image of this listing; for Helm values, over the chart's own and by its schema; for a release, with the image
  /// of that listing; for a rollout, with that image and that Dockerfile. Those that are only described get their findings
  /// from the judge, under `policy`.
  ///
  /// With `shellCheck` the scripts of a Dockerfile are judged by the installed program.
  func findings(
    of catalog: Catalog, in text: [UInt8], ignoreFile: String? = nil, contextFiles: String? = nil, base: String? = nil,
    image: String? = nil, dockerfile: String? = nil, chart: String? = nil, schema: String? = nil,
    policy: String? = nil, shellCheck: Bool = false
  ) throws -> [Finding] {
    switch self {
    case .dockerfile:
      var model = try Self.model(text, ignoreFile: ignoreFile, contextFiles: contextFiles, base: base)
      if shellCheck { model.scriptFaults = try InstalledShellCheck.faults(in: model) }
      return catalog.findings(in: model)
    case .image:
      let images = try Self.images(
        String(decoding: text, as: UTF8.self), wanted: catalog.image.flatMap { $0.wants },
        compared: catalog.image.reduce(into: []) { $0.formUnion($1.info.compares) })
      return images.flatMap { image in image.findings(of: catalog.image) }
    case .workload:
      let manifest = Manifest(ManifestFile(SourceText(path: "manifest.yaml", bytes: text)))
      return catalog.workload.flatMap { $0.check(manifest) }
    case .values: return try Self.chartValues(text, chart: chart, schema: schema).flatMap { catalog.findings(in: $0) }
    case .release:
      let model = try Self.model(text, ignoreFile: ignoreFile, contextFiles: contextFiles, base: base)
      let images = try Self.images(image ?? "", wanted: [])
      return images.flatMap { image in
        catalog.release.flatMap { $0.check(Release(dockerfile: model, image: image)) }
      }
    case .rollout:
      let file = ManifestFile(SourceText(path: "manifest.yaml", bytes: text))
      let wanted = Array(imageWants(of: catalog.rollout).union(secretWants(beside: [file.source])))
      let model = try dockerfile.map { try Self.model(Array($0.utf8), ignoreFile: nil, contextFiles: nil, base: base) }
      let images = try image.map { try Self.images($0, wanted: wanted) } ?? []
      var builds = images.map { Build(dockerfile: model, image: $0, target: "web") }
      if builds.isEmpty, let model { builds = [Build(dockerfile: model, image: nil, target: "web")] }
      let rollout = Rollout(Manifest(file), builds: Builds(builds))
      return catalog.rollout.flatMap { $0.check(rollout) }
    case .described:
      let rules = catalog.described.map { $0.info.name }
      return try JudgedText(text, policy: policy, extendSelect: rules).findings.map(\.finding).filter {
        rules.contains($0.rule)
      }
    }
  }
}

extension Subject {
  private static func model(
    _ text: [UInt8], ignoreFile: String?, contextFiles: String?, base: String?
  ) throws -> BuildModel {
    let context = try ContextListing.context(ignoreFile: ignoreFile, files: contextFiles)
    let options = BuildOptions(context: context, bases: try base.map(Self.bases) ?? [:])
    return BuildModel(source: SourceText(path: "Dockerfile", bytes: text), options: options)
  }

  /// Helm values alone: those of the chart itself, or laid over them.
  private static func chartValues(_ text: [UInt8], chart: String?, schema: String?) throws -> [ChartValues] {
    let own = chart.map { ValuesFile(SourceText(path: "chart/values.yaml", text: $0)) }
    let files = (own.map { [$0] } ?? []) + [ValuesFile(SourceText(path: "values.yaml", bytes: text))]
    let schema = schema.map { ValuesSchema(SourceText(path: "chart/values.schema.json", text: $0)) }
    let stack = try ValuesStack(files, schema: schema)
    return files.enumerated().suffix(1).map { ChartValues($0.element, at: $0.offset, in: stack) }
  }

  /// The images of a listing, read with the contents that rules want.
  static func images(
    _ text: String, wanted: [WantedContents] = [], compared: Set<ContentComparison> = []
  ) throws -> [ImageModel] {
    let listing = try ImageListing(parsing: text)
    let wanted = Set(wanted).sorted { $0.pattern < $1.pattern }
    var options = ReadOptions(verify: listing.verifies, wanted: wanted)
    options.compared = compared
    return try TemporaryDirectory.withFile(listing.archive()) { path in try readImages(at: path, options: options) }
  }

  /// The base image of a listing under the name of its tag, read as `--base` reads it.
  private static func bases(_ text: String) throws -> [String: BaseImage] {
    let listing = try ImageListing(parsing: text)
    let name = try ImageReference.parse(listing.tags.first ?? "")
    return try TemporaryDirectory.withFile(listing.archive()) { path in
      var image = try BaseImage.load(InputPath(path), as: name)
      image.path = "base.tar"
      return [name.canonical: image]
    }
  }
}

extension Catalog {
  /// The catalogue with one rule, which has the settings of a policy given as YAML text, and what the listings of a base
  /// image and of an earlier build tell.
  init(only rule: String, policy: String?, base: String? = nil, baseline: String? = nil) throws {
    var settings = RuleSettings()
    if let policy {
      let names = RuleNames(Catalog().infos)
      settings = try Policy.decode(Array(policy.utf8), path: "policy.yaml", names: names).settings
    }
    try settings.take(base: base, baseline: baseline)
    self = Catalog(settings).filter { $0.name == rule }
  }
}

extension RuleSettings {
  /// Takes over what the listings of a base image and of an earlier build tell.
  mutating func take(base: String?, baseline: String?) throws {
    bases += try base.map { try Subject.images($0) }?.map { $0.layers.map(\.diffID) } ?? []
    self.baseline = try baseline.map { try Subject.images($0) }?.first.map { image in
      ImageBaseline(
        unpacked: image.size.unpacked,
        layers: image.layers.map { ImageBaseline.Layer(createdBy: $0.createdBy, unpacked: $0.unpacked) })
    }
  }
}
