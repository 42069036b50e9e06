internal import Dockerfile
internal import Linting

/// The checks that BuildKit makes while it runs the instructions of a stage. Where a target is asked for, it runs none of the
/// stages that the target does not need.
enum StageChecks {
  private static let names: Set = [
    "CopyIgnoredFile", "ExposeInvalidFormat", "ExposeProtoCasing", "InvalidBaseImagePlatform", "JSONArgsRecommended",
    "LegacyKeyValueFormat", "MultipleInstructionsDisallowed", "SecretsUsedInArgOrEnv", "UndefinedVar",
    "WorkdirRelativePath",
  ]

  /// The findings without the names of these checks where BuildKit does not look.
  static func leavingOutUnbuilt(_ findings: [Finding], in file: BuildModel) -> [Finding] {
    guard file.isTargetChosen, file.targetIndex != nil else { return findings }
    let built = file.reachableStages
    let starts = file.stages.map(\.from.lines.lowerBound)
    return findings.map { finding in
      guard let line = finding.instruction?.line, let stage = index(of: line, in: starts), !built.contains(stage) else {
        return finding
      }
      var finding = finding
      finding.aliases.removeAll(where: names.contains)
      return finding
    }
  }

  /// The index of the last start that is not behind a line; nil before the first.
  private static func index(of line: Int, in starts: [Int]) -> Int? {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= line { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }
}
