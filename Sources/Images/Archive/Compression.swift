/// How a blob is compressed, by its first bytes: a media type is only a claim.
package enum Compression: String, Sendable {
  case none
  case gzip
  case zstd
  case bzip2
  case xz

  /// As the magic numbers say. A zstd stream may begin with a skippable frame, and a tar with an entry whose name looks like
  /// another magic number: `bytes` are best as many as a tar header has.
  package init(magic bytes: [UInt8]) {
    let begins = { (magic: [UInt8]) in bytes.starts(with: magic) }
    if beginsWithTarHeader(bytes) {
      self = .none
    } else if begins([0x1f, 0x8b]) {
      self = .gzip
    } else if begins([0x28, 0xb5, 0x2f, 0xfd]) || Self.isSkippableFrame(bytes) {
      self = .zstd
    } else if begins([0x42, 0x5a, 0x68]) {
      self = .bzip2
    } else if begins([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]) {
      self = .xz
    } else {
      self = .none
    }
  }

  private static func isSkippableFrame(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, 0x50...0x5f ~= first else { return false }
    return bytes.dropFirst().starts(with: [0x2a, 0x4d, 0x18])
  }
}

/// Whether the first bytes of a file are the header of a POSIX or GNU tar, whatever name it begins with.
func beginsWithTarHeader(_ bytes: [UInt8]) -> Bool { bytes.dropFirst(257).starts(with: "ustar".utf8) }

/// What the first bytes of a file that is no tar seem to be, for an error message; nil when nothing is recognised.
func describeContent(_ bytes: [UInt8]) -> String? {
  let kinds: [(magic: [UInt8], name: String)] = [
    (Array("PK\u{3}\u{4}".utf8), "a zip file"), (Array("PK\u{5}\u{6}".utf8), "a zip file"),
    ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "a 7-Zip file"), ([0x7f, 0x45, 0x4c, 0x46], "an ELF program"),
    (Array("!<arch>\n".utf8), "an ar archive"), (Array("hsqs".utf8), "a squashfs file system"),
    (Array("%PDF".utf8), "a PDF document"), ([0x89, 0x50, 0x4e, 0x47], "a PNG picture"),
  ]
  if let kind = kinds.first(where: { bytes.starts(with: $0.magic) }) { return kind.name }
  let isText = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7f || 0x09...0x0d ~= $0 }
  guard isText else { return nil }
  return bytes.first { $0 > 0x20 } == UInt8(ascii: "{") ? "a JSON document" : "a text file"
}
