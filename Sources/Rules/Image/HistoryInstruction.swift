internal import Images

extension ImageConfig.HistoryEntry {
  /// The step as a line of a Dockerfile, as far as the builder's record of it allows; nil for what no instruction made.
  var instruction: String? {
    var text = createdBy[...]
    if text.hasSuffix(" # buildkit") { text = text.dropLast(11) }
    let line = String(text.split(whereSeparator: \.isNewline).joined(separator: " "))
    if let rest = line.behind("/bin/sh -c #(nop)") { return nop(rest.drop { $0 == " " }) }
    if let command = line.behind("RUN ") { return "RUN \(shellCommand(command) ?? command)" }
    if let command = shellCommand(line[...]) { return "RUN \(command)" }
    guard let keyword = line.split(separator: " ").first, keyword.allSatisfy({ $0.isASCII && $0.isUppercase }) else {
      return nil
    }
    return line
  }

  /// The classic builder writes `ADD file:4a1c… in /app `.
  private func nop(_ text: Substring) -> String {
    let words = text.split(separator: " ")
    guard let keyword = words.first, keyword == "ADD" || keyword == "COPY", let place = words.lastIndex(of: "in"),
      place == words.count - 2
    else { return String(text) }
    return (words[..<place] + words[(place + 1)...]).joined(separator: " ")
  }

  /// What a shell was told to run, without the build arguments before it; nil for anything else.
  private func shellCommand(_ text: Substring) -> Substring? {
    if let command = String(text).behind("/bin/sh -c ") { return command }
    guard text.hasPrefix("|") else { return nil }
    let marker = " /bin/sh -c "
    guard let at = text.indices(ofText: marker).first else { return nil }
    return text[at...].dropFirst(marker.count)
  }
}

extension String {
  /// What follows a beginning; nil without it.
  fileprivate func behind(_ prefix: String) -> Substring? { hasPrefix(prefix) ? dropFirst(prefix.count) : nil }
}

extension Substring {
  /// Where a text begins in this one, looked for at slashes' blanks only: the places are few.
  fileprivate func indices(ofText text: String) -> [Index] {
    indices.filter { self[$0] == " " && self[$0...].hasPrefix(text) }
  }
}
