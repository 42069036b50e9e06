internal import Dockerfile

/// What switches off the test of a server's certificate: options of programs, and variables.
enum TLSSwitches {
  /// A switch that a command line holds.
  struct Use {
    var word: ShellCommand.Argument
    /// As a message shows it.
    var text: String
    /// The check of checkov that looks for it; nil where none does.
    var alias: String?
  }

  /// A variable that, set so, switches the test off for the programs that read it.
  struct Variable {
    var alias: String?
    fileprivate var isSetBy: @Sendable (String) -> Bool = { !$0.isEmpty }

    func isSet(by value: String) -> Bool { isSetBy(value) }
  }

  private static let no: @Sendable (String) -> Bool = { $0.isSwitchedOff }
  private static let zero: @Sendable (String) -> Bool = { $0 == "0" }

  static let variables: [String: Variable] = [
    "PIP_TRUSTED_HOST": Variable(alias: "CKV2_DOCKER_16"),
    "PYTHONHTTPSVERIFY": Variable(alias: "CKV2_DOCKER_5", isSetBy: zero),
    "NODE_TLS_REJECT_UNAUTHORIZED": Variable(alias: "CKV2_DOCKER_6", isSetBy: zero),
    "NPM_CONFIG_STRICT_SSL": Variable(alias: "CKV2_DOCKER_12", isSetBy: no),
    "npm_config_strict_ssl": Variable(alias: "CKV2_DOCKER_12", isSetBy: no),
    // git asks whether it is set, not to what.
    "GIT_SSL_NO_VERIFY": Variable(alias: "CKV2_DOCKER_14"),
    "YARN_ENABLE_STRICT_SSL": Variable(isSetBy: no), "UV_INSECURE_HOST": Variable(),
    "CONDA_SSL_VERIFY": Variable(isSetBy: no),
  ]

  /// The switches of a command line.
  static func uses(in command: ShellCommand) -> [Use] {
    options(command) + configuration(command) + assignments(command) + writtenSettings(command)
  }

  // MARK: Options

  private static func options(_ command: ShellCommand) -> [Use] {
    switch command.program {
    case "curl":
      return given(command.line, "-k", "--insecure", alias: "CKV2_DOCKER_2")
        + given(command.line, "--proxy-insecure", alias: nil)
    case "wget": return given(command.line, "--no-check-certificate", alias: "CKV2_DOCKER_3")
    case "pip", "python", "pipenv":
      let line = command.packageOperation?.line ?? command.line
      return given(line, "--trusted-host", alias: "CKV2_DOCKER_4")
    case "uv", "uvx": return given(command.line, "--allow-insecure-host", alias: nil)
    case "npm", "npx", "pnpm", "yarn":
      return given(command.line, "--no-strict-ssl", alias: nil)
        + command.line.options.filter { $0.name == "--strict-ssl" && isNo($0.value) }.map { use($0, nil) }
    case "apt-get", "apt", "aptitude":
      return command.line.options.filter { option in
        ["-o", "--option"].contains(option.name) && (option.value.map { isAptSwitch($0.text) } ?? false)
      }.map { use($0, nil) }
    case "git":
      return command.line.options.filter { option in
        guard let value = option.value, option.name == "-c" else { return false }
        return isNo(value.text.lowercased(), item: "http.sslverify")
      }.map { use($0, nil) }
    case "dnf", "yum", "tdnf", "yum-config-manager":
      return command.line.options.filter { option in
        guard let value = option.value, option.name == "--setopt" else { return false }
        return value.text.split(separator: "=").first?.hasSuffix("sslverify") == true && isNo(value.text, item: nil)
      }.map { use($0, "CKV2_DOCKER_15") }
    default: return []
    }
  }

  private static func given(_ line: Invocation, _ names: String..., alias: String?) -> [Use] {
    line.options.filter { names.contains($0.name) && !isLocal($0.value) }.map { use($0, alias) }
  }

  private static func use(_ option: Invocation.Option, _ alias: String?) -> Use {
    let isPair = option.value.map { $0.text.utf8.count < 64 && $0.isKnown } ?? false
    let value = isPair ? option.value.map { " \($0.text)" } ?? "" : ""
    return Use(word: option.argument, text: option.name + value, alias: alias)
  }

  /// Whether a host is trusted that is this machine anyway.
  private static func isLocal(_ host: ShellCommand.Argument?) -> Bool {
    guard let host else { return false }
    return host.text.prefix { $0 != ":" } == "localhost" || host.text.hasPrefix("127.")
  }

  // MARK: Configuration

  /// Items that programs are told to keep: `npm config set strict-ssl false`.
  private static func configuration(_ command: ShellCommand) -> [Use] {
    let (items, alias): ([String], String?)
    switch command.program {
    case "npm", "pnpm", "yarn": (items, alias) = (["strict-ssl", "enablestrictssl"], "CKV2_DOCKER_13")
    case "git": (items, alias) = (["http.sslverify"], nil)
    case "conda": (items, alias) = (["ssl_verify"], nil)
    default: return []
    }
    let line = command.line
    guard let first = line.subcommands.first?.text, ["config", "set", "c"].contains(first) else { return [] }
    let words = line.subcommands + line.operands + line.options.compactMap(\.value)
    guard let index = words.firstIndex(where: { word in items.contains { isItem($0, word.text) } }) else { return [] }
    let text = words[index].text
    let isOff = text.contains("=") ? isNo(text, item: nil) : words.dropFirst(index + 1).first.map { isNo($0) } ?? false
    return isOff ? [Use(word: words[index], text: text, alias: alias)] : []
  }

  private static func isItem(_ item: String, _ text: String) -> Bool {
    let name = text.prefix { $0 != "=" }.lowercased()
    // `http.https://example.com.sslVerify` is for one server.
    return name == item || (item == "http.sslverify" && name.hasPrefix("http.") && name.hasSuffix(".sslverify"))
  }

  private static func isNo(_ value: ShellCommand.Argument?) -> Bool { value?.text.isSwitchedOff ?? false }

  /// `Acquire::https::Verify-Peer=false`, also for one server: `Acquire::https::example.com::Verify-Host=false`.
  private static func isAptSwitch(_ text: String) -> Bool {
    let parts = text.lowercased().split(separator: "=")
    guard parts.count == 2, parts[0].hasPrefix("acquire::https::"), parts[1].isSwitchedOff else { return false }
    return parts[0].hasSuffix("::verify-peer") || parts[0].hasSuffix("::verify-host")
  }

  /// Whether `item=value` says no; of any item when `item` is nil.
  private static func isNo(_ text: String, item: String?) -> Bool {
    guard let equals = text.firstIndex(of: "=") else { return false }
    let value = text[text.index(after: equals)...].lowercased()
    return value.isSwitchedOff && (item.map { text[..<equals] == $0 } ?? true)
  }

  private static let packageDirectories = ["/etc/yum", "/etc/dnf"]

  /// What is written into the configuration of yum and dnf: `echo sslverify=0 >> /etc/yum.conf`.
  private static func writtenSettings(_ command: ShellCommand) -> [Use] {
    guard command.program == "echo" || command.program == "printf",
      command.redirections.contains(where: { redirection in
        redirection.takesOutput && packageDirectories.contains { redirection.target.text.hasPrefix($0) }
      })
    else { return [] }
    return command.arguments.compactMap { word in
      let lines = word.text.replacing("\\n", with: "\n").split(separator: "\n")
      let isOff = lines.contains { isNo($0.lowercased().filter { $0 != " " }, item: "sslverify") }
      return isOff ? Use(word: word, text: "sslverify", alias: nil) : nil
    }
  }

  // MARK: Variables

  /// `NAME=value` in front of a command, behind `env`, and as the words of `export`.
  private static func assignments(_ command: ShellCommand) -> [Use] {
    let ahead = command.assignments.sorted { $0.key < $1.key }.compactMap { use($0.key, $0.value.text, $0.value) }
    return ahead + command.exports.compactMap { use($0.name, $0.value ?? "", $0.word) }
  }

  private static func use(_ name: String, _ value: String, _ word: ShellCommand.Argument) -> Use? {
    guard let variable = variables[name], variable.isSet(by: value) else { return nil }
    return Use(word: word, text: name, alias: variable.alias)
  }
}
