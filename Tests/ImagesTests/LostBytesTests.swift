import Images
import Linting
import TestSupport
import Testing

/// What later layers took away, by whom and how; and what that means for dive's score.
@Suite struct LostBytesTests {
  private func read(_ listing: String, comparing compared: Set<ContentComparison> = []) throws -> ImageModel {
    var options = ReadOptions()
    options.compared = compared
    return try TemporaryDirectory.withFile(ImageListing(parsing: listing).archive()) { path in
      try #require(try readImages(at: path, options: options).first)
    }
  }

  @Test(arguments: [
    ("  delete srv/a\n", ["deleted srv/a 0>1 300"]),
    ("  delete srv\n", ["deleted srv 0>1 700"]),
    ("  hide srv\n", ["hidden srv 0>1 700"]),
    ("  srv/a 300\n", ["replaced srv/a 0>1 300"]),
    ("  srv -> opt\n", ["replaced srv 0>1 700"]),
    ("  srv/a/b 10\n", ["replaced srv/a 0>1 300"]),
    ("  srv/new 10\n", []),
    ("  0700 0:0 srv/\n", []),
  ])
  func whatALayerTakesAway(_ entries: String, _ losses: [String]) throws {
    let image = try read("layer: one\n  srv/a 300\n  srv/b 400\n  srv/empty\nlayer: two\n" + entries)
    let found = image.files.lostBytes().map { "\($0.cause) \($0.path) \($0.layer)>\($0.laterLayer) \($0.bytes)" }
    #expect(found == losses)
    #expect(image.files.lostBytes().map(\.bytes).reduce(0, +) == image.size.dead)
  }

  @Test func eachLayerThatLosesIsNamed() throws {
    let image = try read("layer: one\n  a/x 100\nlayer: two\n  a/y 200\nlayer: three\n  delete a\n")
    #expect(image.files.lostBytes().map(\.layer) == [0, 1])
    #expect(image.files.lostBytes().map(\.laterLayer) == [2, 2])
  }

  @Test func aFileIsOnlyLostWithItsLastName() throws {
    let one = "layer: one\n  a 100\n  b => a\nlayer: two\n  delete a\n"
    #expect(try read(one).files.lostBytes().isEmpty)
    let lost = try read(one + "layer: three\n  delete b\n").files.lostBytes()
    #expect(lost.map(\.path) == ["b"] && lost.map(\.laterLayer) == [2])
  }

  @Test(arguments: ["docker-archive", "oci-archive gzip"])
  func theSameContentIsToldFromAnother(_ format: String) throws {
    let listing = """
      image: \(format)
      layer: one
        0644 0:0 same 5kB
        0644 0:0 other "12345"
      layer: two
        0755 1:2 same 5kB
        0755 0:0 other "54321"
      """
    let compared = try read(listing, comparing: [.replacedFiles]).files.lostBytes()
    #expect(compared.map(\.cause) == [.replaced, .replacedBySame])
    #expect(compared.last?.change?.new.mode == 0o755 && compared.last?.change?.old.uid == 0)
    #expect(try read(listing).files.lostBytes().map(\.cause) == [.replaced, .replaced])
  }

  /// The values are those of dive 0.13.1.
  @Test(arguments: [
    ("  a 1000\n", "  delete a\n", 0.0),
    ("  etc/a 600\n  etc/b 400\n", "  delete etc\n", 1.0),
    ("  etc/a 600\n", "  hide etc\n", 1.0),
    ("  a 1000\n", "  a 1000\n", 0.5),
    ("  a 1000\n", "  a/b 500\n", 1.0),
    ("  a 1000\n  a 3000\n", "", 1.0),
    ("  a 1000\n  b 1000\n", "  ./a 500\n", 0.6),
    ("  a\n", "", 1.0),
  ])
  func theEfficiencyIsThatOfDive(_ one: String, _ two: String, _ efficiency: Double) throws {
    let image = try read("layer: one\n\(one)layer: two\n\(two)")
    #expect(image.files.efficiency() == efficiency)
  }
}
