/// Whether ADD fetches a source: an address of HTTP, or a git repository (BuildKit's spellings of both).
package func isRemoteSource(_ text: String) -> Bool {
  let lower = text.lowercased()
  return ["http://", "https://", "git://", "ssh://", "git@"].contains { lower.hasPrefix($0) }
}
