/// How reports tell the images of one archive from each other, worked out once for all inputs.
struct InputNames {
  /// By input: the name of an image, with its platform where the name alone does not tell it from its neighbours; nil for a source file.
  private let images: [String?]
  /// By input: whether its archive has other images, too.
  private let isOneOfSeveral: [Bool]
  private let paths: [String]

  init(_ report: Report) {
    let archives = Dictionary(grouping: report.inputs.indices.filter { report.inputs[$0].image != nil }) {
      report.inputs[$0].path
    }
    var images = [String?](repeating: nil, count: report.inputs.count)
    var isOneOfSeveral = [Bool](repeating: false, count: report.inputs.count)
    for indices in archives.values {
      let counts = indices.reduce(into: [String?: Int]()) { $0[report.inputs[$1].image?.name, default: 0] += 1 }
      for index in indices {
        guard let image = report.inputs[index].image else { continue }
        let isTold = image.name != nil && counts[image.name] == 1
        let words = [image.name, isTold ? nil : image.platform].compactMap { $0 }.filter { !$0.isEmpty }
        images[index] = words.isEmpty ? nil : words.joined(separator: " ")
        isOneOfSeveral[index] = indices.count > 1
      }
    }
    self.images = images
    self.isOneOfSeveral = isOneOfSeveral
    paths = report.inputs.map(\.path)
  }

  /// What is to be said in front of a message, where the path does not say which image is meant: `shop/web:v1: `; else nothing.
  func prefix(of input: Int) -> String {
    guard images.indices.contains(input), isOneOfSeveral[input], let name = images[input] else { return "" }
    return "\(name): "
  }

  /// Where in an image: the layer and the file, and the image itself where there are others or nothing else is known; nil for a
  /// finding of a source file.
  func position(of judged: JudgedFinding) -> String? {
    let position = judged.imagePosition
    guard images.indices.contains(judged.input), let name = images[judged.input] else { return position }
    guard let position else { return "image \(name)" }
    return isOneOfSeveral[judged.input] ? "image \(name), \(position)" : position
  }

  /// The path of an input; with the name of the image where an archive holds several.
  func label(of input: Int) -> String {
    guard paths.indices.contains(input) else { return "" }
    guard isOneOfSeveral[input], let name = images[input] else { return paths[input] }
    return "\(paths[input]) (\(name))"
  }
}
