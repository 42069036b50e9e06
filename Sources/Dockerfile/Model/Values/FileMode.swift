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

  /// `[ugoa]*([-+=]([rwxXst]*|[ugo]))+`
  private static func isClause(_ clause: Substring) -> Bool {
    var rest = clause.drop { "ugoa".contains($0) }
    guard !rest.isEmpty else { return false }
    while let operation = rest.first {
      guard "-+=".contains(operation) else { return false }
      rest = rest.dropFirst()
      let letters = rest.prefix { !"-+=".contains($0) }
      guard
        letters.allSatisfy({ "rwxXst".contains($0) })
          || (letters.count == 1 && letters.allSatisfy { "ugo".contains($0) })
      else { return false }
      rest = rest.dropFirst(letters.count)
    }
    return true
  }
}
