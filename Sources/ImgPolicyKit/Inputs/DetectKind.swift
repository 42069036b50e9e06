internal import Linting
internal import Workloads

/// Finds out what a file is: by its name, else by its first bytes.
enum DetectKind {
  /// How many bytes of a file are looked at.
  static let headSize = 1 << 16

  /// The kind of a file; `isBesideChart` says whether a `Chart.yaml` lies in its directory. nil for YAML that is neither a
  /// manifest nor known to be values: what has no name that tells is else a Dockerfile.
  static func kind(name: String, head: [UInt8], isBesideChart: Bool) -> Report.InputKind? {
    if isDockerfileName(name) { return .dockerfile }
    if isArchive(head) { return .image }
    let text = head.starts(with: byteOrderMark) ? Array(head.dropFirst(byteOrderMark.count)) : head
    if isManifest(text) || KustomizationFile.isName(name) { return .kubernetes }
    let isValues = isValuesName(name) || (isBesideChart && isYAMLName(name) && !documents(of: text).isEmpty)
    if isValues, name != "Chart.yaml" { return .values }
    let isYAML = isYAMLName(name) || text.starts(with: "---".utf8) || beginsWithAction(text)
    return isYAML && !beginsAsDockerfile(text) ? nil : .dockerfile
  }

  /// Whether a text begins with an action of a template, `{{ … }}`, as neither YAML, JSON nor a Dockerfile does.
  static func beginsWithAction(_ text: [UInt8]) -> Bool {
    text.drop { " \t\r\n".utf8.contains($0) }.starts(with: "{{".utf8)
  }

  /// Whether the first word that is no comment is one that a Dockerfile begins with.
  private static func beginsAsDockerfile(_ head: [UInt8]) -> Bool {
    let lines = head.split(separator: UInt8(ascii: "\n")).map { $0.drop { " \t\r".utf8.contains($0) } }
    let first = lines.first { !$0.isEmpty && $0.first != UInt8(ascii: "#") } ?? []
    let word = String(decoding: first.prefix { !" \t\r".utf8.contains($0) }, as: UTF8.self).uppercased()
    return word == "FROM" || word == "ARG"
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The names that directories are searched for.
  static func isDockerfileName(_ name: String) -> Bool {
    guard !name.hasSuffix(".dockerignore") else { return false }
    return name == "Dockerfile" || name == "Containerfile"
      || ["Dockerfile.", "Containerfile."].contains { name.hasPrefix($0) && name != $0 }
      || [".Dockerfile", ".dockerfile"].contains { name.hasSuffix($0) && name != $0 }
  }

  /// Whether a file that is found in a directory may be judged, by its name.
  static func mayBeSource(_ name: String) -> Bool { isDockerfileName(name) || isYAMLName(name) }

  private static func isYAMLName(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }

  private static func isValuesName(_ name: String) -> Bool { name.hasPrefix("values") && isYAMLName(name) }

  private static let magics: [(bytes: [UInt8], offset: Int)] = [
    (Array("ustar".utf8), 257), ([0x1F, 0x8B], 0), ([0x28, 0xB5, 0x2F, 0xFD], 0),
    ([0x50, 0x4B, 0x03, 0x04], 0), ([0x50, 0x4B, 0x05, 0x06], 0),
  ]

  /// Whether a file begins as tar, gzip, zstd or zip do.
  static func isArchive(_ head: [UInt8]) -> Bool {
    magics.contains { head.dropFirst($0.offset).starts(with: $0.bytes) }
  }

  private static func isManifest(_ head: [UInt8]) -> Bool {
    if head.first(where: { !" \t\r\n".utf8.contains($0) }) == UInt8(ascii: "{"), !beginsWithAction(head) {
      return ["\"apiVersion\"", "\"kind\""].allSatisfy { head.firstRange(of: Array($0.utf8)) != nil }
    }
    return documents(of: head).contains { $0.contains("apiVersion") && $0.contains("kind") }
  }

  /// The keys at the top of each YAML document that has any; empty when the text is something else.
  ///
  /// Only the form that people and Helm write is known: a key a line, at the left margin.
  private static func documents(of head: [UInt8]) -> [Set<String>] {
    let source = SourceText(path: "", bytes: head)
    var documents: [Set<String>] = [[]]
    for line in 1...source.lineStarts.count {
      let text = Array(source.text(ofLine: line).utf8)
      if text.starts(with: "---".utf8) { documents.append([]) }
      // What a template does before and between the lines that it writes does not count.
      guard let first = text.first, !" \t#-%".utf8.contains(first), !text.starts(with: "{{".utf8) else { continue }
      if let key = key(of: text) {
        documents[documents.count - 1].insert(key)
      } else if documents.allSatisfy(\.isEmpty) {
        return []
      }
    }
    return documents.filter { !$0.isEmpty }
  }

  /// The word before a colon at the start of a line.
  private static func key(of line: [UInt8]) -> String? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    guard colon + 1 == line.count || " \t".utf8.contains(line[colon + 1]) else { return nil }
    let word = line[..<colon].filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
    let isWord = !word.isEmpty && !word.contains(UInt8(ascii: " ")) && !word.contains(UInt8(ascii: "\t"))
    return isWord ? String(decoding: word, as: UTF8.self) : nil
  }
}
