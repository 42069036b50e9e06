internal import Dockerfile

/// A line that echo or printf writes into the configuration of a program: `echo sslverify=0 >> /etc/yum.conf`.
struct WrittenSetting {
  enum Program {
    /// yum, dnf and their like.
    case rpm
    case apt, npm, curl, wget, pip, git, conda, pacman

    /// The program whose configuration a file is; nil for any other file.
    init?(file: String) {
      switch file.lastComponent {
      case ".npmrc", "npmrc": self = .npm
      case ".curlrc", "curlrc": self = .curl
      case ".wgetrc", "wgetrc": self = .wget
      case "pip.conf", "pip.ini": self = .pip
      case ".gitconfig", "gitconfig": self = .git
      case ".condarc", "condarc": self = .conda
      case "pacman.conf": self = .pacman
      default:
        if file.hasPrefix("/etc/yum") || file.hasPrefix("/etc/dnf") {
          self = .rpm
        } else if file.hasPrefix("/etc/apt/") {
          self = .apt
        } else {
          return nil
        }
      }
    }
  }

  var program: Program
  /// As written.
  var text: String
  /// In lower case.
  var name: String
  /// Without quotes; empty where the name stands alone.
  var value: String
  /// The word that holds the line.
  var word: ShellCommand.Argument
}

extension ShellCommand {
  /// The settings that it writes; none for another command than echo and printf, and for other files.
  var writtenSettings: [WrittenSetting] {
    guard program == "echo" || program == "printf",
      let file = redirections.first(where: \.takesOutput)?.target.text, let program = WrittenSetting.Program(file: file)
    else { return [] }
    return arguments.flatMap { word in
      word.text.replacing("\\n", with: "\n").split(separator: "\n").compactMap {
        WrittenSetting(program, $0, word)
      }
    }
  }
}

extension WrittenSetting {
  /// `name = value`, `name: value`, `name "value";` or a name alone; nil for a line of none of these.
  fileprivate init?(_ program: Program, _ line: Substring, _ word: ShellCommand.Argument) {
    let text = line.drop { $0 == " " || $0 == "\t" }
    // The names of apt have colons in them.
    let end = text.firstIndex { " =\t".contains($0) } ?? text.endIndex
    guard end > text.startIndex else { return nil }
    let name = text[..<end]
    self.program = program
    self.text = String(name.hasSuffix(":") ? name.dropLast() : name)
    self.name = self.text.lowercased()
    value = text[end...].filter { !" =\t\";\r".contains($0) }
    self.word = word
  }
}
