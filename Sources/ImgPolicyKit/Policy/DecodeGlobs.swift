internal import Linting

/// Globs as people write them, brought into the one form that is matched.
extension ConfigNode {
  /// A glob over names or paths. `./` and double slashes say nothing, a slash at the end means all that lies below.
  func pathGlob(_ context: inout DecodeContext, expected: String = "a path, with * for any text") -> NameOrPathGlob? {
    guard let text = glob(&context, expected: expected) else { return nil }
    return NameOrPathGlob(Self.normalised(text))
  }

  /// A glob over any text, such as the name of an image. What looks like a wildcard and is none would match nothing, silently.
  func glob(_ context: inout DecodeContext, expected: String) -> String? {
    guard let text = text(&context, expected: expected) else { return nil }
    if let fault = Glob.fault(in: text) { return mismatch(fault, &context) }
    return text
  }

  /// The same path without segments that say nothing. It stays one that begins where all paths begin.
  static func normalised(_ path: String) -> String {
    guard path.utf8.contains(UInt8(ascii: "/")) else { return path }
    let segments = path.split(separator: "/").filter { $0 != "." }
    let isRooted = path.hasPrefix("/") || path.hasPrefix("./") || segments.count == 1
    let below = path.hasSuffix("/") ? ["**"] : []
    return (isRooted ? "/" : "") + (segments.map(String.init) + below).joined(separator: "/")
  }
}
