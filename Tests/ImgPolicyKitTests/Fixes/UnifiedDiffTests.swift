import FixProof
import Foundation
import ImgPolicyKit
import Linting
import TestSupport
import Testing

/// What `patch -p0` makes of our diff is the mended text.
@Suite struct UnifiedDiffTests {
  @Test("Equal texts have none")
  func equal() {
    let source = SourceText(path: "Dockerfile", text: "FROM a\n")
    #expect(unifiedDiff(from: source, to: source) == [])
  }

  @Test("A change is shown with three lines around it")
  func shape() {
    let lines = (1...9).map { "line \($0)\n" }
    let new = lines.joined().replacing("line 5\n", with: "other\nmore\n")
    let diff = unifiedDiff(
      from: SourceText(path: "a b/Dockerfile", text: lines.joined()), to: SourceText(path: "", text: new))
    #expect(
      String(decoding: diff, as: UTF8.self) == """
        --- "a b/Dockerfile"
        +++ "a b/Dockerfile"
        @@ -2,7 +2,8 @@
         line 2
         line 3
         line 4
        -line 5
        +other
        +more
         line 6
         line 7
         line 8

        """)
  }

  @Test(
    "In a long text, lines of the same number are held against each other; with more lines it is one change",
    arguments: [(0, 301), (1, 1)])
  func long(_ added: Int, _ hunks: Int) {
    let old = (0..<3000).map { "line \($0 % 2 == 0 ? "a" : "b")\n" }.joined()
    let new =
      (0..<3000 + added).map { $0 % 10 == 0 ? "changed\n" : "line \($0 % 2 == 0 ? "a" : "b")\n" }.joined() + "end"
    let diff = String(
      decoding: unifiedDiff(from: SourceText(path: "f", text: old + "e"), to: SourceText(path: "f", text: new)),
      as: UTF8.self)
    #expect(diff.split(separator: "\n").count { $0 == "+changed" } == 300 + added)
    #expect(diff.split(separator: "\n").count { $0.hasPrefix("@@") } == hunks)
  }

  @Test("patch applies it", .enabled(if: Tool(named: "patch") != nil || isContinuousIntegration), arguments: 1...40)
  func patch(_ seed: Int) throws {
    let patch = try #require(Tool(named: "patch"))
    var random = SeededGenerator(seed: UInt64(seed))
    let old = Self.text(from: nil, &random)
    let new = Self.text(from: old, &random)
    let directory = try TemporaryDirectory()
    let file = try directory.write(Array(old.utf8), to: "Dockerfile")
    let diff = unifiedDiff(from: SourceText(path: "Dockerfile", text: old), to: SourceText(path: "", text: new))
    try directory.write(diff, to: "diff")
    if !diff.isEmpty { try patch.run(["-s", "--binary", "-p0", "-i", "diff"], in: directory.path) }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == new)
  }

  /// Lines of few kinds, so that they are often equal; with both line ends, and now and then without the last.
  private static func text(from old: String?, _ random: inout SeededGenerator) -> String {
    var lines =
      old?.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { String($0) ?? "" } ?? []
    for _ in 0..<(old == nil ? 30 : 6) {
      let line = "\(Int.random(in: 0..<5, using: &random))" + (Bool.random(using: &random) ? "\r" : "")
      let place = Int.random(in: 0...lines.count, using: &random)
      if old != nil, place < lines.count, Bool.random(using: &random) {
        lines.remove(at: place)
      } else {
        lines.insert(line, at: place)
      }
    }
    return lines.joined(separator: "\n") + (Bool.random(using: &random) ? "\n" : "")
  }
}
