/// A path without `.`, `..` and double slashes, as Go's `path.Clean` gives it.
package func cleanPath(_ path: String) -> String {
  let isAbsolute = path.utf8.first == ASCII.slash
  var cleaned: [UInt8] = isAbsolute ? [ASCII.slash] : []
  cleaned.reserveCapacity(path.utf8.count)
  // Where the names begin that `..` can take back.
  var starts: [Int] = []
  var rest = Array(path.utf8)[...]
  while !rest.isEmpty {
    let name = rest.prefix { $0 != ASCII.slash }
    rest = rest[name.endIndex...].dropFirst()
    if name.isEmpty || (name.count == 1 && name.first == ASCII.dot) { continue }
    let isParent = name.count == 2 && name.allSatisfy { $0 == ASCII.dot }
    if isParent, let start = starts.popLast() {
      cleaned.removeLast(cleaned.count - start)
    } else if !isParent || !isAbsolute {
      if !isParent { starts.append(cleaned.count) }
      if let last = cleaned.last, last != ASCII.slash { cleaned.append(ASCII.slash) }
      cleaned += name
    }
  }
  return cleaned.isEmpty ? "." : String(decoding: cleaned, as: UTF8.self)
}
