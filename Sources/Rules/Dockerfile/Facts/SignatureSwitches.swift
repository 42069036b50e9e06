internal import Dockerfile

/// What lets a package manager take packages without a valid signature.
enum SignatureSwitches {
  /// The options that switch signatures off, each with the check of checkov that looks for it.
  static func uses(in command: ShellCommand) -> [(option: Invocation.Option, alias: String?)] {
    let known: [String: String?]
    switch command.program {
    case "apk": known = ["--allow-untrusted": "CKV2_DOCKER_7"]
    case "apt-get", "apt", "aptitude":
      known = [
        "--allow-unauthenticated": "CKV2_DOCKER_8", "--force-yes": "CKV2_DOCKER_11",
        "--allow-insecure-repositories": nil,
      ]
    case "yum", "dnf", "tdnf": known = ["--nogpgcheck": "CKV2_DOCKER_9", "--no-gpgchecks": nil]
    case "zypper": known = ["--no-gpg-checks": nil, "--allow-unsigned-rpm": nil]
    case "rpm":
      let alias = "CKV2_DOCKER_10"
      known = [
        "--nodigest": alias, "--nosignature": alias, "--noverify": alias, "--nofiledigest": alias,
        "--nofiledigests": alias,
      ]
    default: return []
    }
    return command.line.options.compactMap { option in
      if let alias = known[option.name] { return (option, alias) }
      return option.value.map { isSetting($0.text) } ?? false ? (option, nil) : nil
    }
  }

  private static let settings = [
    "apt::get::allowunauthenticated": true, "acquire::allowinsecurerepositories": true, "gpgcheck": false,
  ]

  /// What is written into the configuration of package managers: `echo gpgcheck=0 >> /etc/yum.repos.d/tool.repo`.
  static func written(by command: ShellCommand) -> [WrittenSetting] {
    command.writtenSettings.filter { setting in
      switch setting.program {
      case .rpm, .apt: isSetting("\(setting.name)=\(setting.value)")
      case .pacman: setting.name == "siglevel" && setting.value.lowercased().contains("never")
      case .npm, .curl, .wget, .pip, .git, .conda: false
      }
    }
  }

  /// `-o APT::Get::AllowUnauthenticated=true`, `--setopt=gpgcheck=0`.
  static func isSetting(_ text: String) -> Bool {
    let parts = text.lowercased().split(separator: "=")
    guard parts.count == 2, let switchesOn = Self.settings[String(parts[0])] else { return false }
    return switchesOn ? parts[1].isSwitchedOn : parts[1].isSwitchedOff
  }
}
