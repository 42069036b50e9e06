internal import Dockerfile
internal import Linting

/// How a word of a command line holds a password.
enum PasswordKind {
  case whole
  /// `user:password`
  case behindUser
  /// `name=password`, or the password alone.
  case behindName
  /// A line of a list of accounts: `name:password:…`.
  case ofAccount
  /// A header of HTTP whose name says that it authorises: `Authorization: Bearer …`, `X-Api-Key: …`.
  case header

  /// How what is printed for a taker holds its password.
  init(takenBy taker: WrittenPassword.Taker) {
    switch taker {
    case .program("chpasswd"): self = .behindUser
    case .file(let path) where CredentialName.isAccountList(path): self = .ofAccount
    case .program, .file, .variable: self = .whole
    }
  }

  /// The password in a word, where it is one that is written out; nil for variables and words that stand for a password.
  func password(
    in word: ShellCommand.Argument, _ taker: WrittenPassword.Taker, _ source: SourceText
  ) -> WrittenPassword? {
    guard word.isKnown, let password = part(of: word.text), isReal(password),
      let range = Self.range(of: password, in: word, source)
    else { return nil }
    return WrittenPassword(range: range, taker: taker)
  }

  private func isReal(_ password: Substring) -> Bool {
    // The hashes of accounts begin with a dollar: `$6$…`.
    let isHash = self == .ofAccount && password.hasPrefix("$")
    return (isHash || AddressPassword.isReal(Array(password.utf8)[...]))
      && !PasswordOptions.locks.contains(String(password))
  }

  /// What has fewer is a list of another kind, such as that of a web server.
  private static let leastFields = 4

  private func part(of text: String) -> Substring? {
    switch self {
    case .whole: return text[...]
    case .behindUser:
      guard let colon = text.firstIndex(of: ":") else { return nil }
      let password = text[text.index(after: colon)...]
      return password == text[..<colon] ? nil : password
    case .ofAccount:
      let lines = text.split(separator: "\n").flatMap { $0.split(separator: "\\n") }
      let accounts = lines.map { $0.split(separator: ":", omittingEmptySubsequences: false) }
        .filter { $0.count >= Self.leastFields }
      return accounts.isEmpty ? text[...] : accounts.lazy.map { $0[1] }.first(where: isReal)
    case .behindName: return text.firstIndex(of: "=").map { text[text.index(after: $0)...] } ?? text[...]
    case .header:
      guard let colon = text.firstIndex(of: ":") else { return nil }
      let name = text[..<colon].lowercased()
      let value = text[text.index(after: colon)...].drop { $0 == " " }
      guard name.hasSuffix("authorization") else {
        return CredentialName.isCredential(option: Substring(name)) ? value : nil
      }
      return value.firstIndex(of: " ").map { value[$0...].drop { $0 == " " } } ?? value
    }
  }

  /// Where a value is written out; nil when a variable stands there, whose own value is judged where it is set.
  private static func range(of password: Substring, in word: ShellCommand.Argument, _ source: SourceText) -> Range<Int>?
  {
    let bytes = source.bytes[word.source.clamped(to: source.bytes.indices)]
    let wanted = Array(password.utf8)
    let last = bytes.endIndex - wanted.count
    // The dollar of a hash stands for itself.
    guard last >= bytes.startIndex, !bytes.contains(UInt8(ascii: "$")) || password.contains("$") else { return nil }
    // It ends where the word ends, but for a quote.
    let end =
      bytes.last.map { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") } ?? false
      ? bytes.endIndex - 1 : bytes.endIndex
    let start = end - wanted.count
    guard start >= bytes.startIndex, bytes[start..<end].elementsEqual(wanted) else { return word.source }
    return start..<end
  }
}

/// The options by which programs take passwords.
enum PasswordOptions {
  /// What locks an account in the place of a password.
  static let locks: Set = ["", "*", "!", "!!", "!*", "*!", "x"]

  /// Programs for which the password follows `-p` without a blank.
  static let attached: Set = [
    "sshpass", "mysql", "mysqladmin", "mysqldump", "mysqlimport", "mysqlshow", "mariadb", "mariadb-admin",
    "mariadb-dump", "7z",
    "7za",
  ]

  /// Programs whose last operand is a password, with the option that says so.
  static let lastOperand = ["htpasswd": "-b"]

  /// By the program's usual name and its option.
  static let all: [String: [String: PasswordKind]] = {
    let login: [String: PasswordKind] = ["-p": .whole, "--password": .whole]
    let long: [String: PasswordKind] = ["--password": .whole]
    var table: [String: [String: PasswordKind]] = [
      "curl": [
        "-u": .behindUser, "--user": .behindUser, "-U": .behindUser, "--proxy-user": .behindUser,
        "--oauth2-bearer": .whole, "--pass": .whole, "--proxy-pass": .whole, "--tlspassword": .whole, "-H": .header,
        "--header": .header, "--proxy-header": .header,
      ],
      "wget": [
        "--password": .whole, "--http-password": .whole, "--http-passwd": .whole, "--ftp-password": .whole,
        "--proxy-password": .whole, "--header": .header,
      ],
      "svn": long,
    ]
    for program in ["docker", "podman", "buildah", "skopeo", "helm", "az", "sshpass", "twine", "useradd", "usermod"] {
      table[program] = login
    }
    for program in attached { table[program, default: [:]].merge(long) { $1 } }
    return table
  }()
}

/// Tells names under which a credential is kept or given.
enum CredentialName {
  /// Whether an option or header is named like a secret: `db-password`, `X-Api-Key`.
  static func isCredential(option: Substring) -> Bool {
    SecretWords.match(underscored(option))
  }

  /// Whether a file is named like a secret: `/etc/app/secret`, `/run/db-password.txt`, `~/.netrc`.
  static func isCredential(file path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return [".netrc", ".pgpass", ".git-credentials", ".htpasswd"].contains(name)
      || SecretWords.namesSecret(underscored(name))
  }

  /// Whether a file may be a list of accounts, as passwd(5) describes it: what is put there may well hold no password.
  static func isAccountList(_ path: String) -> Bool {
    path.split(separator: "/").last.map { $0.hasPrefix("passwd") || $0.hasSuffix("etc_passwd") } ?? false
  }

  /// A name with its words divided as those of variables are: `com.example.api-key` is `com_example_api_key`.
  static func underscored(_ name: some StringProtocol) -> String {
    String(name.map { "-./ ".contains($0) ? "_" : $0 })
  }
}
