import Linting
import Rules

/// How a difference shows that the metadata of a rule declares: on which side the finding is, and what the text has.
///
/// A shape explains nothing unless a rule declares the deviation, in these words, for the code in question.
struct KnownDeviation {
  var side: Difference.Side
  /// Words of the declared reason.
  var says: String
  /// The code under which it is declared; nil for that of the difference.
  var under: String?
  var matches: @Sendable (Difference) -> Bool

  init(
    _ side: Difference.Side, _ says: String, under: String? = nil,
    where matches: @escaping @Sendable (Difference) -> Bool
  ) {
    self.side = side
    self.says = says
    self.under = under
    self.matches = matches
  }

  func explains(_ difference: Difference) -> Bool {
    side == difference.side && Self.isDeclared(says, for: under ?? difference.finding.code) && matches(difference)
  }

  private static func isDeclared(_ words: String, for code: String) -> Bool {
    declared[code]?.contains { $0.contains(words) } ?? false
  }

  private static let declared: [String: [String]] = Dictionary(
    grouping: Catalog().infos.flatMap(\.deviations), by: \.alias
  ).mapValues { $0.map(\.reason) }
}

extension Difference {
  /// Whether the instruction has one of these texts in it.
  func has(_ texts: String...) -> Bool { texts.contains { instruction.contains($0) } }

  /// The words of the instruction, without quotes and the brackets and commas of an array.
  var words: [Substring] { instruction.split { " \t\n\"'[],;()".contains($0) } }

  /// Whether the command of the instruction is an array.
  var isArray: Bool { afterFlags.hasPrefix("[") }

  /// What follows the keyword and its flags.
  private var afterFlags: String {
    instruction.split(separator: " ").dropFirst().drop { $0.hasPrefix("--") }.joined(separator: " ")
  }

  /// Whether a shell that is none of the family of sh was chosen above, in the stage or one that it stands on.
  var hasForeignShell: Bool {
    file.text.split(separator: "\n", omittingEmptySubsequences: false).prefix(max(0, finding.line - 1)).contains {
      line in
      line.uppercased().hasPrefix("SHELL ")
        && ["pwsh", "powershell", "cmd"].contains { line.lowercased().contains($0) }
    }
  }

  /// The RUN above, with all between.
  var previousRun: String {
    let above = file.text.split(separator: "\n", omittingEmptySubsequences: false).prefix(max(0, finding.line - 1))
    let start = above.lastIndex { $0.hasPrefix("RUN") } ?? above.endIndex
    return above[start...].joined(separator: "\n")
  }

  /// Whether a command is called by its path, or by another program.
  var hasWrappedCommand: Bool {
    let wrappers: Set<Substring> = [
      "sudo", "env", "nice", "timeout", "nohup", "xargs", "chroot", "eval", "exec", "command", "su", "time", "doas",
      "gosu",
    ]
    return words.contains { word in
      wrappers.contains(word) || (word.hasPrefix("/") && word.contains("bin/")) || word == "-c" || word == "-lc"
    }
  }

  /// Whether the file has the other side's finding of a code in this instruction.
  func hasOurs(_ code: String) -> Bool { ours.contains { $0.code == code && $0.line == finding.line } }
}
