/// The packages of operating systems.
extension PackageManager.Ecosystem {
  /// `name`, `name:arch`, `name=version`, `name/release`, `./file.deb`, `task^`, a pattern.
  func debianPackage(_ word: ShellCommand.Argument) -> Package {
    if let other = word.isPathOrAddress { return other }
    if word.text.hasSuffix(".deb") { return Package(word.text, word, kind: .file) }
    if word.text.hasSuffix("^") || word.text.hasPrefix("~") || word.text.hasPrefix("?") {
      return Package(word.text, word, kind: .group)
    }
    let cut = word.text.firstCut(at: ["=", "/"])
    var name = cut.map { word.text[..<$0.lowerBound] } ?? word.text[...]
    if name.utf8.contains(where: { $0 == UInt8(ascii: "*") }) { return Package(word.text, word, kind: .group) }
    name = name.prefix { $0 != ":" }
    guard let cut else { return Package(name, word) }
    let version = String(word.text[cut.upperBound...])
    let isRelease = word.text[cut] == "/"
    let pin = isRelease ? Package.Pin.tag : version.utf8.contains(UInt8(ascii: "*")) ? .range : .exact
    return Package(name, word, version: version, operator: String(word.text[cut]), pin: pin)
  }

  /// `name`, `name=version`, `name~version`, `name>version`, `name@repository`, `!name`, `.virtual`, `file.apk`.
  func alpinePackage(_ word: ShellCommand.Argument) -> Package {
    if word.text.hasPrefix("."), !word.text.hasPrefix("./"), !word.text.hasPrefix("..") {
      return Package(word.text, word, kind: .virtual)
    }
    if let other = word.isPathOrAddress { return other }
    if word.text.hasSuffix(".apk") { return Package(word.text, word, kind: .file) }
    if word.text.hasPrefix("!") { return Package(word.text.dropFirst(), word, kind: .group) }
    guard let cut = word.text.firstCut(at: ["=~", "~=", "~", ">=", "<=", "><", ">", "<", "=", "@"]) else {
      return Package(word.text, word)
    }
    let name = word.text[..<cut.lowerBound]
    let version = String(word.text[cut.upperBound...])
    let text = String(word.text[cut])
    let pin: Package.Pin = text == "=" ? .exact : text == "@" ? .tag : .range
    return Package(name, word, version: version, operator: text, pin: pin)
  }

  /// `name`, `name-version`, `name-version-release.arch`, `@group`, `@module:stream`, a file or an address.
  func redHatPackage(_ word: ShellCommand.Argument) -> Package {
    if word.text.hasPrefix("@") { return Package(word.text.dropFirst(), word, kind: .group) }
    if word.text.hasAddress { return Package(word.text, word, kind: .url) }
    if word.text.hasSuffix(".rpm") { return Package(word.text, word, kind: .file) }
    if let cut = word.text.firstCut(at: [" >= ", " <= ", " = ", " > ", " < "]) {
      let isExact = word.text[cut] == " = "
      return Package(
        word.text[..<cut.lowerBound], word, version: String(word.text[cut.upperBound...]),
        operator: String(word.text[cut].filter { $0 != " " }), pin: isExact ? .exact : .range)
    }
    guard let dash = versionDash(in: word.text, mayBeUnknown: !word.isKnown) else {
      return Package(word.text, word, kind: word.text.utf8.contains(UInt8(ascii: "*")) ? .group : .named)
    }
    let version = String(word.text[word.text.utf8.index(after: dash)...])
    let isPattern = version.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
    return Package(word.text[..<dash], word, version: version, operator: "-", pin: isPattern ? .range : .exact)
  }

  /// The dash in front of the version: the last one, or, when release follows version, the one before. A version begins
  /// with a digit; in `java-11-openjdk` there is none.
  private func versionDash(in text: String, mayBeUnknown: Bool) -> String.Index? {
    let dashes = text.utf8.indices.filter { text.utf8[$0] == ASCII.hyphen }
    func beginsVersion(_ dash: String.Index) -> Bool {
      let next = text.utf8.index(after: dash)
      guard next < text.endIndex else { return false }
      return ASCII.isDigit(text.utf8[next]) || (mayBeUnknown && text.utf8[next] == ASCII.dollar)
    }
    guard let last = dashes.last, beginsVersion(last) else { return nil }
    if dashes.count > 1, beginsVersion(dashes[dashes.count - 2]) { return dashes[dashes.count - 2] }
    return last
  }

  /// `name`, `name=version`, `name>=version`, `pattern:name`, `-name`, a file or an address.
  func susePackage(_ word: ShellCommand.Argument) -> Package {
    if let other = word.isPathOrAddress { return other }
    if word.text.hasSuffix(".rpm") { return Package(word.text, word, kind: .file) }
    for prefix in ["pattern:", "patch:", "product:", "srcpackage:"] where word.text.hasPrefix(prefix) {
      return Package(word.text.dropFirst(prefix.count), word, kind: .group)
    }
    guard let cut = word.text.firstCut(at: [">=", "<=", "=", ">", "<"]) else { return Package(word.text, word) }
    let text = String(word.text[cut])
    return Package(
      word.text[..<cut.lowerBound], word, version: String(word.text[cut.upperBound...]), operator: text,
      pin: text == "=" ? .exact : .range)
  }

  /// `name`, `repository/name`, `name=version`, a file or an address.
  func archPackage(_ word: ShellCommand.Argument) -> Package {
    if let other = word.isPathOrAddress { return other }
    if word.text.utf8.contains(where: { $0 == ASCII.slash }), word.text.contains(".pkg.tar") {
      return Package(word.text, word, kind: .file)
    }
    var package = versioned(word, at: [">=", "<=", "=", ">", "<"])
    if let slash = package.name.lastIndex(of: "/") {
      package.name = String(package.name[package.name.index(after: slash)...])
    }
    if let text = package.versionOperator { package.pin = text == "=" ? .exact : .range }
    return package
  }
}
