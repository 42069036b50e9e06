/// How each ecosystem writes packages and their versions.
extension PackageManager.Ecosystem {
  typealias Package = PackageOperation.Package

  /// A word of the command line as a package.
  func package(_ word: ShellCommand.Argument) -> Package {
    switch self {
    case .debian: debianPackage(word)
    case .alpine: alpinePackage(word)
    case .redHat: redHatPackage(word)
    case .suse: susePackage(word)
    case .arch: archPackage(word)
    case .python: pythonPackage(word)
    case .poetry: word.text.utf8.contains(UInt8(ascii: "@")) ? nodePackage(word) : pythonPackage(word)
    case .conda: condaPackage(word)
    case .node: nodePackage(word)
    case .ruby: rubyPackage(word)
    case .go: goPackage(word)
    case .rust: word.isPathOrAddress ?? versioned(word, at: ["@"])
    case .php: word.isPathOrAddress ?? versioned(word, at: [":", "=", " "])
    case .dotnet: word.isPathOrAddress ?? versioned(word, at: ["@", "::"])
    }
  }

  /// Whether a word of which a part is not known names its package all the same: `nginx=$VERSION`.
  func hasKnownName(_ word: ShellCommand.Argument) -> Bool {
    let known = word.text.utf8.prefix { $0 != ASCII.dollar && $0 != ASCII.backtick }
    guard !known.isEmpty, known.count < word.text.utf8.count else { return false }
    // With any version in the place of the unknown one.
    let text = (String(known) ?? "") + "0"
    let package = package(ShellCommand.Argument(text: text, isKnown: true, source: word.source))
    return package.version != nil || package.kind == .url || package.kind == .file
  }

  /// How far a version that an option gives is fixed.
  func pin(ofOption version: String) -> Package.Pin { self == .ruby ? rubyPin(version) : fullVersionPin(version) }

  /// The name up to the first of the separators, and the version behind it.
  func versioned(_ word: ShellCommand.Argument, at separators: [String]) -> Package {
    guard let cut = word.text.firstCut(at: separators) else { return Package(word.text, word) }
    let version = String(word.text[cut.upperBound...])
    return Package(
      word.text[..<cut.lowerBound], word, version: version, operator: String(word.text[cut]),
      pin: word.isKnown ? fullVersionPin(version) : .exact)
  }

  /// One version in full, `1.2.3` or a commit; a shorter one or one with marks is a range, a word a tag.
  func fullVersionPin(_ version: String) -> Package.Pin {
    var rest = Substring(version)
    if rest.hasPrefix("=") { rest = rest.drop { $0 == "=" || $0 == " " } }
    if rest.hasPrefix("v"), rest.dropFirst().first?.isNumber == true { rest = rest.dropFirst() }
    guard let first = rest.utf8.first else { return .none }
    if rest.utf8.contains(where: { "^~<>*|, ".utf8.contains($0) }) { return .range }
    guard ASCII.isDigit(first) else { return rest.isCommit ? .exact : .tag }
    let core = rest.prefix { $0 != "-" && $0 != "+" }
    let numbers = core.split(separator: ".", omittingEmptySubsequences: false)
    if numbers.contains(where: { $0 == "x" || $0 == "X" }) { return .range }
    if numbers.count < 3 { return rest.isCommit && rest.utf8.count >= 12 ? .exact : .range }
    return .exact
  }

  private func rubyPin(_ version: String) -> Package.Pin {
    version.utf8.contains(where: { "<>~!,".utf8.contains($0) }) ? .range : .exact
  }

  private func rubyPackage(_ word: ShellCommand.Argument) -> Package {
    if word.text.hasSuffix(".gem") { return Package(word.text, word, kind: .file) }
    if let other = word.isPathOrAddress { return other }
    var package = versioned(word, at: [":"])
    if let version = package.version { package.pin = rubyPin(version) }
    return package
  }

  private func goPackage(_ word: ShellCommand.Argument) -> Package {
    let path = word.text.prefix { $0 != "@" }
    let isRemote = path.split(separator: "/").first?.utf8.contains(UInt8(ascii: ".")) ?? false
    if path.hasPrefix(".") || path.hasPrefix("/") || path.hasSuffix(".go") || !isRemote {
      return Package(word.text, word, kind: .local)
    }
    var package = versioned(word, at: ["@"])
    // `@v1` and `@v1.2` are queries for the newest of these.
    if package.version == "none" { package.pin = .exact }
    return package
  }
}

extension ShellCommand.Argument {
  /// The word as a file or an address; nil when it looks like neither.
  var isPathOrAddress: PackageOperation.Package? {
    if text == "." || text == ".." || text.hasPrefix("./") || text.hasPrefix("../") || text.hasPrefix("/")
      || text.hasPrefix("~/") || text.hasPrefix("file:")
    {
      return PackageOperation.Package(text, self, kind: .file)
    }
    guard text.hasAddress else { return nil }
    return PackageOperation.Package(text, self, kind: .url)
  }
}

extension String {
  /// Whether it holds `scheme://`, or is `git@host:path`.
  var hasAddress: Bool {
    if hasPrefix("git@") { return true }
    guard let colon = utf8.firstIndex(of: ASCII.colon) else { return false }
    return self[colon...].hasPrefix("://")
  }

  /// The first occurrence of any of some texts, behind the first byte.
  func firstCut(at separators: [String]) -> Range<Index>? {
    guard !isEmpty else { return nil }
    var index = utf8.index(after: startIndex)
    while index < endIndex {
      for separator in separators where utf8[index...].starts(with: separator.utf8) {
        return index..<utf8.index(index, offsetBy: separator.utf8.count)
      }
      utf8.formIndex(after: &index)
    }
    return nil
  }
}

extension StringProtocol {
  /// Whether it is a commit's hash, whole or in part.
  var isCommit: Bool {
    let bytes = utf8
    return (7...64).contains(bytes.count)
      && bytes.allSatisfy { ASCII.isDigit($0) || ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "f")) }
  }
}
