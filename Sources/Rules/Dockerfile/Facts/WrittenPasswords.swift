internal import Dockerfile
internal import Linting

/// A password that stands on a command line: `curl -u shop:hunter2`, `docker login -p hunter2`.
struct WrittenPassword {
  /// Byte range of the password, or of the word that holds it, in the source.
  var range: Range<Int>
  /// The usual name of the program that takes it.
  var program: String
  /// Whether the program is known to take a password there; else only the name of an option says so.
  var isCertain = true

  /// Whether it becomes that of an account, which `password-in-command` speaks about.
  var isOfAccount: Bool { ["chpasswd", "passwd", "useradd", "usermod"].contains(program) }
}

extension Run {
  /// The passwords that are written out as values of options, or are handed to a program through a pipe or a file. Variables
  /// and words that stand for a password are none.
  func writtenPasswords(in source: SourceText) -> [WrittenPassword] {
    commands.indices.flatMap { index in
      let command = commands[index]
      return command.passwordsInOptions(source) + command.passwordsInNamedOptions(source)
        + command.passwordInLogin(source) + printedPasswords(at: index, source) + command.passwordInHereString(source)
    }
  }

  /// What a command prints into a program that takes a password, or into a file that is named like one.
  private func printedPasswords(at index: Int, _ source: SourceText) -> [WrittenPassword] {
    let command = commands[index]
    guard command.name.text == "echo" || command.name.text == "printf" else { return [] }
    let taker = readers(ofCommandAt: index).lazy.compactMap { $0.passwordTaker(source) }.first
    let file = command.redirections.first { $0.takesOutput && CredentialName.isCredential(file: $0.target.text) }
    guard let program = taker ?? file.map({ _ in "a file" }) else { return [] }
    let kind: PasswordKind = program == "chpasswd" ? .behindUser : .whole
    return command.arguments.filter { !$0.text.hasPrefix("-") }.compactMap { kind.password(in: $0, program, source) }
  }
}

extension ShellCommand {
  /// The values of the options that are known to take a password.
  fileprivate func passwordsInOptions(_ source: SourceText) -> [WrittenPassword] {
    let attached = PasswordOptions.attached.contains(program) ? arguments.filter { $0.text.hasPrefix("-p") } : []
    let given = attached.compactMap { word -> WrittenPassword? in
      var value = word
      value.text = String(word.text.dropFirst(2))
      return PasswordKind.whole.password(in: value, program, source)
    }
    guard let kinds = PasswordOptions.all[program] else { return given }
    return given
      + line.options.compactMap { option in
        guard let kind = kinds[option.name], let value = option.value ?? wordBehind(option) else { return nil }
        return kind.password(in: value, program, source)
      }
  }

  /// Of a program without a table, whose options seem to have no values.
  private func wordBehind(_ option: Invocation.Option) -> Argument? {
    guard option.argument.text == option.name, let at = arguments.firstIndex(of: option.argument) else {
      return nil
    }
    return arguments.dropFirst(at + 1).first
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
      var password = value.flatMap { PasswordKind.whole.password(in: $0, program, source) }
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
    return [PasswordKind.behindName.password(in: word, program, source)].compactMap { $0 }
  }

  /// `chpasswd <<< root:hunter2`
  fileprivate func passwordInHereString(_ source: SourceText) -> [WrittenPassword] {
    guard let text = redirections.last(where: { $0.operation == "<<<" })?.target, let program = passwordTaker(source)
    else { return [] }
    let kind: PasswordKind = program == "chpasswd" ? .behindUser : .whole
    return [kind.password(in: text, program, source)].compactMap { $0 }
  }

  /// The program that reads a password from the standard input of this command; nil when none does.
  fileprivate func passwordTaker(_ source: SourceText) -> String? {
    if let sudo = ([name] + wrappers).first(where: { $0.text == "sudo" }), readsPassword(sudo, source) { return "sudo" }
    switch program {
    case "chpasswd", "su", "kinit": return program
    case "passwd": return arguments.contains { $0.text == "--stdin" || $0.text == "-s" } ? program : nil
    case "cat", "tee":
      let files = arguments + redirections.filter(\.takesOutput).map(\.target)
      return files.contains { CredentialName.isCredential(file: $0.text) } ? program : nil
    default:
      let takes = ["--password-stdin", "--with-token", "--passphrase-fd", "--api-token-stdin", "stdin:"]
      return arguments.contains { word in takes.contains { word.text.hasPrefix($0) } } ? program : nil
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
