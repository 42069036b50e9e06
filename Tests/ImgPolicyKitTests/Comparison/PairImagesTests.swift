import ImgPolicyKit
import Testing

@Suite struct PairImagesTests {
  /// `name platform`, or `target: name platform`
  private func identity(_ text: String) -> ImageIdentity {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: true)
    let hasTarget = text.contains(": ")
    let words = (hasTarget ? parts[1] : text[...]).split(separator: " ")
    return ImageIdentity(
      target: hasTarget ? String(parts[0]) : nil, name: words[0] == "-" ? nil : String(words[0]),
      platform: String(words[1]))
  }

  @Test(
    "Images are paired by platform, then by name, then in order",
    arguments: [
      (["a:v1 x"], ["a:v2 x"], ["0-0"]),
      (["a:v1 x"], ["b:v1 y"], ["0-0"]),
      (["a:v1 x", "a:v1 y"], ["a:v2 y", "a:v2 x"], ["1-0", "0-1"]),
      (["a:v1 x", "b:v1 x"], ["b:v2 x", "a:v2 x"], ["1-0", "0-1"]),
      (["a:v1 x", "a:v2 x"], ["a:v2 x", "a:v3 x"], ["1-0", "0-1"]),
      (["- x", "- x"], ["- x", "- x"], ["0-0", "1-1"]),
      (["a:v1 x"], ["a:v2 x", "a:v2 y"], ["0-0", "nil-1"]),
      (["a:v1 x", "a:v1 y"], ["a:v2 x"], ["0-0", "1-nil"]),
      (["r.io:5000/a:v1 x", "b:v1 x"], ["b x", "r.io:5000/a x"], ["1-0", "0-1"]),
      (["docker.io/library/a:v1 x", "b:v1 x"], ["b:v2 x", "a:v2 x"], ["1-0", "0-1"]),
      (["a:v1@sha256:\(String(repeating: "0", count: 64)) x", "b:v1 x"], ["b:v2 x", "a:v2 x"], ["1-0", "0-1"]),
      ([], ["a:v1 x"], ["nil-0"]),
    ] as [([String], [String], [String])])
  func pairsOfArchives(_ old: [String], _ new: [String], _ expected: [String]) {
    let pairs = pairs(of: old.map(identity), and: new.map(identity))
    #expect(
      pairs.map { "\($0.old.map(String.init) ?? "nil")-\($0.new.map(String.init) ?? "nil")" } == expected)
  }

  @Test(
    "A baseline's image is known by target, name, or because it is the only one of its platform",
    arguments: [
      ("web: a:v2 x", ["api: a:v1 x", "web: b:v1 x"], 1),
      ("b:v2 x", ["a:v1 x", "b:v1 x"], 1),
      ("c:v2 x", ["a:v1 x", "b:v1 x"], nil),
      ("c:v2 x", ["a:v1 x", "b:v1 y"], 0),
      ("c:v2 z", ["a:v1 x"], nil),
    ] as [(String, [String], Int?)])
  func counterparts(_ image: String, _ others: [String], _ expected: Int?) {
    #expect(identity(image).counterpart(among: others.map(identity)) == expected)
  }
}
