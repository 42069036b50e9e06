import Foundation
import ImgPolicyKit
import TestSupport
import Testing

/// The little-known facts of the Dockerfile syntax, one a folder: what `imgpolicy parse --model` prints for each.
@Suite struct SyntaxFixtureTests {
  static let cases = Fixtures.names(inProjectDirectory: "fixtures/syntax")

  @Test func thereAreCases() { #expect(Self.cases.count > 30) }

  @Test(arguments: cases)
  func tree(_ name: String) throws {
    let file = Fixtures.root.appending(path: "syntax/\(name)/Dockerfile")
    let tree = try parseTree(of: file.path, model: true, options: RunOptions())
    expectGolden(tree, at: "syntax/\(name)/tree.json")
  }
}
