/// Whether a text is an IP address: of version 4 without leading zeros, or of version 6, which brackets may enclose.
func isIPAddress(_ text: Substring) -> Bool {
  var address = text
  if text.first == "[" {
    guard text.last == "]" else { return false }
    address = text.dropFirst().dropLast()
  }
  return address.contains(":") ? isVersion6(address) : isVersion4(address)
}

private func isVersion4(_ text: Substring) -> Bool {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  return parts.count == 4 && parts.allSatisfy { part in UInt8(part).map { String($0) == part } ?? false }
}

/// Eight groups of up to four hexadecimal digits, of which `::` stands for one or more; the last two may be written as an
/// address of version 4.
private func isVersion6(_ text: Substring) -> Bool {
  let gap = text.utf8.indices.dropLast().first { text.utf8[$0...].starts(with: "::".utf8) }
  guard let gap else { return groupCount(text) == 8 }
  let head = text[..<gap]
  let tail = text[text.utf8.index(gap, offsetBy: 2)...]
  guard let before = head.isEmpty ? 0 : groupCount(head, mayEndAs4: false),
    let after = tail.isEmpty ? 0 : groupCount(tail)
  else { return false }
  return before + after < 8
}

/// How many groups a text has; nil when something in it is none.
private func groupCount(_ text: Substring, mayEndAs4: Bool = true) -> Int? {
  let groups = text.split(separator: ":", omittingEmptySubsequences: false)
  let endsAs4 = mayEndAs4 && groups.last.map(isVersion4) ?? false
  let plain = groups.dropLast(endsAs4 ? 1 : 0)
  let areDigits = plain.allSatisfy { (1...4).contains($0.utf8.count) && $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
  return areDigits ? plain.count + (endsAs4 ? 2 : 0) : nil
}
