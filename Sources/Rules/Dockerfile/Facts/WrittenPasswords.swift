internal import Dockerfile
internal import Linting

/// A password that stands on a command line: `curl -u shop:hunter2`, `docker login -p hunter2`.
struct WrittenPassword {
  /// Byte range of the password, or of the word that holds it, in the source.
  var range: Range<Int>
  /// The usual name of the program that takes it.
  var program: String
}

extension Run {
  /// The passwords that are written out as values of options. Variables and words that stand for a password are none.
  func writtenPasswords(in source: SourceText) -> [WrittenPassword] {
    commands.flatMap { command -> [WrittenPassword] in
      guard let kinds = Self.options[command.program] else { return [] }
      return command.line.options.compactMap { option in
        guard let kind = kinds[option.name], let value = option.value, value.isKnown,
          let password = kind.password(in: value.text), AddressPassword.isReal(Array(password.utf8)[...]),
          let range = Self.range(of: password, in: value, source)
        else { return nil }
        return WrittenPassword(range: range, program: command.program)
      }
    }
  }

  /// How an option's value holds a password.
  private enum Kind {
    case whole
    /// `user:password`
    case behindUser

    func password(in text: String) -> Substring? {
      switch self {
      case .whole: return text[...]
      case .behindUser:
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let password = text[text.index(after: colon)...]
        return password == text[..<colon] ? nil : password
      }
    }
  }

  private static let login: [String: Kind] = ["-p": .whole, "--password": .whole]

  /// By the program's usual name and its option.
  private static let options: [String: [String: Kind]] = [
    "curl": [
      "-u": .behindUser, "--user": .behindUser, "-U": .behindUser, "--proxy-user": .behindUser,
      "--oauth2-bearer": .whole,
      "--pass": .whole,
    ],
    "wget": [
      "--password": .whole, "--http-password": .whole, "--http-passwd": .whole, "--ftp-password": .whole,
      "--proxy-password": .whole,
    ],
    "svn": ["--password": .whole], "docker": login, "podman": login, "buildah": login, "skopeo": login, "helm": login,
    "az": login, "sshpass": ["-p": .whole], "twine": login,
  ]

  /// Where a value is written out; nil when a variable stands there, whose own value is judged where it is set.
  private static func range(of password: Substring, in word: ShellCommand.Argument, _ source: SourceText) -> Range<Int>?
  {
    let bytes = source.bytes[word.source.clamped(to: source.bytes.indices)]
    let wanted = Array(password.utf8)
    let last = bytes.endIndex - wanted.count
    guard last >= bytes.startIndex, !bytes.contains(UInt8(ascii: "$")) else { return nil }
    // It ends where the word ends, but for a quote.
    let end =
      bytes.last.map { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") } ?? false
      ? bytes.endIndex - 1 : bytes.endIndex
    let start = end - wanted.count
    guard start >= bytes.startIndex, bytes[start..<end].elementsEqual(wanted) else { return word.source }
    return start..<end
  }
}
