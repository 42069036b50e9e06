internal import Images
package import Rules

/// An earlier image: by what it is found again, and how large it was.
package struct MeasuredImage: Sendable, Hashable {
  /// What it is known again by.
  package var identity: ImageIdentity
  /// Bytes, of it all and of its layers.
  package var sizes: ImageBaseline

  /// The sizes of an image that was read.
  package init(_ identity: ImageIdentity, _ sizes: ImageBaseline) {
    self.identity = identity
    self.sizes = sizes
  }
}

/// What growth is measured against: earlier images, from their archive or from a JSON report of an earlier run.
package struct GrowthBaseline: Sendable {
  /// The images that could be read.
  package var images: [MeasuredImage]

  /// The sizes of the image that another one takes the place of; nil when it cannot be told.
  package func counterpart(of image: ImageIdentity) -> ImageBaseline? {
    image.counterpart(among: images.map(\.identity)).map { images[$0].sizes }
  }
}

extension ImageBaseline {
  init(_ image: ImageModel) {
    self.init(
      unpacked: image.size.unpacked,
      layers: image.layers.map { Layer(createdBy: $0.createdBy, unpacked: $0.unpacked) })
  }
}

extension Assessment {
  /// What growth of the image in the archive `archive` is measured against: `--baseline-image`, else what the baseline of the run
  /// has recorded; nil when that has no such image. A `--baseline-image` that cannot be read becomes an input, once.
  mutating func baseline(
    of image: ImageModel, in archive: String, _ resolution: ResolvePolicy.Resolution
  ) -> ImageBaseline? {
    let identity = ImageIdentity(image, target: resolution.target?.name, path: archive)
    guard let path = options.baselineImage else { return baseline?.recordedSizes(of: identity) }
    return loadedBaseline(InputPath(path), resolution)?.counterpart(of: identity)
  }

  private mutating func loadedBaseline(_ file: InputPath, _ resolution: ResolvePolicy.Resolution) -> GrowthBaseline? {
    if let known = growthBaseline { return try? known.get() }
    do throws(InputError) {
      let loaded = try GrowthBaseline.load(file, options)
      growthBaseline = .success(loaded)
      return loaded
    } catch {
      growthBaseline = .failure(error)
      add(unreadable: file.display, kind: .image, error, resolution)
      return nil
    }
  }

  /// The rules under a policy, for an image that is measured against another.
  mutating func catalog(for resolution: ResolvePolicy.Resolution, against baseline: ImageBaseline) -> Catalog {
    var settings = self.settings(of: resolution)
    settings.baseline = baseline
    return Catalog(settings).filter { resolution.selection.mayRun($0) }
  }
}

extension GrowthBaseline {
  /// Reads an archive or layout directory, or a JSON report of this program.
  static func load(_ file: InputPath, _ options: RunOptions) throws(InputError) -> GrowthBaseline {
    if try isJSON(file) { return try GrowthBaseline(report: ReadFile.bytes(at: file.absolute)) }
    do throws(ArchiveError) {
      let readOptions = ReadOptions(
        verify: options.verifies, jobs: options.jobs, progress: options.progress?.begin(file.display))
      let images = try readImages(at: file.absolute, options: readOptions).map(\.concealingSecrets)
      if let error = images.lazy.compactMap(\.error).first { throw error }
      return GrowthBaseline(images: images.map { MeasuredImage(ImageIdentity($0), ImageBaseline($0)) })
    } catch {
      throw InputError(error)
    }
  }

  private static func isJSON(_ file: InputPath) throws(InputError) -> Bool {
    guard ReadFile.isRegularFile(file.absolute) else { return false }
    return try ReadFile.head(of: file.absolute, count: 1) == [UInt8(ascii: "{")]
  }
}
