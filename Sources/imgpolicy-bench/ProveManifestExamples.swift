import Foundation
import ImgPolicyKit
import Linting
import Rules

/// The bad examples of rules of manifests and Helm values, mended as the program mends files.
///
/// In each spelling, what comes out is to be what the example shows, to the byte, and to be left alone when it is mended again.
struct ManifestExamples {
  /// What a file may have that makes no other manifest of it.
  private struct Spelling {
    var head: String
    var lineEnd: String
    var endsWithLine: Bool

    func write(_ text: String) -> [UInt8] {
      var lines: String = head + text
      if lines.hasSuffix("\n") { lines.removeLast() }
      if endsWithLine { lines += "\n" }
      return Array(lines.replacing("\n", with: lineEnd).utf8)
    }

    static let all: [Spelling] = {
      var spellings: [Spelling] = []
      for head in ["", "---\n", "\u{FEFF}", "# first\n\n"] {
        for lineEnd in ["\n", "\r\n"] {
          for endsWithLine in [true, false] {
            spellings.append(Spelling(head: head, lineEnd: lineEnd, endsWithLine: endsWithLine))
          }
        }
      }
      return spellings
    }()
  }

  static let count = Spelling.all.count

  /// The rules that have examples of fixes, each with whether it judges Helm values.
  static let infos: [(info: RuleInfo, isForValues: Bool)] = {
    let catalog = Catalog()
    var infos: [(info: RuleInfo, isForValues: Bool)] = []
    for rule in catalog.workload { infos.append((rule.info, false)) }
    for rule in catalog.values { infos.append((rule.info, true)) }
    return infos.filter { entry in entry.info.fix != .display && entry.info.bad.contains { $0.fixed != nil } }
  }()

  private let info: RuleInfo
  private let isForValues: Bool

  init(_ info: RuleInfo, isForValues: Bool) {
    self.info = info
    self.isForValues = isForValues
  }

  func tally() throws -> ExampleTally {
    let directory = FileManager.default.temporaryDirectory.appending(path: "imgpolicy-bench-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    var tally = ExampleTally()
    for example in info.bad {
      guard let fixed = example.fixed else { continue }
      let file = try write(example, to: directory)
      for spelling in Spelling.all {
        let text = spelling.write(example.text.filter { $0 != "‹" && $0 != "›" })
        try Data(text).write(to: file)
        var violations = try mend(file).messages
        let mended = try Array(Data(contentsOf: file))
        violations += try mend(file).messages
        if try Array(Data(contentsOf: file)) != mended { violations.append("mended twice is not mended once") }
        tally.add(text, mended, isAsShown: mended == spelling.write(fixed), violations)
      }
      try FileManager.default.removeItem(at: directory)
    }
    return tally
  }

  /// Writes what lies beside an example; where the example itself belongs.
  private func write(_ example: RuleInfo.Example, to directory: URL) throws -> URL {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    guard isForValues else { return directory.appending(path: "manifest.yaml") }
    try Data("name: shop\n".utf8).write(to: directory.appending(path: "Chart.yaml"))
    if let schema = example.schema {
      try Data(schema.utf8).write(to: directory.appending(path: "values.schema.json"))
    }
    guard let chart = example.chart else { return directory.appending(path: "values.yaml") }
    try Data(chart.utf8).write(to: directory.appending(path: "values.yaml"))
    return directory.appending(path: "values-over.yaml")
  }

  private func mend(_ file: URL) throws -> Mending {
    var options = RunOptions()
    options.config = .none
    options.kind = isForValues ? "values" : "kubernetes"
    options.policies = ["strict", "kubernetes-restricted"]
    options.select = [info.name] + info.aliases
    options.fixing = FixOptions(.write, includesUnsafe: true)
    return try check([file.path()], options: options).mending ?? Mending(.write)
  }
}
