/// An instruction as history has it, without the values of its build arguments: builders write `|2 TOKEN=s3cret A=1 /bin/sh
/// -c …` before a command, and reports never print such values.
package func withoutArgumentValues(_ createdBy: String) -> String {
  guard let run = RunText(createdBy: createdBy), let arguments = run.arguments, !arguments.isEmpty else {
    return createdBy
  }
  // Nothing tells where the last value ends.
  if run.isGuess { return createdBy[..<arguments.startIndex] + "…" }
  let names = arguments.split { $0.isBlank }.compactMap { word in
    word.firstIndex(of: "=").map { String(word[..<$0]) + "=…" }
  }
  // A value with blanks may hold what looks like a name.
  let shown = names.count == run.argumentCount ? names.joined(separator: " ") : "…"
  return createdBy[..<arguments.startIndex] + shown + createdBy[arguments.endIndex...]
}
