/// An instruction as history has it, without the values of its build arguments: builders write `|2 TOKEN=s3cret A=1 /bin/sh
/// -c …` before a command, and reports never print such values.
func withoutArgumentValues(_ createdBy: String) -> String {
  guard let bar = createdBy.firstIndex(of: "|"), let shell = shellStart(in: createdBy[bar...]) else { return createdBy }
  let words = createdBy[bar..<shell].split(separator: " ")
  guard let count = words.first, Int(count.dropFirst()) != nil else { return createdBy }
  let names = words.dropFirst().compactMap { word in word.firstIndex(of: "=").map { word[..<$0] + "=…" } }
  return createdBy[..<bar] + ([String(count)] + names.map(String.init)).joined(separator: " ") + " "
    + createdBy[shell...]
}

/// Where the command behind the arguments begins: at the shell that runs it, or else nowhere.
private func shellStart(in text: Substring) -> String.Index? {
  var index = text.startIndex
  while let slash = text[index...].firstIndex(of: "/") {
    if slash > text.startIndex, text[text.index(before: slash)] == " ", text[slash...].prefix(24).contains(" -") {
      return slash
    }
    index = text.index(after: slash)
  }
  return text.endIndex
}
