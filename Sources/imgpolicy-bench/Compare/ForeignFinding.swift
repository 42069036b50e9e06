import Foundation

/// What one program says: a code in an instruction of a file.
struct ForeignFinding: Hashable {
  var file: String
  var code: String
  /// The line in which the instruction begins.
  var line: Int
}

/// The finding of hadolint's report (`-f json`).
struct HadolintFinding: Decodable {
  var file: String
  var code: String
  var line: Int

  /// nil where the program did not end with a report.
  static func report(_ data: Data) -> [HadolintFinding]? {
    try? JSONDecoder().decode([HadolintFinding].self, from: data)
  }
}

/// What imgpolicy's report says of findings that bear codes of hadolint.
struct OwnReport: Decodable {
  struct Finding: Decodable {
    struct Instruction: Decodable {
      var line: Int
    }

    struct Suppression: Decodable {}

    var aliases: [String]
    var input: Int
    var line: Int?
    var instruction: Instruction?
    var suppressed: Suppression?
  }

  struct Input: Decodable {
    var path: String
  }

  var inputs: [Input]
  var findings: [Finding]
}

extension OwnReport.Finding {
  /// The findings of hadolint that this one stands for.
  func foreign(in file: String) -> [ForeignFinding] {
    aliases.filter { $0.hasPrefix("DL") }.map {
      ForeignFinding(file: file, code: $0, line: instruction?.line ?? line ?? 1)
    }
  }
}
