import Foundation
import Images

/// How the time grows with the number of files: ours for doubled inputs, and against dive for one of them.
struct FileCountSpeed: ComparisonSection {
  static let name = "files"
  static let title = "Ten layers of many small files: growth, and time against dive"

  private static let counts = [1250, 2500, 5000, 10_000]
  /// Eight times the files may take this many times as long.
  private static let mostGrowth = 9.6
  private let comparison: Comparison

  init(_ comparison: Comparison) { self.comparison = comparison }

  func run() throws -> Bool {
    let race = ImageRace(comparison)
    let images = try Self.counts.map { try comparison.writeFiles($0, layers: 10) }
    var runs: [[ToolRun]] = images.map { _ in [] }
    for _ in 0..<5 {
      for (at, image) in images.enumerated() { runs[at].append(try race.own(image)) }
    }
    let best = runs.map(race.fastest)
    for (count, run) in zip(Self.counts, best) {
      print("10 × \(count) files: \(race.milliseconds(run)) ms, \(race.megabytes(run)) MB")
    }
    let growth = best[3].seconds / best[0].seconds
    print("8 times the files take \((growth * 10).rounded() / 10) times as long; wanted is at most \(Self.mostGrowth)")
    let small = try race.run(try comparison.writeFiles(1000, layers: 10), rounds: 1)
    race.show("10 × 1000 files", small)
    return race.judge("10 × 1000 files", small.own[0], against: small.dive, wanted: 30) && growth <= Self.mostGrowth
  }
}

/// The same at the size where dive, whose time grows with the square of the number, takes minutes.
struct ManyFilesSpeed: ComparisonSection {
  static let name = "many-files"
  static let title = "Ten layers of 10,000 small files, against dive, which takes about four minutes"
  static let isLong = true

  private let comparison: Comparison

  init(_ comparison: Comparison) { self.comparison = comparison }

  func run() throws -> Bool {
    let race = ImageRace(comparison)
    let outcome = try race.run(try comparison.writeFiles(10_000, layers: 10), rounds: 1)
    race.show("10 × 10000 files", outcome)
    return race.judge("10 × 10000 files", outcome.own[0], against: outcome.dive, wanted: 200)
  }
}

extension Comparison {
  /// Writes the archive of an image of small files: each layer brings new ones, rewrites a tenth of those of the layer below it and
  /// takes away a twentieth.
  fileprivate func writeFiles(_ count: Int, layers: Int) throws -> String {
    var archive = TarWriter()
    var names: [String] = []
    var diffIDs: [String] = []
    for layer in 0..<layers {
      let tar = layerOfFiles(count, layer)
      let digest = Digest.of(tar)
      archive.add("\(digest.hex).tar", tar)
      names.append("\(digest.hex).tar")
      diffIDs.append(digest.description)
    }
    let config = Array(
      #"{"architecture":"amd64","os":"linux","config":{"User":"1001"},"rootfs":{"type":"layers","diff_ids":\#(diffIDs)}}"#
        .utf8)
    archive.add("\(Digest.of(config).hex).json", config)
    let manifest = #"[{"Config":"\#(Digest.of(config).hex).json","RepoTags":["files:v1"],"Layers":\#(names)}]"#
    archive.add("manifest.json", Array(manifest.utf8))
    let url = directory.appending(path: "files-\(count).tar")
    try Data(archive.finish()).write(to: url)
    return url.path()
  }

  private func layerOfFiles(_ count: Int, _ layer: Int) -> [UInt8] {
    var tar = TarWriter()
    let path = { (layer: Int, number: Int, mark: String) in
      "app/layer\(layer)/part\(number / 100)/\(mark)file\(number).js"
    }
    for number in 0..<count {
      tar.add(path(layer, number, ""), Array("export const value = \(layer * count + number);\n".utf8))
    }
    if layer > 0 {
      for number in stride(from: 0, to: count, by: 10) { tar.add(path(layer - 1, number, ""), [UInt8(ascii: "\n")]) }
      for number in stride(from: 5, to: count, by: 20) { tar.add(path(layer - 1, number, ".wh."), []) }
    }
    return tar.finish()
  }
}
