internal import Images
internal import Linting

/// Reads what `shellcheck --format=json1` prints: `{"comments": [{"file": …, "line": …, …}, …]}`.
enum ShellCheckOutput {
  /// Why an output is not one.
  struct Fault: Error {
    var message: String
  }

  private static let depthLimit = 16

  /// The comments on each file that was asked about, in the order of `files`.
  static func comments(in output: [UInt8], on files: [String]) throws(Fault) -> [[ShellCheckComment]] {
    let root: JSONValue
    do throws(ArchiveError) {
      root = try JSONReader.read(output, name: "its output", depthLimit: depthLimit).value
    } catch {
      throw Fault(message: error.message)
    }
    guard case .array(let items) = root["comments"] else { throw Fault(message: "its output has no comments") }
    let indices = Dictionary(files.enumerated().map { ($1, $0) }) { first, _ in first }
    var comments = [[ShellCheckComment]](repeating: [], count: files.count)
    for item in items {
      guard case .string(let file) = item["file"], let index = indices[file] else {
        throw Fault(message: "its output is about a file that it was not asked about")
      }
      guard let comment = ShellCheckComment(item) else {
        throw Fault(message: "a comment in its output lacks a line, a level, a code or a message")
      }
      comments[index].append(comment)
    }
    return comments
  }
}

extension ShellCheckComment {
  fileprivate init?(_ item: JSONValue) {
    guard let line = item.count("line"), let column = item.count("column"), let endLine = item.count("endLine"),
      let endColumn = item.count("endColumn"), let code = item.count("code"), (1000...9999).contains(code),
      case .string(let level) = item["level"], let severity = Severity(rawValue: level),
      case .string(let message) = item["message"],
      (line, column) <= (endLine, endColumn)
    else { return nil }
    self.init(
      line: line, column: column, endLine: endLine, endColumn: endColumn, severity: severity, code: code,
      message: Self.sentence(message))
  }

  /// One line without a full stop at its end, as all messages are.
  private static func sentence(_ message: String) -> String {
    let words = message.split { $0 == " " || $0.isNewline }.joined(separator: " ")
    return words.hasSuffix(".") && !words.hasSuffix("..") ? String(words.dropLast()) : words
  }
}

extension JSONValue {
  /// A whole number from 1 on.
  fileprivate func count(_ key: String) -> Int? {
    guard case .number(_, exact: let number?) = self[key], number >= 1 else { return nil }
    return number
  }
}
