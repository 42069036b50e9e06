/// Whether ADD fetches a source: an address of HTTP, or a git repository (BuildKit's spellings of both).
package func isRemoteSource(_ text: String) -> Bool {
  remotePrefixes.contains { text.utf8.starts(with: $0.utf8) { ASCII.capital($0) == ASCII.capital($1) } }
}

private let remotePrefixes = ["http://", "https://", "git://", "ssh://", "git@"]
