/// Whether a text is an absolute address by RFC 3986: a scheme, a colon, and characters that an address may have.
func isAbsoluteURL(_ text: String) -> Bool {
  guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
  let scheme = text.utf8[..<colon]
  guard let first = scheme.first, first.isLatinLetter,
    scheme.allSatisfy({ $0.isLatinLetter || $0.isDecimalDigit || "+-.".utf8.contains($0) })
  else { return false }
  let rest = Array(text.utf8[text.utf8.index(after: colon)...])
  return hasOnlyAddressCharacters(rest) && (!rest.starts(with: "//".utf8) || hasValidPort(rest.dropFirst(2)))
}

/// Whether a text is a bare mail address: a dot-separated local part, `@`, and a host name or an address in brackets.
func isMailAddress(_ text: String) -> Bool {
  guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return false }
  let local = text.utf8[..<at].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  let isAtom = { (byte: UInt8) in byte.isLatinLetter || byte.isDecimalDigit || "!#$%&'*+/=?^_`{|}~-".utf8.contains(byte)
  }
  guard local.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isAtom) }) else { return false }
  var host = text.utf8[text.utf8.index(after: at)...]
  if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]"), host.count > 2 {
    return host.dropFirst().dropLast().allSatisfy { $0.isHexadecimalDigit || ".:".utf8.contains($0) }
  }
  // A name may end in the dot of the root.
  if host.count > 1, host.last == UInt8(ascii: ".") { host = host.dropLast() }
  return host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
    !label.isEmpty && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
      && label.allSatisfy { $0.isLatinLetter || $0.isDecimalDigit || $0 == UInt8(ascii: "-") }
  }
}

private func hasOnlyAddressCharacters(_ bytes: [UInt8]) -> Bool {
  var fragments = 0
  for (index, byte) in bytes.enumerated() {
    if byte == UInt8(ascii: "%") {
      guard index + 2 < bytes.count, bytes[index + 1].isHexadecimalDigit, bytes[index + 2].isHexadecimalDigit else {
        return false
      }
    } else if byte == UInt8(ascii: "#") {
      fragments += 1
    } else if !byte.isLatinLetter, !byte.isDecimalDigit, !"-._~:/?[]@!$&'()*+,;=".utf8.contains(byte) {
      return false
    }
  }
  return fragments <= 1
}

/// What stands behind the last colon of the authority is a number, unless the colon is one of an IPv6 address.
private func hasValidPort(_ rest: ArraySlice<UInt8>) -> Bool {
  let authority = rest.prefix { !"/?#".utf8.contains($0) }
  let host = authority.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false).last ?? []
  guard let colon = host.lastIndex(of: UInt8(ascii: ":")), host.last != UInt8(ascii: "]") else { return true }
  return host[host.index(after: colon)...].allSatisfy(\.isDecimalDigit)
}
