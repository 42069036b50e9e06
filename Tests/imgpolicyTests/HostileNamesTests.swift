import Foundation
import TestSupport
import Testing

/// Names and labels that somebody chose to deceive a terminal, a CI system or a browser come out harmless in every report.
@Suite struct HostileNamesTests {
  /// Without a slash, because it is the name of a file too.
  private static let name = "a\u{1B}[31m\r\n::error::x|<td>&\"'`%0A\u{202E}b\u{2028}]](x)##[error]"

  private func project() throws -> SampleProject {
    let project = try SampleProject()
    let listed = Self.name.utf8.map { Self.isPlain(UInt32($0)) ? String(UnicodeScalar($0)) : "\\x\(hex($0, 2))" }
      .joined()
    let quoted = Self.name.unicodeScalars.map { Self.isPlain($0.value) ? String($0) : "\\u\(hex($0.value, 4))" }
      .joined()
    let line = Self.name.filter { $0 != "\r\n" }
    try project.write(
      """
      FROM node AS \(line)
      LABEL "\(line)"="\(line)"
      LABEL gone\u{202E}="\(line)"
      COPY \(line) /\(line)
      USER root
      HEALTHCHECK CMD \(line)

      """, to: "\(Self.name)/Dockerfile")
    // The listing has no way to write an escape for the config, which is JSON.
    let text = line.filter { $0 != "\u{1B}" }
    try project.write(
      image: """
        tag: shop/web:v1
        user: root
        label: \(text)=\(text)
        label: org.opencontainers.image.base.name=\(text)
        env: \(text)=\(text)
        layer: \(text)
          4755 0:0 "bin/\(listed)" "x"
          0644 0:0 "root/.ssh/\(listed)/id_rsa" "-----BEGIN OPENSSH PRIVATE KEY-----"

        """, to: "\(Self.name)/image.tar")
    try project.write(
      """
      version: 1
      targets: { "\(quoted)": { dockerfile: "\(quoted)/Dockerfile", image: "\(quoted)/image.tar", policy: strict } }

      """, to: "imgpolicy.yaml")
    return project
  }

  /// What may stand in quotes as it is.
  private static func isPlain(_ code: UInt32) -> Bool { (0x20..<0x7F).contains(code) && code != 0x22 && code != 0x5C }

  private func hex(_ number: some BinaryInteger, _ digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// What nobody may find raw: controls but for the line feed, and characters that turn or hide text.
  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "\n"
      && (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || "\u{202E}\u{2028}".unicodeScalars.contains(scalar))
  }

  @Test("Every format", arguments: ReportOutputTests.formats)
  func formats(_ format: String) throws {
    let project = try project()
    let outcome = try project.run("gate", "--format", format, "--shellcheck", "off", "--color", "never")
    #expect(outcome.status == 1, "\(outcome.errorLines)")
    let text = String(decoding: outcome.output, as: UTF8.self)
    // A separator of lines is a character as others are to JSON.
    let obeyed = text.unicodeScalars.filter { Self.isObeyed($0) && !(format == "json" && $0 == "\u{2028}") }
    #expect(obeyed.isEmpty, "\(obeyed.map { String($0.value, radix: 16) })")
    #expect(text.contains("setuid-file") && text.contains("root-user"))
    switch format {
    case "json", "sarif", "gitlab":
      _ = try JSONSerialization.jsonObject(with: Data(outcome.output))
    case "junit", "checkstyle":
      #expect(!text.contains("<td>") && text.contains("&lt;td&gt;"))
    case "markdown":
      #expect(!text.contains("<td>"))
    case "github":
      let commands = text.split(separator: "\n").filter { $0.hasPrefix("::") }
      #expect(
        commands.allSatisfy { line in ["error", "warning", "notice"].contains { line.hasPrefix("::\($0) file=") } })
      #expect(!text.split(separator: "\n").contains { !$0.hasPrefix("::") && $0.contains("##[error]") })
    default: break
    }
  }

  @Test("Messages of wrong usage")
  func usage() throws {
    let project = try project()
    let name = Self.name + "x"
    for arguments in [["gate", name], ["check", "--policy", name], ["gate", "--changed", name]] {
      let outcome = try project.run(arguments)
      #expect(outcome.status == 2)
      #expect(!String(decoding: outcome.errors, as: UTF8.self).unicodeScalars.contains(where: Self.isObeyed))
      #expect(outcome.errorLines.count == 1, "\(outcome.errorLines)")
    }
  }
}
