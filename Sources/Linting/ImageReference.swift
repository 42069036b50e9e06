/// A reference to an image in a registry, by the grammar of the distribution project: `[host[:port]/]path[:tag][@digest]`.
package struct ImageReference: Sendable, Hashable {
  /// The registry as written; nil when the reference names none, which means Docker Hub.
  package var registry: String?
  /// The path below the registry as written: `node`, `library/node`, `acme/web`.
  package var path: String
  package var tag: String?
  /// The digest with its algorithm: `sha256:…`.
  package var digest: String?

  /// Why a text is no image reference.
  package struct ParseError: Error, Sendable, Hashable {
    package var message: String
  }

  /// Registry and path in full, with Docker Hub's own spellings made one: `docker.io/library/node`.
  package var repository: String {
    let host = registry.map { $0 == "index.docker.io" ? "docker.io" : $0 } ?? "docker.io"
    return "\(host)/\(host == "docker.io" && !path.contains("/") ? "library/\(path)" : path)"
  }

  /// Repository with tag and digest as the reference has them; `latest` is written out when it has neither.
  package var canonical: String {
    let version = tag.map { ":\($0)" } ?? (digest == nil ? ":latest" : "")
    return repository + version + (digest.map { "@\($0)" } ?? "")
  }

  /// Registry, path and tag as written, without the digest: what a policy's glob such as `node:*-alpine*` is held against.
  package var familiar: String {
    let name = repository.hasPrefix("docker.io/library/") ? String(repository.dropFirst(18)) : repository
    let short = name.hasPrefix("docker.io/") ? String(name.dropFirst(10)) : name
    return short + (tag.map { ":\($0)" } ?? "")
  }

  /// Reads a reference as `FROM` and `docker pull` do.
  package static func parse(_ text: String) throws(ParseError) -> ImageReference {
    if text.utf8.count == 64, isDigest("sha256:" + text) {
      throw ParseError(message: "64 hexadecimal digits are the id of an image, not a name")
    }
    var rest = Substring(text)
    var digest: String?
    if let at = rest.utf8.firstIndex(of: UInt8(ascii: "@")) {
      digest = String(rest[rest.utf8.index(after: at)...])
      rest = rest[..<at]
      guard let digest, isDigest(digest) else { throw ParseError(message: "“\(digest ?? "")” is no digest") }
    }
    var tag: String?
    let lastSlash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) ?? rest.startIndex
    if let colon = rest[lastSlash...].utf8.firstIndex(of: UInt8(ascii: ":")) {
      let candidate = String(rest[rest.utf8.index(after: colon)...])
      guard isTag(candidate) else { throw ParseError(message: "“\(candidate)” is no tag") }
      tag = candidate
      rest = rest[..<colon]
    }
    let (registry, path) = split(rest)
    guard path.utf8.count <= 255 else { throw ParseError(message: "the repository name is longer than 255 bytes") }
    if let registry, !isHost(registry) { throw ParseError(message: "“\(registry)” is no registry host") }
    for component in path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    where !isPathComponent(component) {
      throw pathError(Substring(component), in: text)
    }
    return ImageReference(registry: registry, path: String(path), tag: tag, digest: digest)
  }

  /// The first component is a host when it has a dot, a colon or a capital, or is `localhost`.
  private static func split(_ name: Substring) -> (registry: String?, path: Substring) {
    guard let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")) else { return (nil, name) }
    let first = name[..<slash]
    let isHost =
      first == "localhost"
      || first.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") || isUpper($0) }
    return isHost ? (String(first), name[name.utf8.index(after: slash)...]) : (nil, name)
  }

  private static func isHost(_ host: String) -> Bool {
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
      let address = host[..<end].dropFirst()
      let port = host[host.index(after: end)...]
      return !address.isEmpty && address.allSatisfy { $0.isHexDigit || $0 == ":" }
        && (port.isEmpty || (port.first == ":" && port.count > 1 && port.dropFirst().utf8.allSatisfy(isDigit)))
    }
    let parts = host.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let name = parts.first, !name.isEmpty else { return false }
    if parts.count == 2, parts[1].isEmpty || !parts[1].utf8.allSatisfy(isDigit) { return false }
    return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      !label.isEmpty && label.first != "-" && label.last != "-"
        && label.utf8.allSatisfy { isLower($0) || isUpper($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
    }
  }

  /// Lower-case letters and digits, separated by one dot, one or two underscores, or any number of hyphens.
  private static func isPathComponent(_ component: Substring.UTF8View) -> Bool {
    var separators: [UInt8] = []
    var sawWord = false
    for byte in component {
      if isLower(byte) || isDigit(byte) {
        guard separators.isEmpty || (sawWord && isSeparator(separators)) else { return false }
        separators = []
        sawWord = true
      } else {
        separators.append(byte)
      }
    }
    return sawWord && separators.isEmpty
  }

  private static func isSeparator(_ bytes: [UInt8]) -> Bool {
    bytes == [UInt8(ascii: ".")] || bytes == [UInt8(ascii: "_")] || bytes == [UInt8(ascii: "_"), UInt8(ascii: "_")]
      || bytes.allSatisfy { $0 == UInt8(ascii: "-") }
  }

  private static func isTag(_ tag: String) -> Bool {
    guard let first = tag.utf8.first, tag.utf8.count <= 128 else { return false }
    return isWord(first) && tag.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
  }

  /// The hexadecimal digits of each algorithm that builders know.
  private static let digestLengths = ["sha256": 64, "sha384": 96, "sha512": 128]

  /// Whether a text is a digest: `sha256:` with 64 hexadecimal digits in lower case, or one of sha384 and sha512.
  package static func isDigest(_ digest: String) -> Bool {
    let parts = digest.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    let hex = parts[1].utf8
    return digestLengths[String(parts[0])] == hex.count
      && hex.allSatisfy { isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0) }
  }

  private static func pathError(_ component: Substring, in text: String) -> ParseError {
    if component.utf8.contains(where: isUpper) {
      return ParseError(message: "the repository name in “\(text)” must be lower case")
    }
    if component.isEmpty { return ParseError(message: "“\(text)” has an empty path component") }
    return ParseError(message: "“\(component)” in “\(text)” is no valid path component")
  }

  private static func isLower(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte }
  private static func isUpper(_ byte: UInt8) -> Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte }
  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
  private static func isWord(_ byte: UInt8) -> Bool {
    isLower(byte) || isUpper(byte) || isDigit(byte) || byte == UInt8(ascii: "_")
  }
}
