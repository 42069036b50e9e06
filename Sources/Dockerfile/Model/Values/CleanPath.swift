/// A path without `.`, `..` and double slashes, as Go's `path.Clean` gives it.
package func cleanPath(_ path: String) -> String {
  let isAbsolute = path.hasPrefix("/")
  var parts: [Substring] = []
  for part in path.split(separator: "/") where part != "." {
    if part == "..", let last = parts.last, last != ".." {
      parts.removeLast()
    } else if part != ".." || !isAbsolute {
      parts.append(part)
    }
  }
  let joined = parts.joined(separator: "/")
  return isAbsolute ? "/\(joined)" : joined.isEmpty ? "." : joined
}
