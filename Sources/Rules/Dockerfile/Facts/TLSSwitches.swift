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
    "CONDA_SSL_VERIFY": Variable(isSetBy: no), "GOINSECURE": Variable(),
  ]

  /// The switches of a command line.
  static func uses(in command: ShellCommand) -> [Use] {
    options(command) + configuration(command) + assignments(command) + settings(command)
  }

  // MARK: Options

  private static func options(_ command: ShellCommand) -> [Use] {
    switch command.program {
    case "curl":
      return given(command.line, "-k", "--insecure", alias: "CKV2_DOCKER_2")
        + given(command.line, "--proxy-insecure", alias: nil)
    case "wget":
      // getopt takes any beginning that is clear: `--no-check-cert`.
      return command.line.options.filter { $0.name.hasPrefix("--no-check") }.map { use($0, "CKV2_DOCKER_3") }
    case "pip", "python", "pipenv":
      let line = command.packageOperation?.line ?? command.line
      return given(line, "--trusted-host", alias: "CKV2_DOCKER_4")
    case "uv", "uvx": return given(command.line, "--allow-insecure-host", "--trusted-host", alias: nil)
    case "conda": return given(command.line, "-k", "--insecure", alias: nil)
    case "aws": return given(command.line, "--no-verify-ssl", alias: nil)
    case "helm", "kubectl", "oc":
      return command.line.options.filter { $0.name == "--insecure-skip-tls-verify" && !isNo($0.value) }.map {
        use($0, nil)
      }
    case "aria2c", "http", "https":
      return command.line.options.filter { ["--check-certificate", "--verify"].contains($0.name) && isNo($0.value) }
        .map { use($0, nil) }
    case "mvn", "mvnw":
      return command.arguments.filter { $0.text == "-Dmaven.wagon.http.ssl.insecure=true" }.map {
        Use(word: $0, text: $0.text, alias: nil)
      }
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
    host.map { isLocal($0.text) } ?? false
  }

  private static func isLocal(_ host: String) -> Bool {
    host.prefix { $0 != ":" } == "localhost" || host.hasPrefix("127.")
  }

  // MARK: Configuration

  /// An item that a program is told to keep, in lower case, and the values that switch the test off.
  private struct Item {
    var name: String
    var alias: String?
    var isSetBy: @Sendable (String) -> Bool = no

    func isNamed(_ text: String) -> Bool {
      let text = text.prefix { $0 != "=" }.lowercased()
      switch name {
      // `http.https://example.com.sslVerify` is for one server.
      case "http.sslverify": return text == name || (text.hasPrefix("http.") && text.hasSuffix(".sslverify"))
      // `global.trusted-host`, `install.trusted-host`.
      case "trusted-host": return text.hasSuffix(".trusted-host")
      default: return text == name
      }
    }
  }

  private static let items: [String: [Item]] = {
    let node = ["strict-ssl", "enablestrictssl"].map { Item(name: $0, alias: "CKV2_DOCKER_13") }
    return [
      "npm": node, "pnpm": node, "yarn": node, "git": [Item(name: "http.sslverify")],
      "conda": [Item(name: "ssl_verify")], "pip": [Item(name: "trusted-host", isSetBy: { !isLocal($0) })],
      "composer": [Item(name: "disable-tls", isSetBy: { $0.isSwitchedOn })],
      "bundle": [Item(name: "ssl_verify_mode", isSetBy: zero)],
    ]
  }()

  /// Items that programs are told to keep: `npm config set strict-ssl false`.
  private static func configuration(_ command: ShellCommand) -> [Use] {
    guard let items = items[command.program] else { return [] }
    let line = command.line
    guard let first = line.subcommands.first?.text, ["config", "set", "c"].contains(first) else { return [] }
    let words = line.subcommands + line.operands + line.options.compactMap(\.value)
    for (index, word) in words.enumerated() {
      guard let item = items.first(where: { $0.isNamed(word.text) }) else { continue }
      let equals = word.text.firstIndex(of: "=")
      let value = equals.map { String(word.text[$0...].dropFirst()) } ?? words.dropFirst(index + 1).first?.text
      guard let value, item.isSetBy(value) else { return [] }
      let text = equals == nil ? shown(word.text, " ", value) : word.text
      return [Use(word: word, text: text, alias: item.alias)]
    }
    return []
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

  /// What is written into the configuration of programs: `echo sslverify=0 >> /etc/yum.conf`.
  private static func settings(_ command: ShellCommand) -> [Use] {
    command.writtenSettings.filter(switchesOff).map { Use(word: $0.word, text: $0.text, alias: nil) }
  }

  private static func switchesOff(_ setting: WrittenSetting) -> Bool {
    switch setting.program {
    case .rpm: setting.name == "sslverify" && no(setting.value)
    case .apt: isAptSwitch("\(setting.name)=\(setting.value)")
    case .npm: setting.name == "strict-ssl" && no(setting.value)
    case .curl: ["insecure", "-k", "--insecure"].contains(setting.name)
    case .wget: ["check_certificate", "check-certificate"].contains(setting.name) && no(setting.value)
    case .pip: setting.name == "trusted-host" && !isLocal(setting.value)
    case .git: setting.name == "sslverify" && no(setting.value)
    case .conda: setting.name == "ssl_verify" && no(setting.value)
    case .pacman: false
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
    return Use(word: word, text: shown(name, "=", value), alias: variable.alias)
  }

  /// A name with its value: of a switch it is the value that switches off.
  static func shown(_ name: String, _ separator: String, _ value: String) -> String {
    value.isEmpty || value.utf8.count > longestShown ? name : name + separator + value
  }

  private static let longestShown = 16
}
