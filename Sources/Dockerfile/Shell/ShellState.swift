/// The shell that reads a command, and those of its options that decide what a failure does.
package struct ShellState: Sendable, Hashable {
  /// nil when no shell reads it (exec form), or none of the Bourne family.
  package internal(set) var dialect: ShellDialect?
  /// `set -o pipefail`: a pipeline fails when any part of it does.
  package internal(set) var hasPipefail = false
  /// `set -e`: the script ends at the first failure.
  package internal(set) var hasErrexit = false

  /// What runs a RUN when no SHELL says otherwise: `/bin/sh -c`.
  static let standard = ShellState(dialect: .sh)

  init(dialect: ShellDialect?) { self.dialect = dialect }

  /// A shell called with these arguments, which may be followed by more: `bash -euo pipefail -c`.
  init(dialect: ShellDialect?, arguments: some Sequence<String>) {
    self.dialect = dialect
    setOptions(arguments)
  }

  /// The shell that a SHELL instruction or the first line of a script names; nil when it is none of the Bourne family.
  init?(calling words: some Sequence<String>) {
    var words = Array(words)[...]
    if let first = words.first, baseName(first) == "env" {
      words = words.dropFirst().drop { $0.hasPrefix("-") || $0.utf8.contains(ASCII.equals) }
    }
    guard var program = words.popFirst() else { return nil }
    let isBusybox = baseName(program) == "busybox"
    if isBusybox { program = words.popFirst() ?? "" }
    guard let dialect = ShellDialect(program: program) else { return nil }
    self.init(dialect: isBusybox && dialect == .sh ? .ash : dialect, arguments: words)
  }

  /// The shell that runs a script: the one that its first line names, or else the given one; nil for another interpreter.
  static func running(_ text: LogicalText, given: ShellState?) -> ShellState? {
    guard text.bytes.starts(with: "#!".utf8) else { return given }
    let line = String(decoding: text.bytes.prefix { $0 != ASCII.newline }.dropFirst(2), as: UTF8.self)
    return ShellState(calling: line.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init))
  }

  /// What `set`, or a shell's own command line, switches: `-e`, `+e`, `-eo pipefail`, `-o errexit`.
  mutating func setOptions(_ words: some Sequence<String>) {
    // Whether the next word is the name of an option, and what it becomes.
    var named: [Bool] = []
    for word in words {
      if let isOn = named.popLast() {
        set(word, to: isOn)
        continue
      }
      guard word.utf8.count > 1, word != "--", let sign = word.utf8.first,
        sign == ASCII.hyphen || sign == UInt8(ascii: "+")
      else { return }
      if word.hasPrefix("--") { continue }
      for letter in word.utf8.dropFirst() {
        if letter == UInt8(ascii: "e") { hasErrexit = sign == ASCII.hyphen }
        if letter == UInt8(ascii: "o") { named.append(sign == ASCII.hyphen) }
      }
    }
  }

  private mutating func set(_ option: String, to isOn: Bool) {
    switch option {
    case "pipefail": hasPipefail = isOn
    case "errexit": hasErrexit = isOn
    default: break
    }
  }
}
