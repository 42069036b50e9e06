import ImgPolicyKit
import Linting
import TestSupport
import Testing
import Workloads

/// Fixes never break a manifest.
@Suite struct ManifestFixProofTests {
  @Test(
    "Fixes keep what they must keep in every manifest", arguments: zip(Fixtures.manifests, Fixtures.manifests.indices))
  func manifest(_ path: String, _ number: Int) throws {
    let text = String(decoding: try Fixtures.bytes(path), as: UTF8.self)
    let newline = number.isMultiple(of: 2) ? "\n" : "\r\n"
    let old = Array(text.replacing("\r\n", with: "\n").replacing("\n", with: newline).utf8)
    // Where there is nothing for all fixes to do, there is nothing for the safe ones.
    if try prove(old, newline, includesUnsafe: true) { try prove(old, newline, includesUnsafe: false) }
  }

  /// Whether anything was changed.
  @discardableResult
  private func prove(_ old: [UInt8], _ newline: String, includesUnsafe: Bool) throws -> Bool {
    let directory = try TemporaryDirectory()
    let path = try directory.write(old, to: "all.yaml")
    let first = try mend(path, includesUnsafe: includesUnsafe)
    #expect(first.messages == [])
    let new = try ReadFile.bytes(at: path)
    guard new != old else { return false }
    #expect(try mend(path, includesUnsafe: includesUnsafe).mended == 0)
    #expect(try ReadFile.bytes(at: path) == new, "mended twice is not mended once")
    #expect(Self.comments(of: new) == Self.comments(of: old))
    #expect(newline == "\n" || Self.lines(of: new).dropLast().allSatisfy { $0.hasSuffix("\r") })
    let (before, after) = (Self.texts(of: old), Self.texts(of: new))
    #expect(after.unread <= before.unread)
    // What is quoted has the same text as before.
    #expect(includesUnsafe || after.texts == before.texts)
    return true
  }

  private func mend(_ path: String, includesUnsafe: Bool) throws -> Mending {
    var options = RunOptions()
    options.config = .none
    options.kind = "kubernetes"
    options.policies = ["strict", "kubernetes-restricted"]
    options.fixing = FixOptions(.write, includesUnsafe: includesUnsafe)
    return try #require(try check([path], options: options).mending)
  }

  private static func lines(of bytes: [UInt8]) -> [Substring] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Substring($0) }
  }

  /// What stands behind a `#` that may begin a comment, sorted.
  private static func comments(of bytes: [UInt8]) -> [String] {
    lines(of: bytes).flatMap { line in
      line.ranges(of: "#").filter { mark in
        mark.lowerBound == line.startIndex || line[line.index(before: mark.lowerBound)].isWhitespace
      }.map { String(line[$0.lowerBound...]) }
    }.sorted()
  }

  /// All scalars with the way to them, and how many documents nobody can read.
  private static func texts(of bytes: [UInt8]) -> (texts: [String], unread: Int) {
    let file = ManifestFile(SourceText(path: "all.yaml", bytes: bytes))
    var texts: [String] = []
    func walk(_ node: YAMLNode, _ path: String) {
      switch node.content {
      case .scalar(let scalar): texts.append("\(path): \(scalar.text)")
      case .sequence(let items): for (index, item) in items.enumerated() { walk(item, "\(path)/\(index)") }
      case .mapping(let entries): for entry in entries { walk(entry.value, "\(path)/\(entry.key)") }
      }
    }
    for (index, document) in file.documents.enumerated() { document.root.map { walk($0, "\(index)") } }
    return (texts, file.unreadParts)
  }
}
