internal import Dockerfile
internal import Linting

/// A script as a file that ShellCheck reads: its interpreter in the first line, then the variables that the build
/// gives it, then the text; with the way back.
struct ScriptFile: Sendable {
  let script: EmbeddedScript
  let bytes: [UInt8]
  /// How many bytes of `bytes` stand before the text, and how many of the text's own first line they replace.
  private let header: (added: Int, replaced: Int)
  /// The bytes of `bytes` that declare variables.
  private let declaration: Range<Int>

  /// nil for a script in a dialect that ShellCheck does not know.
  init?(_ script: EmbeddedScript) {
    guard let program = Self.program(of: script.dialect) else { return nil }
    self.script = script
    let text = script.text.bytes
    let shebang = Array("#!/bin/\(program)\(script.endsAtFailure ? " -e" : "")\n".utf8)
    let replaced = text.starts(with: "#!".utf8) ? Self.lineEnd(in: text, from: 0) : 0
    var bytes = shebang
    var declaration = bytes.count..<bytes.count
    // Comments at the top hold for the whole script (`# shellcheck disable=…`), so nothing may come before them.
    let comments = script.variables.isEmpty ? replaced : Self.endOfComments(in: text, from: replaced)
    bytes += text[replaced..<comments]
    if !script.variables.isEmpty {
      let line = "export" + script.variables.map { " \($0)=1" }.joined() + "\n"
      declaration = bytes.count..<bytes.count + line.utf8.count
      bytes += Array(line.utf8)
    }
    bytes += text[comments...]
    // A last line without its end would be a fault of the file, not of the script.
    if bytes.last != newline { bytes.append(newline) }
    self.bytes = bytes
    self.header = (shebang.count, replaced)
    self.declaration = declaration
  }

  /// The shell by whose name ShellCheck knows a dialect.
  private static func program(of dialect: ShellDialect) -> String? {
    switch dialect {
    case .sh, .dash, .bash, .ksh: dialect.rawValue
    case .ash: "dash"
    case .mksh: "ksh"
    case .zsh: nil
    }
  }

  /// The comments as faults of the Dockerfile, without those on lines that only this file has; nil when one stands
  /// outside of the file.
  func faults(_ comments: [ShellCheckComment]) -> [ScriptFault]? {
    guard !comments.isEmpty else { return [] }
    let lines = CharacterLines(bytes)
    var faults: [ScriptFault] = []
    for comment in comments {
      guard let start = lines.offset(line: comment.line, column: comment.column),
        let end = lines.offset(line: comment.endLine, column: comment.endColumn)
      else { return nil }
      guard let range = sourceRange(of: start..<max(start, end)) else { continue }
      faults.append(
        ScriptFault(
          code: "SC\(comment.code)", severity: comment.severity, message: comment.message, range: range,
          instruction: script.instruction, stage: script.stage))
    }
    return faults
  }

  /// The bytes of the Dockerfile that a range of the file came from; nil when it begins in a line that only the file has.
  private func sourceRange(of range: Range<Int>) -> Range<Int>? {
    guard let start = textOffset(of: range.lowerBound) else { return nil }
    var end = range.isEmpty ? start : (textOffset(of: range.upperBound - 1) ?? start) + 1
    // A parser stops before a character, and not in it.
    if end <= start { end = start + CharacterLines.width(of: script.text.bytes, at: start) }
    end = min(end, script.text.count)
    return script.text.sourceRange(of: min(start, end)..<end)
  }

  private func textOffset(of offset: Int) -> Int? {
    guard offset >= header.added, !declaration.contains(offset) else { return nil }
    let declared = offset >= declaration.upperBound ? declaration.count : 0
    return offset - header.added + header.replaced - declared
  }

  /// The end of the blank and comment lines that a text begins with.
  private static func endOfComments(in text: [UInt8], from start: Int) -> Int {
    var end = start
    while end < text.count {
      let first = text[end...].first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
      let next = lineEnd(in: text, from: end)
      guard first == UInt8(ascii: "#") || first == newline, text[next - 1] == newline else { return end }
      end = next
    }
    return end
  }

  private static func lineEnd(in text: [UInt8], from start: Int) -> Int {
    text[start...].firstIndex(of: newline).map { $0 + 1 } ?? text.count
  }
}

private let newline = UInt8(ascii: "\n")
