internal import Images
internal import Linting
internal import Rules

/// Compares two images, or the images of two archives pair by pair, and judges how the new ones have grown.
package func diff(_ old: String, _ new: String, options: RunOptions) throws(RunError) -> Report {
  guard old != "-" || new != "-" else {
    throw .usage("standard input holds one archive: save the other image first, as in `docker save -o app.tar app`")
  }
  try options.checkTop()
  var options = options
  let shown = options.top
  options.top = nil
  var assessment = try Assessment(options)
  assessment.isComparison = true
  let before = try assessment.addCompared(old)
  let after = try assessment.addCompared(new)
  let comparisons = assessment.compare(before, after, shown: shown)
  assessment.tellOfWaivers()
  return assessment.report(comparisons: comparisons)
}

/// The images of one side, with the places of their inputs.
private struct ComparedImages {
  var images: [ImageModel]
  /// The index of the first one's input.
  var start: Int
  var resolution: ResolvePolicy.Resolution

  /// For each image, what tells its findings from those of the others.
  var variants: [String?]

  func variant(ofInput input: Int) -> String? {
    variants.indices.contains(input - start) ? variants[input - start] : nil
  }

  subscript(at: Int?) -> (image: ImageModel, input: Int)? { at.map { (images[$0], start + $0) } }

  var identities: [ImageIdentity] { images.map { ImageIdentity($0) } }
}

extension Assessment {
  fileprivate mutating func addCompared(_ path: String) throws(RunError) -> ComparedImages {
    let isStandardInput = path == "-"
    let file = InputPath(isStandardInput ? "stdin" : path)
    let display = isStandardInput ? options.standardInputName ?? "-" : file.display
    let resolution = try resolve(file)
    let images = try read(
      images: isStandardInput ? .standardInput : .path(file.absolute), as: display, for: [], digestsFiles: true,
      resolution)
    let start = count
    for image in images { addInput(image, display, resolution) }
    return ComparedImages(images: images, start: start, resolution: resolution, variants: variants(of: images))
  }

  fileprivate mutating func compare(
    _ old: ComparedImages, _ new: ComparedImages, shown: Int?
  ) -> [ImageComparison] {
    pairs(of: old.identities, and: new.identities).map { pair in
      let (before, after) = (old[pair.old], new[pair.new])
      var comparison = ImageComparison(old: before?.input, new: after?.input)
      comparison.compare(before?.image, after?.image)
      if let shown { comparison.shownFiles = shown }
      if let after { judgeGrowth(of: after, since: before?.image, new) }
      return comparison
    }
  }

  /// Judges the growth budgets, and nothing else.
  private mutating func judgeGrowth(
    of new: (image: ImageModel, input: Int), since old: ImageModel?, _ images: ComparedImages
  ) {
    let recorded =
      options.baselineImage == nil
      ? old.map(ImageBaseline.init) : baseline(of: new.image, in: inputs[new.input].path, images.resolution)
    guard let recorded else { return }
    let rules = catalog(for: images.resolution, against: recorded).image.filter {
      $0.info.name == ImageGrowth.info.name
    }
    record(
      rules.flatMap { $0.check(new.image) }, of: new.input, variant: images.variant(ofInput: new.input), voice: nil,
      images.resolution)
  }
}
