internal import Linting
internal import Rules

/// What a project that used dockle wants to hear nothing of: the codes in `.dockleignore` of the working directory, one a
/// line with `#` before a comment, and those of the variable `DOCKLE_IGNORES`, between commas.
enum DockleIgnore {
  static let fileName = ".dockleignore"
  private static let variable = "DOCKLE_IGNORES"

  /// The codes as selectors. One that no rule bears, such as that of a check of the host, has nothing to ignore here.
  static func selectors(
    in directory: InputPath, environment: [String: String], names: RuleNames
  ) throws(PolicyError) -> [RuleNames.Selector] {
    let file = directory.appending(fileName)
    var codes = (environment[variable] ?? "").split(separator: ",").compactMap { word(in: String($0)) }
    if ReadFile.isRegularFile(file.absolute) {
      do throws(InputError) {
        codes += Self.codes(in: try ReadFile.bytes(at: file.absolute, limit: 1 << 20))
      } catch {
        throw PolicyError(file.display, "this list of dockle's codes cannot be read: \(error.message)")
      }
    }
    return codes.compactMap { selector(of: $0, names) }
  }

  /// The codes in the bytes of a `.dockleignore`.
  static func codes(in bytes: [UInt8]) -> [String] {
    let text = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
    return text.split(separator: UInt8(ascii: "\n")).compactMap { line in
      word(in: String(decoding: line.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self))
    }
  }

  /// What bears a code of dockle; nil for one that no rule bears.
  static func selector(of code: String, _ names: RuleNames) -> RuleNames.Selector? {
    guard case .alias(let alias) = names.selector(code), alias.hasPrefix("CIS-DI-") || alias.hasPrefix("DKL-") else {
      return nil
    }
    return .alias(alias)
  }

  private static func word(in text: String) -> String? {
    text.split(whereSeparator: \.isWhitespace).first.map(String.init)
  }

  /// What dockle's variables say of credential files, between commas, as options of the rule that has them.
  static func credentialOptions(environment: [String: String]) -> RuleOptions {
    RuleOptions(
      credentialVariables.reduce(into: [:]) { options, pair in
        let texts = (environment[pair.variable] ?? "").split(separator: ",").map(String.init)
        if !texts.isEmpty { options[pair.option] = .textList(texts) }
      })
  }

  private static let credentialVariables = [
    (variable: "DOCKLE_ACCEPT_FILES", option: "accept-files"),
    (variable: "DOCKLE_ACCEPT_FILE_EXTENSIONS", option: "accept-extensions"),
    (variable: "DOCKLE_REJECT_FILES", option: "sensitive-files"),
    (variable: "DOCKLE_REJECT_FILE_EXTENSIONS", option: "sensitive-extensions"),
  ]
}
