internal import Linting

/// Comments as an entry of the cache has them: a line with the number of files, then a line for each comment.
///
/// `FILE LINE COLUMN ENDLINE ENDCOLUMN LEVEL CODE MESSAGE`, the file as its index from 0. Messages are in one line.
enum ShellCheckEntry {
  static func bytes(_ comments: [[ShellCheckComment]]) -> [UInt8] {
    var text = "\(comments.count)\n"
    for (index, comments) in comments.enumerated() {
      for comment in comments {
        text += "\(index) \(comment.line) \(comment.column) \(comment.endLine) \(comment.endColumn) "
        text += "\(comment.severity.rawValue) \(comment.code) \(comment.message)\n"
      }
    }
    return Array(text.utf8)
  }

  /// nil when the bytes are not those of `count` files.
  static func comments(in bytes: [UInt8], count: Int) -> [[ShellCheckComment]]? {
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    guard let first = lines.first, number(first) == count else { return nil }
    var comments = [[ShellCheckComment]](repeating: [], count: count)
    for line in lines.dropFirst() {
      let words = line.split(separator: UInt8(ascii: " "), maxSplits: 7, omittingEmptySubsequences: false)
      guard words.count == 8, let file = number(words[0]), comments.indices.contains(file),
        let line = number(words[1]), let column = number(words[2]), let endLine = number(words[3]),
        let endColumn = number(words[4]), let severity = Severity(rawValue: String(decoding: words[5], as: UTF8.self)),
        let code = number(words[6])
      else { return nil }
      comments[file].append(
        ShellCheckComment(
          line: line, column: column, endLine: endLine, endColumn: endColumn, severity: severity, code: code,
          message: String(decoding: words[7], as: UTF8.self)))
    }
    return comments
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard let number = Int(String(decoding: digits, as: UTF8.self)), number >= 0 else { return nil }
    return number
  }
}
