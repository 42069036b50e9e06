import Foundation
import TestSupport
import Testing

/// `fixtures/todo`: nothing is said of what a good team would write, and each fault of its faulty twins on its line.
@Suite struct ReferenceApplicationTests {
  private static let todo = Fixtures.root.appending(path: "todo").path

  private func report(_ arguments: [String], in folder: String = "") throws -> (JSONOutput, status: Int32) {
    let outcome = try runProgram(arguments + ["--format", "json"], in: "\(Self.todo)/\(folder)")
    return (try JSONOutput(outcome.output), outcome.status)
  }

  @Test(
    "The good Dockerfiles have no finding",
    arguments: [
      ("frontend", ["frontend"]), ("frontend", ["default"]), ("backend", ["backend"]), ("backend", ["default"]),
    ])
  func good(_ target: String, _ policies: [String]) throws {
    let (report, status) = try report(["check", "\(target)/Dockerfile"] + policies.flatMap { ["--policy", $0] })
    #expect(report.places == [])
    #expect(status == 0)
    // The same policy by the project file, and the same answer.
    #expect(try self.report(["check", target]).status == 0)
  }

  @Test(
    "The faulty Dockerfiles have the faults that their description lists, and no other",
    arguments: ["frontend/Dockerfile", "backend/Dockerfile", "backend/Dockerfile.shared-base"])
  func faulty(_ path: String) throws {
    let expected = try described(path)
    #expect(expected.count >= 5)
    let policy = path.hasPrefix("frontend") ? "frontend" : "backend"
    let (report, status) = try report(["check", path, "--policy", policy], in: "faulty")
    #expect(Set(report.places) == Set(expected))
    #expect(status == 1)
  }

  /// The lines and rules of a section of the description.
  private func described(_ path: String) throws -> [String] {
    let text = String(decoding: try Fixtures.bytes("todo/faulty/README.md"), as: UTF8.self)
    let section = text.split(separator: "\n## ").first { $0.hasPrefix("`\(path)` ") } ?? ""
    return section.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: [" ", "`"]) }
      return cells.count == 3 && Int(cells[0]) != nil ? "\(cells[0]) \(cells[1])" : nil
    }
  }

  // MARK: The images that `make images` builds

  private static let isBuilt = FileManager.default.fileExists(atPath: "\(todo)/build/frontend-root.tar")
  /// Absent images are an excuse on a machine without the tools, not where changes are judged.
  private static let mayRun = ConditionTrait.enabled(
    if: isBuilt || isContinuousIntegration, "fixtures/todo/build is missing, `make images` builds it")

  @Test("The good images have no finding", mayRun, arguments: ["frontend", "backend"])
  func goodImages(_ name: String) throws {
    let (report, status) = try report(["inspect", "build/\(name).tar", "--policy", name])
    #expect(report.places == [])
    #expect(status == 0)
    #expect(report.inputs.map { $0.image?.verified } == [true])
  }

  @Test("The values and the manifests have no finding", arguments: ["default", "frontend", "backend", "todo-values"])
  func chart(_ policy: String) throws {
    let values = ["check", "chart", "--values", "install-values.example.yaml", "--policy", policy]
    #expect(try report(values).0.places == [])
    let (manifests, status) = try report(["check", "manifests", "--policy", policy])
    #expect(manifests.places == [] && manifests.inputs.count == 6)
    #expect(status == 0)
  }

  @Test("Every export of an image has the same content", mayRun, arguments: ["frontend", "backend"])
  func exports(_ name: String) throws {
    let images = try ["tar", "oci.tar", "zstd.oci.tar"].map { suffix in
      try #require(try report(["inspect", "build/\(name).\(suffix)", "--no-config"]).0.inputs.first?.image)
    }
    #expect(images.allSatisfy { $0.size == images[0].size && $0.entries == images[0].entries && $0.verified })
  }

  @Test("The image of the faulty Dockerfile shows its faults", mayRun)
  func faultyImage() throws {
    let (report, status) = try report(["inspect", "build/frontend-root.tar", "--policy", "frontend"])
    #expect(
      Set(report.findings.map(\.rule)) == [
        "build-tools-in-image", "missing-image-healthcheck", "root-image-user", "secret-in-image-env",
      ])
    #expect(status == 1)
  }

  @Test("The project passes; with an image that runs as root it fails", mayRun)
  func gate() throws {
    let outcome = try runProgram(["gate"], in: Self.todo)
    #expect(outcome.status == 0)
    #expect(
      outcome.text.contains("frontend") && outcome.text.contains("of 500 MB") && outcome.text.contains("of 300 MB"))
    let text = """
      version: 1
      targets:
        frontend: { dockerfile: \(Self.todo)/frontend/Dockerfile, image: \(Self.todo)/build/frontend-root.tar, policy: frontend }
        backend: { dockerfile: \(Self.todo)/backend/Dockerfile, image: \(Self.todo)/build/backend.tar, policy: backend }
      """
    let project = try TemporaryDirectory()
    try project.write(Array(text.utf8), to: "imgpolicy.yaml")
    let replaced = try runProgram(["gate", "--format", "json"], in: project.path)
    #expect(replaced.status == 1)
    let findings = try JSONOutput(replaced.output).findings
    let users = findings.filter { ["drifted-user", "root-image-user"].contains($0.rule) }
    #expect(users.map(\.rule) == ["drifted-user"] && users.allSatisfy { $0.severity == "error" })
    #expect(try runProgram(["gate"], in: "\(Self.todo)/faulty").status == 1)
  }

  @Test("A budget that an image just meets or does not meet decides", mayRun)
  func budget() throws {
    let image = try #require(try report(["inspect", "build/frontend.tar", "--no-config"]).0.inputs.first?.image)
    for (bytes, status) in [(image.size.unpacked + 1, Int32(0)), (image.size.unpacked, 1)] {
      let policy = try TemporaryDirectory()
      let path = try policy.write(Array("budgets: { image: { unpacked: \(bytes) } }\n".utf8), to: "p.yaml")
      let outcome = try runProgram(["inspect", "build/frontend.tar", "--policy", path], in: Self.todo)
      #expect(outcome.status == status)
    }
  }
}
