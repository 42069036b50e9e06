package import Linting

/// What an analyser of shell scripts says of a script in the file.
package struct ScriptFault: Sendable {
  /// Its name for the check: `SC2086`.
  package var code: String
  /// As it grades the fault.
  package var severity: Severity
  package var message: String
  /// Byte range in the source file.
  package var range: Range<Int>
  package var instruction: Instruction
  /// The name of the stage, or its index where it has none.
  package var stage: String

  package init(
    code: String, severity: Severity, message: String, range: Range<Int>, instruction: Instruction, stage: String
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.range = range
    self.instruction = instruction
    self.stage = stage
  }
}
