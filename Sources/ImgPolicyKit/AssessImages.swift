internal import Images
internal import Linting
internal import Rules

extension Assessment {
  /// Adds each image of an archive as an input of its own; the images, for a summary. Throws when the archive has none of those
  /// that are asked for.
  @discardableResult
  mutating func add(
    images source: ImageInput, as path: String, builtFrom dockerfile: Int? = nil, _ resolution: ResolvePolicy.Resolution
  ) throws(RunError) -> [ImageModel] {
    let rules = catalog(for: resolution).image
    let images = try sharedImages(source, as: path, for: rules, resolution)
    for (image, variant) in zip(images, variants(of: images)) {
      bases.noteUse(by: image)
      addInput(image, path, resolution)
      let index = count - 1
      let counterpart = baseline(of: image, in: path, resolution)
      let measured = counterpart.map { catalog(for: resolution, against: $0).image } ?? rules
      var found = image.findings(of: measured, jobs: options.jobs)
      if let dockerfile {
        found = findings(in: image, at: index, builtFrom: dockerfile, besides: found, resolution)
      }
      record(found, of: index, variant: variant, voice: nil, resolution)
      if keepsBuilds { keepBuild(of: image, in: path, dockerfile, resolution) }
    }
    return images
  }

  /// The images of an archive, which is read once however many targets of the same policies name it.
  private mutating func sharedImages(
    _ source: ImageInput, as path: String, for rules: [any Rule<ImageModel>], _ resolution: ResolvePolicy.Resolution
  ) throws(RunError) -> [ImageModel] {
    guard case .path(let file) = source else { return try read(images: source, as: path, for: rules, resolution) }
    let key = RuleSetKey(resolution)
    let known = sharedImages.images(at: file, for: key)
    let images = if let known { known } else { try read(images: source, as: path, for: rules, resolution) }
    // An archive that could not be read is said to be so for each target.
    if !images.isEmpty { sharedImages.keep(images, at: file, for: key) }
    return images
  }

  /// Reads the images of an archive, with the contents that the rules want. An archive that cannot be read becomes an input, and no
  /// image comes of it.
  mutating func read(
    images source: ImageInput, as path: String, for rules: [any Rule<ImageModel>], digestsFiles: Bool = false,
    _ resolution: ResolvePolicy.Resolution
  ) throws(RunError) -> [ImageModel] {
    let wanted = Set(rules.flatMap { $0.wants }).union(rolloutWants)
    var readOptions = ReadOptions(
      verify: options.verifies, jobs: options.jobs, limits: resolution.policy.settings.readingLimits,
      selection: selection,
      wanted: wanted.sorted { $0.pattern < $1.pattern },
      digestsFiles: digestsFiles, progress: options.progress?.begin(path))
    readOptions.compared = rules.reduce(into: []) { $0.formUnion($1.info.compares) }
    do throws(ArchiveError) {
      return try readImages(from: source, options: readOptions).map(\.concealingSecrets)
    } catch {
      if error.kind == .noSuchImage { throw .usage("\(path): \(error.message)") }
      add(unreadable: path, kind: .image, InputError(error), resolution)
      record(error.findings(by: rules), of: count - 1, variant: nil, voice: nil, resolution)
      return []
    }
  }

  /// Adds an image as an input, before anything is found in it.
  mutating func addInput(_ image: ImageModel, _ path: String, _ resolution: ResolvePolicy.Resolution) {
    var input = input(path, .image, resolution)
    input.error = image.error.map(InputError.init)
    input.image = ImageSummary(image, budgets: resolution.policy.settings.budgets, top: options.top)
    append(input, resolution)
  }

  /// What tells each image of an archive from the others, read or not: its name and platform, which outlive a build, where those do; nil
  /// for the only one.
  func variants(of images: [ImageModel]) -> [String?] {
    guard images.contains(where: { $0.imagesInArchive > 1 }) else { return images.map { _ in nil } }
    let names = images.map { "\($0.name ?? "") \($0.platform)" }
    return Set(names).count == names.count ? names : images.map(\.configDigest)
  }
}

extension InputError {
  init(_ error: ArchiveError) {
    self.init(kind: error.kind.rawValue, message: error.message, offset: error.offset)
  }
}
