internal import Images
internal import Linting

/// Which files of an image are credentials by their names, with what a policy accepts or adds.
struct CredentialNames: Sendable {
  static let options = [
    RuleInfo.Option(
      "accept-files", .textList,
      "Files that are no credentials, by name, path or glob; none without it. Counts for secret-in-deleted-file, too."),
    RuleInfo.Option(
      "accept-extensions", .textList, "Extensions of files that are no credentials, such as .pem; none without it."),
    RuleInfo.Option(
      "sensitive-files", .textList, "Further files that are credentials, by name, path or glob; none without it."),
    RuleInfo.Option(
      "sensitive-extensions", .textList, "Further extensions of files that are credentials; none without it."),
  ]

  private let accepted: [NameOrPathGlob]
  private let acceptedExtensions: [String]
  private let sensitive: [NameOrPathGlob]
  private let sensitiveExtensions: [String]

  init(_ options: RuleOptions) {
    accepted = options.texts(Self.options[0]).map(NameOrPathGlob.init)
    acceptedExtensions = options.texts(Self.options[1]).map(dotted)
    sensitive = options.texts(Self.options[2]).map(NameOrPathGlob.init)
    sensitiveExtensions = options.texts(Self.options[3]).map(dotted)
  }

  /// Files of these kinds hold keys or certificates: the content tells.
  private static let keyExtensions = [".pem", ".key", ".rsa"]
  private static let templates = [".example", ".sample", ".template", ".dist", ".tmpl", ".defaults"]

  /// The certainty of a file by its name; nil for one that is no credential, or is accepted.
  func certainty(of path: String) -> CredentialFiles.Certainty? {
    let name = path.lastComponent
    if isAccepted(path, name) { return nil }
    if sensitive.contains(where: { $0.matches(path) }) || sensitiveExtensions.contains(where: name.hasSuffix) {
      return .always
    }
    if Self.templates.contains(where: name.hasSuffix) { return nil }
    // Most registries' settings name a helper and hold no login.
    if "/\(path)".hasSuffix("/.docker/config.json") { return .often }
    if let known = CredentialFiles.certainty(of: path), !path.hasSuffix("/.ssh") { return known }
    if name.hasPrefix(".env.") || name.hasSuffix(".env") { return .often }
    return Self.keyExtensions.contains(where: { name.hasSuffix($0) && name != $0 }) ? .often : nil
  }

  func isAccepted(_ path: String, _ name: String) -> Bool {
    accepted.contains { $0.matches(path) } || acceptedExtensions.contains { name.hasSuffix($0) }
  }

  /// A sieve over names, for most files are no credentials: it lets pass whatever `certainty` could want.
  func mayBeOne(_ file: FileTree.Candidate) -> Bool {
    guard file.kind == .regularFile else { return false }
    // Options may name a path, so that the name alone does not tell.
    if !sensitive.isEmpty || !sensitiveExtensions.isEmpty || Self.sieve.contains(file.name) { return true }
    guard let dot = file.name.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return Self.extensionSieve.contains(ArraySlice(file.name[dot...].map { $0.isCapital ? $0 | 0x20 : $0 }))
      || file.name.starts(with: ".env.".utf8)
  }

  private static let sieve = NameSet(CredentialFiles.allNames)
  private static let extensionSieve = NameSet(
    keyExtensions + CredentialFiles.keyStoreExtensions + [".env"])

  /// The contents that tell more than the name.
  var wants: [WantedContents] {
    let endings = Self.keyExtensions + CredentialFiles.keyStoreExtensions + [".env"]
    let patterns =
      CredentialFiles.allNames.map { "**/\($0)" } + endings.map { "**/*\($0)" } + ["**/.env.*"]
      + sensitive.map(\.pathPattern) + sensitiveExtensions.map { "**/*\($0)" }
    return patterns.sorted().map { WantedContents($0, sizeLimit: 1 << 18, keeping: .scan(CredentialContents.scan)) }
  }

  /// Whether a file is a credential by its name and, as far as it was read, its content.
  func isCredential(_ file: FileEntry, in image: ImageModel) -> Bool {
    let path = file.displayPath
    guard file.kind == .regularFile, file.size > 0, let certainty = certainty(of: path), !ExampleTrees.contain(path)
    else { return false }
    let flags = image.files.outcome(of: CredentialContents.scan, in: file)?.first
    // A collection of certificates may be too large to be read.
    let isKeyFile = certainty == .often && Self.keyExtensions.contains(where: path.hasSuffix)
    guard let flags else { return !isKeyFile }
    let contents = CredentialContents(rawValue: flags)
    if isKeyFile || (certainty == .always && CredentialFiles.privateKeys.contains(path.lastComponent)) {
      return contents.contains(.secret)
    }
    switch certainty {
    case .always: return contents.isDisjoint(with: [.nothing, .publicMaterial])
    case .often: return !contents.isDisjoint(with: [.secret, .assignment])
    }
  }
}

private func dotted(_ text: String) -> String { text.hasPrefix(".") ? text : ".\(text)" }

/// Trees whose keys and passwords serve tests and documentation.
enum ExampleTrees {
  static let names: Set<Substring> = [
    "__tests__", "doc", "docs", "example", "examples", "fixtures", "man", "sample", "samples", "spec", "test",
    "testdata", "testing", "tests",
  ]

  /// What Python packages say of themselves.
  private static let documents: Set<Substring> = ["METADATA", "PKG-INFO"]

  static func contain(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    return parts.dropLast().contains(where: names.contains) || parts.last.map(documents.contains) ?? false
  }
}
