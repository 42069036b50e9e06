internal import Linting
internal import Rules

/// What a project that used dockle wants to hear nothing of: the codes in `.dockleignore` of the working directory, one a
/// line with `#` before a comment, and those of the variable `DOCKLE_IGNORES`, between commas.
enum DockleIgnore {
  static let fileName = ".dockleignore"
  private static let variable = "DOCKLE_IGNORES"

  /// The codes as selectors. A check of dockle that no rule has, such as one of the host, has nothing to ignore here; what is no
  /// code of dockle at all is an error.
  static func selectors(
    in directory: InputPath, environment: [String: String], names: RuleNames
  ) throws(PolicyError) -> [RuleNames.Selector] {
    let file = directory.appending(fileName)
    var codes = (environment[variable] ?? "").split(separator: ",").compactMap { word(in: String($0)) }
    var faults = codes.compactMap { fault(of: $0, in: variable, names) }
    if ReadFile.isRegularFile(file.absolute) {
      do throws(InputError) {
        let listed = Self.codes(in: try ReadFile.bytes(at: file.absolute, limit: 1 << 20))
        faults += listed.compactMap { fault(of: $0, in: file.display, names) }
        codes += listed
      } catch {
        throw PolicyError(file.display, "this list of dockle's codes cannot be read: \(error.message)")
      }
    }
    guard faults.isEmpty else { throw PolicyError(faults) }
    return codes.compactMap { selector(of: $0, names) }
  }

  private static func fault(of code: String, in source: String, _ names: RuleNames) -> PolicyError.Fault? {
    if withoutRule.contains(code) || selector(of: code, names) != nil { return nil }
    let known = names.aliases(of: .dockle) + withoutRule
    let guess = nearest(to: code, among: known).map { ": did you mean `\($0)`?" } ?? ""
    return PolicyError.Fault(source, "dockle has no check `\(code)`\(guess)")
  }

  /// Checks of the host, and of what an image does not show.
  private static let withoutRule = ["CIS-DI-0002", "CIS-DI-0003", "CIS-DI-0004", "CIS-DI-0005", "CIS-DI-0011"]

  /// The codes in the bytes of a `.dockleignore`.
  static func codes(in bytes: [UInt8]) -> [String] {
    let text = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
    return text.split(separator: UInt8(ascii: "\n")).compactMap { line in
      word(in: String(decoding: line.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self))
    }
  }

  /// What bears a code of dockle; nil for one that no rule bears.
  static func selector(of code: String, _ names: RuleNames) -> RuleNames.Selector? {
    guard case .alias(let alias) = names.selector(code), AliasOrigin.dockle.owns(alias) else { return nil }
    return .alias(alias)
  }

  private static func word(in text: String) -> String? {
    text.split(whereSeparator: \.isWhitespace).first.map(String.init)
  }

  /// What dockle's variables say of credential files and of names of secrets, between commas, as options of the rules that
  /// have them.
  static func credentialOptions(environment: [String: String]) -> [(rule: RuleInfo, options: RuleOptions)] {
    let (files, names) = (options(fileVariables, environment), options(nameVariables, environment))
    return [(SecretFile.info, files), (SecretInHistory.info, names), (SecretInImageEnv.info, names)]
  }

  private static func options(
    _ variables: [(variable: String, option: String)], _ environment: [String: String]
  ) -> RuleOptions {
    RuleOptions(
      variables.reduce(into: [:]) { options, pair in
        let texts = (environment[pair.variable] ?? "").split(separator: ",").map(String.init)
        if !texts.isEmpty { options[pair.option] = .textList(texts) }
      })
  }

  private static let nameVariables = [
    (variable: "DOCKLE_ACCEPT_KEYS", option: "allowed"), (variable: "DOCKLE_REJECT_KEYS", option: "words"),
  ]
  private static let fileVariables = [
    (variable: "DOCKLE_ACCEPT_FILES", option: "accept-files"),
    (variable: "DOCKLE_ACCEPT_FILE_EXTENSIONS", option: "accept-extensions"),
    (variable: "DOCKLE_REJECT_FILES", option: "sensitive-files"),
    (variable: "DOCKLE_REJECT_FILE_EXTENSIONS", option: "sensitive-extensions"),
  ]
}
