import Testing

@testable import ImgPolicyKit

@Suite struct InputsKindTests {
  private static let tar = [UInt8](repeating: 0, count: 257) + Array("ustar".utf8)

  @Test(arguments: [
    ("app.tar", tar, Report.InputKind.image), ("x", [0x1F, 0x8B, 8], .image), ("x", [0x28, 0xB5, 0x2F, 0xFD], .image),
    ("x", Array("PK\u{3}\u{4}".utf8), .image), ("x", Array("PK\u{5}\u{6}".utf8), .image), ("x", [], .dockerfile),
    ("x", [0x1F], .dockerfile), ("Dockerfile", tar, .dockerfile), ("x", Array("ustar".utf8), .dockerfile),
  ])
  func bytesTellArchives(name: String, head: [UInt8], kind: Report.InputKind) {
    #expect(DetectKind.kind(name: name, head: head, isBesideChart: false) == kind)
  }

  @Test(arguments: [
    ("x", "apiVersion: v1\nkind: Pod\n", Report.InputKind.kubernetes),
    ("x.yaml", "# c\n---\n\"apiVersion\": v1\nmetadata:\n  a: b\nkind: Pod\n", .kubernetes),
    ("x.yaml", "a: b\n---\napiVersion: v1\nkind: Pod\n", .kubernetes),
    ("x.yaml", "\u{FEFF}apiVersion: v1\nkind: Pod\n", .kubernetes), ("x.yaml", "# a\nfrom a\n", .dockerfile),
    ("x.json", "{\n \"apiVersion\": \"v1\", \"kind\": \"Pod\" }", .kubernetes),
    ("values.yaml", "apiVersion: v1\nkind: Pod\n", .kubernetes), ("values.yaml", "", .values),
    ("kustomization.yaml", "resources: [a.yaml]\n", .kubernetes),
    ("x.yaml", "resources: [a.yaml]\napiVersion: v1\nkind: A\n", .kubernetes),
    ("t.yaml", "{{- if .Values.a }}\napiVersion: v1\nkind: Pod\n{{- end }}\n", .kubernetes),
    ("values-dev.yml", "a: b\n", .values), ("values.txt", "a: b\n", .dockerfile),
    ("x", "FROM a\nRUN <<E\napiVersion: v1\nkind: Pod\nE\n", .dockerfile), ("x", "FROM a\n", .dockerfile),
    ("Dockerfile.yaml", "apiVersion: v1\nkind: Pod\n", .dockerfile), ("x.dockerignore", "a\n", .dockerfile),
  ])
  func textTellsTheRest(name: String, text: String, kind: Report.InputKind) {
    #expect(DetectKind.kind(name: name, head: Array(text.utf8), isBesideChart: false) == kind)
  }

  @Test(
    "YAML that is neither is no Dockerfile either",
    arguments: [
      ("x.yaml", "apiVersion: v1\n---\nkind: Pod\n"), ("my-values.yaml", "a: b\n"), ("compose.yml", "services: {}\n"),
      ("x.yml", ""), ("stdin", "---\n"), ("stdin", "{{- include \"a.all\" . }}\n"),
      ("x", "\n  {{ if a }}\nFROM: b\n{{ end }}\n"),
    ])
  func nobodyCanTell(name: String, text: String) {
    #expect(DetectKind.kind(name: name, head: Array(text.utf8), isBesideChart: false) == nil)
  }

  @Test func aMappingBesideAChartIsValues() {
    let head = Array("replicas: 1\n".utf8)
    #expect(DetectKind.kind(name: "prod.yaml", head: head, isBesideChart: true) == .values)
    #expect(DetectKind.kind(name: "Chart.yaml", head: head, isBesideChart: true) == nil)
    #expect(DetectKind.kind(name: "prod.yaml", head: Array("- a\n".utf8), isBesideChart: true) == nil)
    #expect(DetectKind.kind(name: "prod", head: head, isBesideChart: true) == .dockerfile)
  }
}
