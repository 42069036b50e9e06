/// Whether a text is a version by Semantic Versioning 2.0.0.
///
/// - Parameter allowsLooseNumbers: whether numbers may begin with a zero and a suffix may be empty, as some parsers have it.
func isSemanticVersion(_ text: String, allowsLooseNumbers: Bool = false) -> Bool {
  let build = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
  let release = build[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
  let numbers = release[0].split(separator: ".", omittingEmptySubsequences: false)
  guard numbers.count == 3, numbers.allSatisfy({ isNumber($0, mayBeginWithZero: allowsLooseNumbers) }) else {
    return false
  }
  if release.count == 2, !isSuffix(release[1], mayHaveZeros: allowsLooseNumbers, mayBeEmpty: allowsLooseNumbers) {
    return false
  }
  return build.count == 1 || isSuffix(build[1], mayHaveZeros: true, mayBeEmpty: allowsLooseNumbers)
}

private func isSuffix(_ text: Substring, mayHaveZeros: Bool, mayBeEmpty: Bool) -> Bool {
  if text.isEmpty { return mayBeEmpty }
  return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
    guard !part.isEmpty, part.utf8.allSatisfy(isPartCharacter) else { return false }
    let isNumeric = part.utf8.allSatisfy(\.isDecimalDigit)
    return !isNumeric || isNumber(part, mayBeginWithZero: mayHaveZeros)
  }
}

private func isNumber(_ text: Substring, mayBeginWithZero: Bool) -> Bool {
  guard !text.isEmpty, text.utf8.allSatisfy(\.isDecimalDigit) else { return false }
  return mayBeginWithZero || text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0")
}

private func isPartCharacter(_ byte: UInt8) -> Bool {
  byte.isLatinLetter || byte.isDecimalDigit
    || byte == UInt8(ascii: "-")
}
