/// A path without `.`, `..` and double slashes, as Go's `path.Clean` gives it.
package func cleanPath(_ path: String) -> String {
  if isCleanAbsolute(path) { return path }
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

/// The clean path of a relative one below a directory, whose own path is absolute and clean already.
func cleanPath(_ path: String, in directory: String) -> String {
  var cleaned = directory == "/" ? [] : Array(directory.utf8)
  for name in path.utf8.split(separator: ASCII.slash) where !name.elementsEqual(".".utf8) {
    if name.elementsEqual("..".utf8) {
      cleaned.removeLast(cleaned.count - (cleaned.lastIndex(of: ASCII.slash) ?? cleaned.count))
    } else {
      cleaned.append(ASCII.slash)
      cleaned += name
    }
  }
  return cleaned.isEmpty ? "/" : String(decoding: cleaned, as: UTF8.self)
}

/// Whether an absolute path has nothing to clean: most that people write have not.
private func isCleanAbsolute(_ path: String) -> Bool {
  guard path.utf8.first == ASCII.slash else { return false }
  if path.utf8.count == 1 { return true }
  // What follows a slash makes a name that counts unless it is a dot or another slash; dotted names are cleaned in full.
  var before: UInt8 = 0
  for byte in path.utf8 {
    if before == ASCII.slash, byte == ASCII.slash || byte == ASCII.dot { return false }
    before = byte
  }
  return before != ASCII.slash
}
