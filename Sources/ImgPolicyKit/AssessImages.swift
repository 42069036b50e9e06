internal import Images
internal import Linting
internal import Rules

extension Assessment {
  /// Adds each image of an archive as an input of its own; the images, for a summary. Throws when the archive has none of those
  /// that are asked for.
  @discardableResult
  mutating func add(
    images source: ImageInput, as path: String, _ resolution: ResolvePolicy.Resolution
  ) throws(RunError) -> [ImageModel] {
    let rules = catalog(for: resolution).image
    let images = try read(images: source, as: path, for: rules, resolution)
    for image in images {
      addInput(image, path, resolution)
      let index = count - 1
      let counterpart = baseline(of: image, resolution)
      let measured = counterpart.map { catalog(for: resolution, against: $0).image } ?? rules
      record(
        measured.flatMap { $0.check(image) }, of: index, variant: variant(image, of: images), voice: nil,
        resolution)
    }
    return images
  }

  /// Reads the images of an archive, with the contents that the rules want. An archive that cannot be read becomes an input, and no
  /// image comes of it.
  mutating func read(
    images source: ImageInput, as path: String, for rules: [any Rule<ImageModel>], digestsFiles: Bool = false,
    _ resolution: ResolvePolicy.Resolution
  ) throws(RunError) -> [ImageModel] {
    let wanted = Set(rules.flatMap { $0.wants })
    var readOptions = ReadOptions(
      verify: options.verifies, jobs: options.jobs, selection: selection,
      wanted: wanted.sorted { $0.pattern < $1.pattern },
      digestsFiles: digestsFiles, progress: options.progress?.begin(path))
    readOptions.compared = rules.reduce(into: []) { $0.formUnion($1.info.compares) }
    do throws(ArchiveError) {
      return try readImages(from: source, options: readOptions).map(\.concealingSecrets)
    } catch {
      if error.kind == .noSuchImage { throw .usage("\(path): \(error.message)") }
      add(unreadable: path, kind: .image, InputError(error), resolution)
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

  /// What tells the findings of an image from those of others in its archive.
  func variant(_ image: ImageModel, of images: [ImageModel]) -> String? {
    images.count > 1 ? image.configDigest : nil
  }
}

extension InputError {
  init(_ error: ArchiveError) {
    self.init(kind: error.kind.rawValue, message: error.message, offset: error.offset)
  }
}
