import Foundation
import TestSupport

/// A directory with inputs of every kind, for one test.
struct SampleProject {
  let directory: TemporaryDirectory

  /// A Dockerfile that no policy objects to.
  static let good = "FROM node:20-alpine\nUSER 1001\nHEALTHCHECK CMD [\"true\"]\nCMD [\"node\"]\n"
  /// One with a finding of `unpinned-base-image` in line 1 and one of `root-user` in line 2.
  static let bad = "FROM node\nUSER root\nHEALTHCHECK CMD [\"true\"]\n"

  static let files: [String: String] = [
    "good/Dockerfile": good, "bad/Dockerfile": bad, "empty.Dockerfile": "", "nothing/readme.txt": "hello\n",
    "manifest.yaml": "apiVersion: v1\nkind: Service\n",
    "privileged.yaml":
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, securityContext: { privileged: true } }] }\n",
    "chart/Chart.yaml": "apiVersion: v2\nname: web\n",
    "chart/templates/web.yaml": "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n",
    "small.yaml": "extends: []\nrules: { root-user: error, unpinned-base-image: info }\n",
    "unknown-key.yaml": "extends: []\nrulez: {}\n", "wrong-type.yaml": "extends: []\nrules: [root-user]\n",
    "no-yaml.yaml": "rules: {\n", "unknown-rule.yaml": "rules: { root-usr: error }\n",
    "unknown-level.yaml": "rules: { root-user: fatal }\n",
    "two-spellings.yaml": "budgets: { image: { unpacked: 500M } }\n",
    "project.yaml": "version: 1\npath: {}\n", "unknown-base.yaml": "extends: fronted\n",
  ]

  init() throws {
    directory = try TemporaryDirectory()
    for (path, text) in Self.files { try write(text, to: path) }
  }

  @discardableResult
  func write(_ text: String, to path: String) throws -> String { try directory.write(Array(text.utf8), to: path) }

  /// Writes the archive of an image listing.
  func write(image listing: String, to path: String) throws {
    try directory.write(try ImageListing(parsing: listing).archive(), to: path)
  }

  func run(_ arguments: String..., in folder: String = ".", input: String = "") throws -> ProgramOutcome {
    try run(arguments, in: folder, input: input)
  }

  func run(
    _ arguments: [String], in folder: String = ".", input: String = "", environment: [String: String] = [:]
  ) throws -> ProgramOutcome {
    try runProgram(
      arguments, in: "\(directory.path)/\(folder)", input: Array(input.utf8), environment: environment)
  }
}

extension SampleProject {
  /// Writes the values of its chart, and what sets a key that they do not have.
  func writeValues() throws {
    try write("replicaCount: 2\nimage: { tag: v1 }\n", to: "chart/values.yaml")
    try write("replicasCount: 3\n", to: "over.yaml")
  }

  /// The bytes of a file of the project.
  func contents(of path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: directory.path).appendingPathComponent(path)))
  }
}
