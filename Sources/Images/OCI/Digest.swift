/// A content digest by the OCI image specification: `sha256:` or `sha512:` and lower-case hexadecimal digits.
package struct Digest: Sendable, Hashable, CustomStringConvertible {
  package enum Algorithm: String, Sendable {
    case sha256
    case sha512

    var hexCount: Int { self == .sha256 ? 64 : 128 }
  }

  package let algorithm: Algorithm
  /// Lower-case hexadecimal digits, and nothing else: safe as a file name.
  package let hex: String

  package var description: String { "\(algorithm.rawValue):\(hex)" }

  /// Reads a digest; nil for an unknown algorithm or anything but its number of lower-case hexadecimal digits.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let algorithm = Algorithm(rawValue: String(parts[0])) else { return nil }
    self.init(algorithm, hex: String(parts[1]))
  }

  /// nil unless `hex` has the algorithm's number of lower-case hexadecimal digits.
  package init?(_ algorithm: Algorithm, hex: String) {
    guard hex.utf8.count == algorithm.hexCount, hex.utf8.allSatisfy(isLowerHex) else { return nil }
    self.algorithm = algorithm
    self.hex = hex
  }

  init(_ algorithm: Algorithm, bytes: [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    var hex: [UInt8] = []
    hex.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      hex.append(digits[Int(byte >> 4)])
      hex.append(digits[Int(byte & 15)])
    }
    self.algorithm = algorithm
    self.hex = String(decoding: hex, as: UTF8.self)
  }

  /// The beginning of the digest, long enough to tell blobs apart in a message.
  package var short: String { "\(algorithm.rawValue):\(hex.prefix(12))…" }

  /// The digest of no bytes at all.
  static let ofNothing = Digest.of([])
}

private func isLowerHex(_ byte: UInt8) -> Bool {
  UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte
}
