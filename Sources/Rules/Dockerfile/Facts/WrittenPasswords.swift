internal import Dockerfile
internal import Linting

/// A password that stands on a command line: `curl -u shop:hunter2`, `docker login -p hunter2`.
struct WrittenPassword {
  /// What takes a password.
  enum Taker: Hashable {
    /// By the usual name of the program.
    case program(String)
    /// By its path as written.
    case file(String)
    /// A variable of the commands, which is named like a secret.
    case variable(String)
  }

  /// Byte range of the password, or of the word that holds it, in the source.
  var range: Range<Int>
  var taker: Taker
  /// Whether it is known that a password is taken there; else only the name of an option or a variable says so.
  var isCertain = true

  /// What it is: `a password for curl`.
  var title: String {
    switch taker {
    case .program(let name), .file(let name): "a password for \(name)"
    case .variable(let name): "the value of \(name)"
    }
  }

  /// Whether it becomes that of an account, which `password-in-command` speaks about.
  var isOfAccount: Bool {
    guard case .program(let name) = taker else { return false }
    return ["chpasswd", "passwd", "useradd", "usermod"].contains(name)
  }
}

extension Run {
  /// The passwords that are written out as values of options, or are handed to a program through a pipe or a file. Variables
  /// and words that stand for a password are none.
  func writtenPasswords(in source: SourceText) -> [WrittenPassword] {
    commands.indices.flatMap { index in
      let command = commands[index]
      let known =
        command.passwordsInOptions(source) + command.passwordInOperands(source) + command.passwordInLogin(source)
        + printedPasswords(at: index, source) + command.passwordInHereString(source)
      let starts = Set(known.map(\.range.lowerBound))
      let named = command.passwordsInNamedOptions(source) + command.passwordsInVariables(source)
      return known + named.filter { !starts.contains($0.range.lowerBound) }
    }
  }

  /// What a command prints into a program that takes a password, or into a file that is named like one.
  private func printedPasswords(at index: Int, _ source: SourceText) -> [WrittenPassword] {
    let command = commands[index]
    guard command.name.text == "echo" || command.name.text == "printf" else { return [] }
    let taker = readers(ofCommandAt: index).lazy.compactMap { $0.passwordTaker(source) }.first
    let file = command.redirections.first { $0.takesOutput && CredentialName.isCredential(file: $0.target.text) }
    guard let taker = taker ?? file.map({ .file($0.target.text) }) else { return [] }
    let kind = PasswordKind(takenBy: taker)
    return command.arguments.filter { !$0.text.hasPrefix("-") }.compactMap { kind.password(in: $0, taker, source) }
  }
}

extension ShellCommand {
  private var taker: WrittenPassword.Taker { .program(program) }

  /// The values of the options that are known to take a password.
  fileprivate func passwordsInOptions(_ source: SourceText) -> [WrittenPassword] {
    let attached = PasswordOptions.attached.contains(program) ? arguments.filter { $0.text.hasPrefix("-p") } : []
    let given = attached.compactMap { word -> WrittenPassword? in
      var value = word
      value.text = String(word.text.dropFirst(2))
      return PasswordKind.whole.password(in: value, taker, source)
    }
    guard let kinds = PasswordOptions.all[program] else { return given }
    return given
      + line.options.compactMap { option in
        guard let kind = kinds[option.name], let value = option.value ?? wordBehind(option) else { return nil }
        return kind.password(in: value, taker, source)
      }
  }

  /// Of a program without a table, whose options seem to have no values.
  private func wordBehind(_ option: Invocation.Option) -> Argument? {
    guard option.argument.text == option.name, let at = arguments.firstIndex(of: option.argument) else {
      return nil
    }
    return arguments.dropFirst(at + 1).first
  }

  /// The last word of `htpasswd -bc FILE USER PASSWORD`.
  fileprivate func passwordInOperands(_ source: SourceText) -> [WrittenPassword] {
    guard let option = PasswordOptions.lastOperand[program] else { return [] }
    let line = self.line
    guard line.has(option), line.operands.count > 1, let word = line.operands.last else { return [] }
    return [PasswordKind.whole.password(in: word, taker, source)].compactMap { $0 }
  }

  /// What `export DB_PASSWORD=…`, and `PGPASSWORD=…` in front of a program, set.
  fileprivate func passwordsInVariables(_ source: SourceText) -> [WrittenPassword] {
    let given = assignments.sorted { $0.key < $1.key }.map { (name: $0.key, word: $0.value) }
    let exported = exports.map { export in
      var word = export.word
      word.text = String(word.text.dropFirst(export.name.utf8.count + 1))
      return (name: export.name, word: word)
    }
    return (given + exported).compactMap { name, word in
      guard word.isKnown, SecretAssignments.isCredential(Array(word.text.utf8)[...], of: name) else { return nil }
      var password = PasswordKind.whole.password(in: word, .variable(name), source)
      password?.isCertain = false
      return password
    }
  }

  /// The values of `--db-password=…` and `--token …`, whatever the program.
  fileprivate func passwordsInNamedOptions(_ source: SourceText) -> [WrittenPassword] {
    let words = [name] + arguments
    return words.indices.compactMap { index in
      let word = words[index]
      guard word.text.hasPrefix("--") else { return nil }
      let option = word.text.dropFirst(2).prefix { $0 != "=" }
      guard CredentialName.isCredential(option: option) else { return nil }
      var value: Argument? = word
      if let equals = word.text.firstIndex(of: "=") {
        value?.text = String(word.text[word.text.index(after: equals)...])
      } else {
        value = index + 1 < words.count && !words[index + 1].text.hasPrefix("-") ? words[index + 1] : nil
      }
      var password = value.flatMap { PasswordKind.whole.password(in: $0, taker, source) }
      password?.isCertain = false
      return password
    }
  }

  /// The last word of `npm config set //registry/:_authToken …` and its like.
  fileprivate func passwordInLogin(_ source: SourceText) -> [WrittenPassword] {
    guard let login = LoginCommand.all[program] else { return [] }
    let line = self.line
    guard login.isMeant(line), let word = line.operands.last,
      line.subcommands.last?.text != "login" || program == "cargo"
    else { return [] }
    return [login.kind.password(in: word, taker, source)].compactMap { $0 }
  }

  /// `chpasswd <<< root:hunter2`
  fileprivate func passwordInHereString(_ source: SourceText) -> [WrittenPassword] {
    guard let text = redirections.last(where: { $0.operation == "<<<" })?.target, let taker = passwordTaker(source)
    else { return [] }
    return [PasswordKind(takenBy: taker).password(in: text, taker, source)].compactMap { $0 }
  }

  /// What takes a password from the standard input of this command; nil when nothing does.
  fileprivate func passwordTaker(_ source: SourceText) -> WrittenPassword.Taker? {
    if let sudo = ([name] + wrappers).first(where: { $0.text == "sudo" }), readsPassword(sudo, source) {
      return .program("sudo")
    }
    switch program {
    case "chpasswd", "su", "kinit": return taker
    case "passwd": return arguments.contains { $0.text == "--stdin" || $0.text == "-s" } ? taker : nil
    case "cat", "tee":
      let files = arguments + redirections.filter(\.takesOutput).map(\.target)
      return files.first { CredentialName.isCredential(file: $0.text) }.map { .file($0.text) }
    default:
      let takes = ["--password-stdin", "--with-token", "--passphrase-fd", "--api-token-stdin", "stdin:"]
      return arguments.contains { word in takes.contains { word.text.hasPrefix($0) } } ? taker : nil
    }
  }

  /// Whether `-S` stands behind `sudo`, in front of what it starts.
  private func readsPassword(_ sudo: Argument, _ source: SourceText) -> Bool {
    if sudo == name { return arguments.contains { Self.isStandardInput(Substring($0.text)) } }
    guard sudo.source.upperBound <= name.source.lowerBound else { return false }
    let between = (sudo.source.upperBound..<name.source.lowerBound).clamped(to: source.bytes.indices)
    return String(decoding: source.bytes[between], as: UTF8.self).split { $0.isWhitespace }
      .contains(where: Self.isStandardInput)
  }

  private static func isStandardInput(_ option: Substring) -> Bool {
    option == "--stdin" || (option.hasPrefix("-") && !option.hasPrefix("--") && option.contains("S"))
  }
}
