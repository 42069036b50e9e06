internal import Dockerfile
internal import Images
internal import Linting

/// A `.env` file that a program finds where it starts.
struct DotenvFile {
  let file: FileEntry
  /// The last value of each name, without its quotes.
  let variables: [String: String]

  /// Those in the working directory of a container, of whatever mode but development and tests.
  static func all(of launch: Launch) -> [DotenvFile] {
    guard let image = launch.image, let directory = launch.workingDirectory else { return [] }
    return names.compactMap { name in
      guard case .found(let file) = launch.presence(of: "\(directory)/\(name)"), file.kind == .regularFile,
        let bytes = image.files.contents(of: file)
      else { return nil }
      return DotenvFile(file: file, variables: variables(in: bytes))
    }
  }

  private static let names = [".env", ".env.local", ".env.production", ".env.production.local"]

  /// Such files are small. Packages that have one mean their own tests.
  static let wants = names.map {
    WantedContents("**/\($0)", excluding: ["**/node_modules", "**/site-packages"], sizeLimit: 1 << 14)
  }

  private static func variables(in bytes: [UInt8]) -> [String: String] {
    var variables: [String: String] = [:]
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      var line = trimmed(line)
      if line.starts(with: "export ".utf8) { line = trimmed(line.dropFirst(7)) }
      guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = trimmed(line[..<equals])
      guard let first = name.first, !first.isDecimalDigit,
        name.allSatisfy({ $0.isLatinLetter || $0.isDecimalDigit || $0 == UInt8(ascii: "_") })
      else { continue }
      variables[String(decoding: name, as: UTF8.self)] = value(of: trimmed(line[(equals + 1)...]))
    }
    return variables
  }

  /// What stands between quotes, or in front of a comment.
  private static func value(of text: ArraySlice<UInt8>) -> String {
    if let quote = text.first, "\"'".utf8.contains(quote) {
      return String(decoding: text.dropFirst().prefix { $0 != quote }, as: UTF8.self)
    }
    let comment = text.indices.first { index in
      text[index] == UInt8(ascii: "#") && index > text.startIndex && isBlank(text[index - 1])
    }
    return String(decoding: trimmed(text[..<(comment ?? text.endIndex)]), as: UTF8.self)
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return text
  }

  private static func isBlank(_ byte: UInt8) -> Bool { " \t\r".utf8.contains(byte) }
}
