/// The languages of the Bourne family, as far as tools tell them apart.
package enum ShellDialect: String, Sendable {
  /// What POSIX says and nothing more: nobody knows which program `/bin/sh` is.
  case sh
  case bash
  /// Also the shell of busybox.
  case dash
  case ksh

  /// The dialect of a program, by the last part of its path; nil for one that is no Bourne shell.
  package init?(program: String) {
    switch baseName(program) {
    case "sh": self = .sh
    case "bash", "rbash": self = .bash
    case "dash", "ash": self = .dash
    case "ksh", "ksh88", "ksh93", "mksh", "oksh", "loksh": self = .ksh
    default: return nil
    }
  }
}

/// The program that runs a script, with its options.
struct ShellInterpreter {
  /// The last part of its path.
  let name: String
  /// `-e`, also among other letters, or `-o errexit`.
  let endsAtFailure: Bool

  /// nil for a program that is no Bourne shell.
  var dialect: ShellDialect? { ShellDialect(program: name) }

  /// Whether the commands of its scripts can be read: zsh is no Bourne shell, but near enough.
  var isShell: Bool { CommandWrapper.shells.contains(name) }

  /// The words of a SHELL, or of a `#!` line.
  init(_ words: [String]) {
    var rest = words[...]
    if rest.first.map(baseName) == "env" {
      rest = rest.dropFirst().drop { $0.hasPrefix("-") || $0.contains("=") }
    }
    let isBusybox = rest.first.map(baseName) == "busybox"
    if isBusybox { rest = rest.dropFirst() }
    let name = rest.first.map(baseName) ?? ""
    self.name = isBusybox && name == "sh" ? "ash" : name
    endsAtFailure = rest.dropFirst().contains { option in
      option == "errexit" || (option.hasPrefix("-") && !option.hasPrefix("--") && option.contains("e"))
    }
  }

  /// The interpreter that the first line of a script names; nil when it names none.
  init?(shebangOf bytes: [UInt8]) {
    guard bytes.starts(with: "#!".utf8) else { return nil }
    let line = String(decoding: bytes.prefix { $0 != ASCII.newline }.dropFirst(2), as: UTF8.self)
    self.init(line.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init))
  }
}
