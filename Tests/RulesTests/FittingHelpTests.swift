import Linting
import Rules
import Testing
import TestSupport

/// Findings whose help depends on the case.
@Suite struct FittingHelpTests {
  private func help(_ subject: Subject, _ rule: String, _ text: [UInt8]) throws -> [String] {
    try subject.findings(of: Catalog(), in: text).filter { $0.rule == rule }.map(\.help)
  }

  @Test("A hard link is better a symbolic one")
  func hardLinks() throws {
    let linked = try help(.image, "metadata-only-copy", try Fixtures.bytes("rules/metadata-only-copy/hard-link.tree"))
    #expect(linked.count == 1 && linked.allSatisfy { $0.contains("ln -s") })
    let changed = try help(.image, "metadata-only-copy", try Fixtures.bytes("rules/metadata-only-copy/bad.tree"))
    #expect(changed.count == 1 && changed.allSatisfy { !$0.contains("ln -s") })
  }

  @Test("Windows has an account for it", arguments: ["", "USER ContainerAdministrator\n"])
  func windowsAccounts(user: String) throws {
    let text = Array("FROM mcr.microsoft.com/windows/servercore:ltsc2022\n\(user)".utf8)
    let help = try help(.dockerfile, user.isEmpty ? "missing-user" : "root-user", text)
    #expect(help.count == 1 && help.allSatisfy { $0.contains("USER ContainerUser") })
  }
}
