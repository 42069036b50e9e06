/// The packages of Python and JavaScript.
extension PackageManager.Ecosystem {
  /// A dependency specifier (PEP 508): `name[extra]==1.2 ; marker`, `name @ address`, a file or an address; and uv's
  /// `name@version`.
  func pythonPackage(_ word: ShellCommand.Argument) -> Package {
    // `name @ address` is the one form in which a name stands before an address.
    if !word.text.contains(" @ "), let other = word.isPathOrAddress ?? repository(word) { return other }
    if [".whl", ".tar.gz", ".zip"].contains(where: { word.text.hasSuffix($0) }), !word.text.contains(" @ ") {
      return Package(word.text, word, kind: .file)
    }
    let text = String(word.text.prefix { $0 != ";" })
    guard let cut = text.firstCut(at: ["===", "==", "~=", ">=", "<=", "!=", ">", "<", "@"]) else {
      return text.utf8.contains(ASCII.slash) ? Package(word.text, word, kind: .file) : Package(pythonName(text), word)
    }
    let name = pythonName(text[..<cut.lowerBound])
    let version = text[cut.upperBound...].trimmedBlanks
    let comparison = String(text[cut])
    if comparison == "@", version.hasAddress || schemes.contains(where: { version.hasPrefix($0) }) {
      return Package(name, word, kind: .url, version: nil)
    }
    return Package(name, word, version: version, operator: comparison, pin: pythonPin(comparison, version))
  }

  private func pythonPin(_ comparison: String, _ version: String) -> Package.Pin {
    switch comparison {
    case "===": return .exact
    case "==": return version.utf8.contains(UInt8(ascii: "*")) ? .range : .exact
    case "@":
      let pin = fullVersionPin(version)
      return pin == .tag ? .tag : .exact
    default: return .range
    }
  }

  private func pythonName(_ text: some StringProtocol) -> String { text.prefix { $0 != "[" }.trimmedBlanks }

  private var schemes: [String] { ["git+", "hg+", "svn+", "bzr+"] }

  /// `git+https://…`, `hg+…`.
  private func repository(_ word: ShellCommand.Argument) -> Package? {
    schemes.contains { word.text.hasPrefix($0) } ? Package(word.text, word, kind: .url) : nil
  }

  /// A match specification of conda: `channel::name=1.2=build`, `name==1.2`, `name>=1`, `name[version=…]`.
  func condaPackage(_ word: ShellCommand.Argument) -> Package {
    if let other = word.isPathOrAddress { return other }
    if word.text.hasSuffix(".conda") || word.text.hasSuffix(".tar.bz2") { return Package(word.text, word, kind: .file) }
    var text = word.text
    if let channel = text.firstCut(at: ["::"]) { text = String(text[channel.upperBound...]) }
    guard let cut = text.firstCut(at: ["==", ">=", "<=", "!=", "~=", "=", ">", "<", " ", "["]) else {
      return Package(text, word)
    }
    let comparison = String(text[cut])
    let version = text[cut.upperBound...].trimmedBlanks
    // One `=` stands for anything that begins so, but everybody takes it for a pin.
    let isExact = ["=", "==", " "].contains(comparison) && !version.utf8.contains { "*<>|,".utf8.contains($0) }
    return Package(
      text[..<cut.lowerBound].trimmedBlanks, word, version: version, operator: comparison,
      pin: isExact ? .exact : .range)
  }

  /// `name`, `@scope/name@range`, `alias@npm:name@range`, `user/repository`, `git+ssh://…#commit`, a file or an address.
  func nodePackage(_ word: ShellCommand.Argument) -> Package {
    let text = word.text
    if let file = word.isPathOrAddress, file.kind == .file { return file }
    let services = ["github:", "gitlab:", "bitbucket:", "gist:", "git:", "git+", "git@"]
    let isScoped = text.hasPrefix("@")
    let slashes = text.utf8.reduce(0) { $0 + ($1 == ASCII.slash ? 1 : 0) }
    let isShort = !isScoped && slashes == 1 && !text.utf8.contains(UInt8(ascii: "@"))
    if text.hasAddress || services.contains(where: { text.hasPrefix($0) }) || isShort {
      return addressPackage(word)
    }
    if [".tgz", ".tar.gz", ".tar"].contains(where: { text.hasSuffix($0) }) { return Package(text, word, kind: .file) }
    var package = versioned(word, at: ["@"])
    for prefix in ["npm:", "jsr:"] where package.version?.hasPrefix(prefix) == true {
      // The alias's own package says which version.
      let target = package.version.map { String($0.dropFirst(prefix.count)) } ?? ""
      let cut = target.firstCut(at: ["@"])
      package.pin = cut.map { fullVersionPin(String(target[$0.upperBound...])) } ?? .none
    }
    if let version = package.version, version.hasAddress || version.hasPrefix("github:") || version.hasPrefix("file:") {
      package.kind = version.hasPrefix("file:") ? .file : .url
    }
    return package
  }

  /// What follows `#` in the address of a repository is what is fetched of it.
  private func addressPackage(_ word: ShellCommand.Argument) -> Package {
    guard let hash = word.text.lastIndex(of: "#") else { return Package(word.text, word, kind: .url) }
    let version = String(word.text[word.text.index(after: hash)...])
    return Package(
      word.text[..<hash], word, kind: .url, version: version, operator: "#",
      pin: version.isCommit ? .exact : fullVersionPin(version))
  }
}

extension StringProtocol {
  /// Without the blanks at both ends.
  fileprivate var trimmedBlanks: String {
    guard let start = firstIndex(where: { $0 != " " && $0 != "\t" }),
      let end = lastIndex(where: { $0 != " " && $0 != "\t" })
    else { return "" }
    return String(self[start...end])
  }
}
