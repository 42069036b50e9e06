/// A mode of `--chmod`: octal up to 7777, or symbolic as of chmod(1).
enum FileMode {
  static func isValid(_ text: String) -> Bool {
    if let first = text.utf8.first, ASCII.isDigit(first) {
      guard let mode = Int(text, radix: 8) else { return false }
      return mode <= 0o7777
    }
    let clauses = text.split(separator: ",", omittingEmptySubsequences: false)
    return !clauses.isEmpty && clauses.allSatisfy(isClause)
  }

  /// `[ugoa]*([-+=][rwxXstugo]*)+`, as BSD's setmode(3) reads it.
  private static func isClause(_ clause: Substring) -> Bool {
    let actions = clause.drop { "ugoa".contains($0) }
    return actions.first.map { "-+=".contains($0) } ?? false && actions.allSatisfy { "-+=rwxXstugo".contains($0) }
  }
}
