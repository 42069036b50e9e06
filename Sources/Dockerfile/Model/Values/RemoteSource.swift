/// Whether ADD fetches a source: an address of HTTP, or a git repository.
package func isRemoteSource(_ text: String) -> Bool { isHTTPSource(text) || isGitSource(text) }

/// Whether a source is a file of a web server, and no git repository. Its scheme is in lower case.
func isHTTPSource(_ text: String) -> Bool {
  (text.hasPrefix("http://") || text.hasPrefix("https://")) && !isGitSource(text)
}

/// Whether a source is a git repository: an address of git or ssh, one of HTTP whose path ends in `.git`, or
/// `user@host:path`.
private func isGitSource(_ text: String) -> Bool {
  let bytes = text.utf8
  let scheme = bytes.prefix { ASCII.isLetter($0) || ASCII.isDigit($0) }
  if !scheme.isEmpty, bytes[scheme.endIndex...].starts(with: "://".utf8) {
    switch String(Substring(scheme)).lowercased() {
    case "git", "ssh": return true
    case "http", "https":
      let path = bytes.prefix { !"?#".utf8.contains($0) }
      return path.suffix(4).elementsEqual(".git".utf8)
    default: return false
    }
  }
  let user = bytes.prefix { ASCII.isNameByte($0) || "-.".utf8.contains($0) }
  let rest = bytes[user.endIndex...]
  guard !user.isEmpty, rest.first == UInt8(ascii: "@") else { return false }
  let host = rest.dropFirst().prefix { ASCII.isLetter($0) || ASCII.isDigit($0) || "-.".utf8.contains($0) }
  return !host.isEmpty && bytes[host.endIndex...].first == ASCII.colon
}
