/// A path without `.`, `..` and double slashes, as Go's `path.Clean` gives it.
func cleanPath(_ path: String) -> String {
  let isAbsolute = path.utf8.first == ASCII.slash
  var parts: [Substring] = []
  for component in path.utf8.split(separator: ASCII.slash) {
    let part = Substring(component)
    if part == "." { continue }
    if part == "..", let last = parts.last, last != ".." {
      parts.removeLast()
    } else if part != ".." || !isAbsolute {
      parts.append(part)
    }
  }
  let joined = parts.joined(separator: "/")
  return isAbsolute ? "/\(joined)" : joined.isEmpty ? "." : joined
}
