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
    var codes = (environment[variable] ?? "").split(separator: ",").map(String.init)
    if ReadFile.isRegularFile(file.absolute) {
      do throws(InputError) {
        codes += lines(of: try ReadFile.bytes(at: file.absolute, limit: 1 << 20))
      } catch {
        throw PolicyError(file.display, "this list of dockle's codes cannot be read: \(error.message)")
      }
    }
    return codes.compactMap { code in
      let word = code.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
      if case .alias(let alias) = names.selector(word), isDockles(alias) { return .alias(alias) }
      return nil
    }
  }

  private static func lines(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).map { line in
      String(decoding: line.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
    }
  }

  private static func isDockles(_ alias: String) -> Bool { alias.hasPrefix("CIS-DI-") || alias.hasPrefix("DKL-") }
}
