/// What builders write into an image's history for a RUN: `|2 A=1 B=two words /bin/sh -c make`.
package struct RunText {
  /// What stands between the number of build arguments and the shell or the command: `A=1 B=two words`. A value may hold
  /// blanks, and nothing quotes it. nil where the text names no build arguments.
  package var arguments: Substring?
  /// How many build arguments the text says it has.
  var argumentCount: Int
  /// The shell with its options, `/bin/sh -c`; empty where the command is run without one.
  var shell: Substring
  /// What is run. Behind build arguments without a shell it is a guess: only a shell tells where their values end.
  var command: Substring

  /// Whether `command` may begin in the middle of a build argument's value.
  var isGuess: Bool { arguments != nil && shell.isEmpty }

  /// Reads a step as history has it (`created_by`): the text, or what stands behind its RUN; nil for any other.
  package init?(createdBy: String) {
    let text = trimmed(createdBy[...])
    let word = text.prefix { !$0.isBlank }
    self.init(word == "RUN" ? trimmed(text[word.endIndex...]) : text)
  }

  /// Reads a text that begins with build arguments or a shell; nil for any other.
  init?(_ text: Substring) {
    argumentCount = Self.argumentCount(text) ?? 0
    guard argumentCount > 0 else {
      guard let shell = Self.shell(text) else { return nil }
      self.shell = shell
      command = trimmed(text[shell.endIndex...])
      return
    }
    let rest = text.drop { !$0.isBlank }
    if let start = Self.shellStart(in: rest), let shell = Self.shell(rest[start...]) {
      arguments = trimmed(rest[..<start])
      self.shell = shell
      command = trimmed(rest[shell.endIndex...])
    } else {
      let end = Self.end(ofWords: argumentCount, in: rest)
      arguments = trimmed(rest[..<end])
      shell = ""
      command = trimmed(rest[end...])
    }
  }

  /// The number of `|2 A=1 B=2 …`; nil for a text without build arguments.
  private static func argumentCount(_ text: Substring) -> Int? {
    guard text.first == "|" else { return nil }
    return Int(text.dropFirst().prefix { !$0.isBlank })
  }

  /// Where a shell begins that stands behind a blank.
  private static func shellStart(in text: Substring) -> Substring.Index? {
    var index = text.startIndex
    while let slash = text[index...].firstIndex(of: "/") {
      if slash > text.startIndex, text[text.index(before: slash)].isBlank, shell(text[slash...]) != nil { return slash }
      index = text.index(after: slash)
    }
    return nil
  }

  /// More words than these stand before no script: `/bin/bash -o pipefail -eu -c`.
  private static let mostOptions = 6

  /// The shell at the beginning of a text, with its options up to the one that takes the script: `/bin/bash -o pipefail -c`.
  private static func shell(_ text: Substring) -> Substring? {
    guard isShell(text.prefix { !$0.isBlank }) else { return nil }
    var rest = text.drop { !$0.isBlank }
    for _ in 0..<mostOptions {
      rest = rest.drop { $0.isBlank }
      let option = rest.prefix { !$0.isBlank }
      if option.isEmpty { return nil }
      if takesScript(option) { return text[..<option.endIndex] }
      rest = rest[option.endIndex...]
    }
    return nil
  }

  /// A path that ends in the name of a shell, or one of Windows's, which builders name without a path.
  private static func isShell(_ word: Substring) -> Bool {
    // No path is longer; a history's text may be a single word of megabytes.
    guard word.utf8.count <= 4096 else { return false }
    let program = word.split { $0 == "/" || $0 == "\\" }.last.map { $0.lowercased() } ?? ""
    if ["cmd", "cmd.exe", "powershell", "powershell.exe", "pwsh", "pwsh.exe"].contains(program) { return true }
    return word.first == "/" && program.hasSuffix("sh")
  }

  /// `-c`, `-ec`, `/C`, `-Command`
  private static func takesScript(_ option: Substring) -> Bool {
    let word = option.lowercased()
    return word == "/c" || word == "-command" || (word.hasPrefix("-") && !word.hasPrefix("--") && word.hasSuffix("c"))
  }

  private static func end(ofWords count: Int, in text: Substring) -> Substring.Index {
    var rest = text
    for _ in 0..<count where !rest.isEmpty { rest = rest.drop { $0.isBlank }.drop { !$0.isBlank } }
    return rest.startIndex
  }
}

extension Character {
  /// Whether it stands between the words of a history's text.
  package var isBlank: Bool { self == " " || self == "\t" || self == "\n" || self == "\r" || self == "\r\n" }
}

/// A text without the blanks around it.
package func trimmed(_ text: Substring) -> Substring {
  let rest = text.drop { $0.isBlank }
  return rest.lastIndex { !$0.isBlank }.map { rest[...$0] } ?? rest.prefix(0)
}
