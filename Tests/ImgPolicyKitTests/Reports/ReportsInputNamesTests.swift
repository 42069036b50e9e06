import Linting
import Testing

@testable import ImgPolicyKit

/// Which image of an archive a finding is about.
@Suite struct ReportsInputNamesTests {
  private static let images = [
    ("shop/web:v1", "linux/amd64"), ("shop/web:v1", "linux/arm64"), ("shop/api:v1", "linux/amd64"),
  ]

  private func report(_ count: Int) -> Report {
    let inputs = Self.images.prefix(count).map { name, platform in
      var input = Report.Input(path: "all.tar", kind: .image)
      input.image = ImageSummary(
        name: name, platform: platform, configDigest: "sha256:0", format: "oci-archive", verified: true)
      return input
    }
    let findings = inputs.indices.map {
      JudgedFinding(
        finding: Finding(SampleReport.rule("a"), "too large"), severity: .warning, input: $0, path: "all.tar", url: "",
        fingerprint: "f\($0)")
    }
    return Report(verdict: .fail, inputs: inputs, findings: findings)
  }

  @Test(
    "Every format names the image of an archive of several, with its platform where the name is not enough",
    arguments: [ReportFormat.gitlab, .checkstyle, .sarif, .concise, .junit])
  func several(_ format: ReportFormat) {
    let text = String(decoding: format.render(report(3), style: TextStyle()), as: UTF8.self)
    for name in ["shop/web:v1 linux/amd64", "shop/web:v1 linux/arm64", "shop/api:v1"] { #expect(text.contains(name)) }
    #expect(!text.contains("shop/api:v1 linux"))
  }

  @Test("The only image of an archive is meant by its path", arguments: [ReportFormat.gitlab, .checkstyle, .concise])
  func only(_ format: ReportFormat) {
    let text = String(decoding: format.render(report(1), style: TextStyle()), as: UTF8.self)
    #expect(text.contains("all.tar") && !text.contains("shop/web"))
  }
}
