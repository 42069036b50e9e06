import Foundation
import TestSupport
import Testing

/// The policies `frontend` and `backend` at their bounds: 500 MB and 300 MB are too much, a megabyte less is not.
///
/// The images are buildah's. Where it is missing, the suite is skipped, which the test run says; under CI it must be there.
@Suite(.enabled(if: ImageBuilder.isInstalled || isContinuousIntegration, "buildah or busybox is not installed"))
struct MissionTests {
  struct Role: Sendable, CustomTestStringConvertible {
    var name: String
    var base: String
    var program: String
    /// In megabytes.
    var budget: Int
    var dockerfile: String

    var testDescription: String { name }
  }

  private static let end = """
    USER 1001
    HEALTHCHECK CMD ["/bin/true"]
    COPY --from=builder /build/app /app
    COPY data /data

    """

  static let roles = [
    Role(
      name: "frontend", base: "node:20-alpine", program: "node", budget: 500,
      dockerfile: """
        FROM node:20-alpine AS deps
        COPY package.json /deps/
        FROM deps AS builder
        COPY app /build/app/
        FROM node:20-alpine AS runner
        CMD ["node", "/app/server.js"]
        \(end)
        """),
    Role(
      name: "backend", base: "python:3.13-slim", program: "python", budget: 300,
      dockerfile: """
        FROM python:3.13-slim AS builder
        COPY app /build/app/
        FROM python:3.13-slim AS runner
        CMD ["python", "/app/server.js"]
        \(end)
        """),
  ]

  @Test("The budget is a strict bound, and what breaks it is told by line", arguments: roles)
  func budgets(_ role: Role) throws {
    let project = try SampleProject()
    for (path, text) in [("package.json", "{}"), ("app/server.js", "x"), ("data/.keep", "")] {
      try project.write(text, to: "context/\(path)")
    }
    try project.write(role.dockerfile, to: "context/Dockerfile")
    try project.write(
      """
      version: 1
      targets:
        \(role.name): { dockerfile: context/Dockerfile, image: { path: image.tar, required: true }, policy: \(role.name) }

      """, to: "imgpolicy.yaml")
    let image = try SizedImage(role, in: project)
    for (megabytes, status) in [(role.budget - 1, Int32(0)), (role.budget, 1), (role.budget + 1, 1)] {
      try image.export(bytes: megabytes * 1_000_000)
      let outcome = try project.run("gate")
      #expect(outcome.status == status, "\(megabytes) MB: \(outcome.text)")
      if status == 0 {
        #expect(outcome.text.contains("\(megabytes) MB of \(role.budget) MB, 1 MB left"), "\(outcome.text)")
        continue
      }
      let report = try JSONOutput(project.run("gate", "--no-verify", "--format", "json").output)
      let finding = try #require(report.findings.first { $0.rule == "over-budget-release" })
      #expect(finding.severity == "error")
      #expect(finding.measured?.value == megabytes * 1_000_000 && finding.limit?.value == role.budget * 1_000_000)
      let costs = finding.notes.map { "\($0.path ?? ""):\($0.line ?? 0)" }
      let line = role.dockerfile.split(separator: "\n").count
      #expect(costs.first == "context/Dockerfile:\(line)", "\(costs)")
      #expect(outcome.text.contains("expected less than \(role.budget) MB"), "\(outcome.text)")
      // The image alone breaks the same budget.
      let alone = try project.run("inspect", "image.tar", "--no-verify", "--no-config", "--policy", role.name)
      #expect(alone.status == 1 && alone.text.contains("oversized-image"))
    }
  }
}

/// An image whose files can be made to have any number of bytes, built as its Dockerfile says.
private final class SizedImage {
  private let builder = Result { try ImageBuilder() }
  private let container: String
  private let project: SampleProject
  /// What is in the image besides `data/sized`.
  private var others: Int
  private var sized = 0

  /// Builds all but the last line of the Dockerfile, of which each export is another outcome.
  init(_ role: MissionTests.Role, in project: SampleProject) throws {
    let builder = try builder.get()
    self.project = project
    try builder.buildBase(role.base, programs: [role.program, "sh", "true"])
    let lines = role.dockerfile.split(separator: "\n").dropLast().joined(separator: "\n") + "\n"
    let file = try project.write(lines, to: "most.Dockerfile")
    try builder.build("\(project.directory.path)/context", as: "most", dockerfile: file)
    others = try builder.busyboxSize + 1
    container = try builder.run("from", "--pull-never", "most")
    let digest = try builder.run("copy", "--quiet", container, "\(project.directory.path)/context/data", "/data")
    // What a build writes into the history for that line.
    try builder.run("config", "--created-by", "/bin/sh -c #(nop) COPY dir:\(digest) in /data ", container)
  }

  /// Writes `image.tar` with so many bytes of files: what is missing is added to the directory that the last line copies.
  func export(bytes: Int) throws {
    let builder = try builder.get()
    let path = try project.write("", to: "more/\(bytes)")
    try FileHandle(forWritingTo: URL(fileURLWithPath: path)).truncate(atOffset: UInt64(bytes - others - sized))
    sized = bytes - others
    try builder.run("copy", "--quiet", container, path, "/data/")
    let archive = "\(project.directory.path)/image.tar"
    try? FileManager.default.removeItem(atPath: archive)
    try builder.run("commit", "--quiet", "--format", "docker", container, "docker-archive:\(archive):shop/\(bytes):v1")
  }
}
