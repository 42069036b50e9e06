internal import Linting

extension [RuleInfo.Deviation] {
  /// Where every check differs from hadolint's that looks for commands, for its codes.
  static func ofCommands(_ codes: String...) -> [RuleInfo.Deviation] {
    codes.flatMap { code in reasons.map { RuleInfo.Deviation(code, $0) } }
  }

  /// Where a rule has a finding for each command, for its codes.
  static func ofEachCommand(_ codes: String...) -> [RuleInfo.Deviation] {
    codes.map {
      RuleInfo.Deviation(
        $0,
        "hadolint has one finding an instruction; here each command has its own place, because each is to be mended.")
    }
  }

  /// Where a rule reads the options of a package manager by its own list, for its codes.
  static func ofOptionValues(_ example: String, _ codes: String...) -> [RuleInfo.Deviation] {
    codes.map {
      RuleInfo.Deviation(
        $0,
        "hadolint takes the values of some options for packages, as in `\(example)`; here they belong to their options."
      )
    }
  }

  private static let reasons = [
    """
    hadolint compares the name of a program literally, and takes the one behind exec or command for its first argument; here \
    it is found behind absolute paths, sudo, env and their like, and inside sh -c '…', because it runs there too.
    """,
    """
    hadolint takes every text for one of bash; here that of PowerShell, cmd and other interpreters is not searched for \
    commands of Linux.
    """,
    """
    hadolint takes the words of a JSON array for shell text, in which && and | mean something; here they are arguments, as \
    nothing reads them as shell text.
    """,
  ]
}
