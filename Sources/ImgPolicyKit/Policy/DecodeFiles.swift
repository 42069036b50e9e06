internal import Linting
internal import Rules

/// The key `files` of a policy: what the files of an image must be.
extension ConfigNode {
  func fileDemands(_ context: inout DecodeContext) -> [FileDemand] {
    let expected = "a list of entries such as { path: /app/server.js, required: true }"
    return (items(&context, expected: expected) ?? []).compactMap { $0.fileDemand(&context) }
  }

  private func fileDemand(_ context: inout DecodeContext) -> FileDemand? {
    var demand = FileDemand()
    let before = context.faults.count
    decode(into: &demand, by: FileDemand.keys, &context)
    // What is wrong with a value says why there is no demand.
    guard case .mapping = content, context.faults.count == before else { return nil }
    if demand.pattern.isEmpty {
      context.fault(place, "\(name) has no `path`: expected the path of a file, or a glob")
    } else if demand.isForbidden, demand.isRequired || demand.hasAttributes {
      context.fault(place, "\(name) forbids a file and demands it too: expected one of both")
    } else if !demand.isForbidden, !demand.isRequired, !demand.hasAttributes {
      context.fault(place, "\(name) demands nothing: expected `required`, `forbidden` or an attribute such as `mode`")
    }
    return demand
  }

  fileprivate func fileMode(_ context: inout DecodeContext) -> UInt16? {
    let expected = "three or four octal digits such as \"0644\""
    guard let text = text(&context, expected: expected) else { return nil }
    guard (3...4).contains(text.utf8.count), let mode = UInt16(text, radix: 8) else {
      return mismatch(expected, &context)
    }
    return mode
  }

  fileprivate func owner(_ context: inout DecodeContext) -> String? {
    let expected = "a user such as 1001, app or 1001:1001"
    guard let text = text(&context, expected: expected) else { return nil }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, !parts.contains(where: \.isEmpty), !text.contains(" ") else {
      return mismatch(expected, &context)
    }
    return text
  }

  fileprivate func sha256(_ context: inout DecodeContext) -> String? {
    let expected = "a SHA-256 digest of 64 hexadecimal digits"
    guard let text = text(&context, expected: expected) else { return nil }
    let digits = (text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : text).lowercased()
    guard digits.utf8.count == 64, digits.allSatisfy(\.isHexDigit) else { return mismatch(expected, &context) }
    return digits
  }

  fileprivate func contentTexts(_ context: inout DecodeContext) -> [String] {
    names(&context, expected: "a text, or a list of texts")?.map { $0.text } ?? []
  }

  fileprivate func filePattern(_ context: inout DecodeContext) -> String {
    let expected = "the path of a file in the image, or a glob"
    guard let text = glob(&context, expected: expected) else { return "" }
    let segments = text.split(separator: "/").filter { $0 != "." }
    if segments.isEmpty || segments.contains("..") { return mismatch(expected, &context) ?? "" }
    return segments.joined(separator: "/")
  }
}

extension FileDemand {
  static let keys = KeyTable<FileDemand>(decoders: [
    ("path", { $0.pattern = $1.filePattern(&$2) }),
    ("required", { $0.isRequired = $1.flag(&$2) ?? false }),
    ("forbidden", { $0.isForbidden = $1.flag(&$2) ?? false }),
    ("mode", { $0.mode = $1.fileMode(&$2) }),
    ("owner", { $0.owner = $1.owner(&$2) }),
    ("sha256", { $0.sha256 = $1.sha256(&$2) }),
    ("contains", { $0.contained = $1.contentTexts(&$2) }),
    ("lacks", { $0.lacking = $1.contentTexts(&$2) }),
  ])
}
