import Foundation
import Linting
import Rules

/// A Dockerfile that both programs judge.
struct ComparedText {
  /// The name of its file.
  var name: String
  var text: String

  /// The examples of all rules, one by one, and those of each rule as the stages of one file.
  static func examples() -> [ComparedText] {
    Catalog().dockerfile.map(\.info).flatMap { info -> [ComparedText] in
      let texts = (info.bad + info.good).map { example in example.text.filter { $0 != "‹" && $0 != "›" } }
      let single = texts.enumerated().map { index, text in
        ComparedText(name: "example-\(info.name)-\(index + 1).Dockerfile", text: text + "\n")
      }
      let joined = ComparedText(
        name: "examples-\(info.name).Dockerfile", text: texts.joined(separator: "\n\n") + "\n")
      return single + (texts.count > 1 ? [joined] : [])
    }
  }

  /// All Dockerfiles below `fixtures` of the working directory.
  static func fixtures() throws -> [ComparedText] {
    let root = URL(filePath: FileManager.default.currentDirectoryPath).appending(path: "fixtures")
    guard let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) else {
      throw Failure("no directory fixtures here: run this from the root of the repository")
    }
    var texts: [ComparedText] = []
    for case let file as URL in files {
      guard file.lastPathComponent == "Dockerfile" || file.pathExtension == "Dockerfile",
        let text = String(data: try Data(contentsOf: file), encoding: .utf8)
      else { continue }
      let path = file.path().dropFirst(root.path().count).split(separator: "/").joined(separator: "-")
      texts.append(ComparedText(name: "fixture-\(path)", text: text))
    }
    return texts.sorted { $0.name < $1.name }
  }

  /// The same files for the same seed on every machine.
  static func generated(_ count: Int, seed: UInt64) -> [ComparedText] {
    var generator = BaitGenerator(seed: seed)
    return (1...count).map { ComparedText(name: "generated-\($0).Dockerfile", text: generator.dockerfile()) }
  }

  /// Files with labels and registries, for a configuration that knows some of them.
  static func labelled(_ count: Int, seed: UInt64) -> [ComparedText] {
    var generator = BaitGenerator(seed: seed)
    return (1...count).map { ComparedText(name: "labelled-\($0).Dockerfile", text: generator.labelled()) }
  }

  /// Whether comments for other tools than hadolint suppress findings in it.
  var hasForeignSuppression: Bool {
    ["imgpolicy ignore", "checkov:skip", "trivy:ignore", "kics-scan", "nosemgrep", "check=skip"].contains(
      where: text.contains)
  }

  /// The instruction that begins in a line, with the lines that continue it.
  func instruction(at line: Int) -> String {
    var found: [Substring] = []
    var terminator: Substring?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(line - 1) {
      let trimmed = line.drop(while: \.isBlank)
      found.append(line)
      if let end = terminator {
        if trimmed == end { break }
      } else if let start = line.firstRange(of: "<<"), found.count == 1 {
        terminator = line[start.upperBound...].drop { "-\"'".contains($0) }.prefix { $0.isLetter || $0.isNumber }
      } else if !line.hasSuffix("\\"), !line.hasSuffix("\\\r"), found.count == 1 || !trimmed.hasPrefix("#") {
        break
      }
    }
    return found.joined(separator: "\n")
  }
}

extension Character {
  fileprivate var isBlank: Bool { self == " " || self == "\t" }
}
