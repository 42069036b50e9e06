/// The instruction that made a layer, as a person wrote it, from the text that builders leave in an image's history.
///
/// The classic builder writes `/bin/sh -c #(nop)  CMD ["x"]`, and a `RUN` as `|1 A=b /bin/sh -c make`; BuildKit writes
/// `RUN |1 A=b /bin/sh -c make # buildkit`.
func layerInstruction(_ createdBy: String) -> String {
  // A history may hold whole heredocs; a line of a table needs only their beginning.
  var words = createdBy.unicodeScalars.prefix(4096).split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
    .map { String($0) }[...]
  if words.suffix(2) == ["#", "buildkit"] { words = words.dropLast(2) }
  if words.first == "RUN" { return (["RUN"] + withoutShell(words.dropFirst()).map(shortHash)).joined(separator: " ") }
  let command = withoutShell(words)
  if command.first == "#(nop)" { return command.dropFirst().map(shortHash).joined(separator: " ") }
  let isRun = command.startIndex > words.startIndex
  return ((isRun ? ["RUN"] : []) + command.map(shortHash)).joined(separator: " ")
}

/// The words behind the build arguments (`|2 A=1 B=2`) and the shell (`/bin/sh -c`).
private func withoutShell(_ words: ArraySlice<String>) -> ArraySlice<String> {
  var words = words
  if let first = words.first, first.hasPrefix("|"), let count = Int(first.dropFirst()), count >= 0 {
    // An argument's value may hold blanks, so the shell is looked for first.
    let shell = words.dropFirst().firstIndex { isShell($0) }
    words = shell.map { words[$0...] } ?? words.dropFirst(min(count, words.count) + 1)
  }
  guard let first = words.first, isShell(first) else { return words }
  let options = words.dropFirst().prefix(4)
  guard let command = options.firstIndex(where: { $0.hasPrefix("-") && $0.hasSuffix("c") }) else { return words }
  return words[(command + 1)...]
}

private func isShell(_ word: String) -> Bool { word.hasPrefix("/") && word.hasSuffix("sh") }

/// `file:4b33b33e…` for a checksum that nobody reads to its end.
private func shortHash(_ word: String) -> String {
  for prefix in ["file:", "dir:", "multi:", "sha256:"]
  where word.hasPrefix(prefix) && word.utf8.count > prefix.utf8.count + 32 {
    return word.prefix(prefix.count + 8) + "…"
  }
  return word
}
