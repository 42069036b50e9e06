/// A shell of the Bourne family.
package enum ShellDialect: String, Sendable, Hashable {
  /// What POSIX says and nothing more: nobody knows which program `/bin/sh` is.
  case sh
  /// Also the shell of busybox.
  case ash
  case dash, bash, zsh, ksh, mksh

  /// The dialect of a program, by the last part of its path; nil for one that is no such shell.
  init?(program: String) {
    switch baseName(program) {
    case "rbash": self = .bash
    case "ksh88", "ksh93", "oksh", "loksh": self = .ksh
    case let name: self.init(rawValue: name)
    }
  }

  /// Whether `{a,b}` may become two words: `/bin/sh` is bash on some systems.
  var mayExpandBraces: Bool { self != .dash && self != .ash }

  /// Whether it surely knows `set -o pipefail`.
  package var hasPipefail: Bool {
    switch self {
    case .ash, .bash, .zsh, .ksh, .mksh: true
    case .sh, .dash: false
    }
  }
}
