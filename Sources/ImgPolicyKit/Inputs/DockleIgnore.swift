internal import Linting

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
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
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
}
