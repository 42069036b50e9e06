internal import Crypto

/// Digests in the making, of one stream by one or both algorithms.
struct StreamHash {
  // Two fields and not one enum: so each is changed in place, without copying its state.
  private var sha256: SHA256?
  private var sha512: SHA512?

  init(_ algorithms: Set<Digest.Algorithm>) {
    if algorithms.contains(.sha256) { sha256 = SHA256() }
    if algorithms.contains(.sha512) { sha512 = SHA512() }
  }

  var isIdle: Bool { sha256 == nil && sha512 == nil }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    unsafe sha256?.update(bufferPointer: bytes)
    unsafe sha512?.update(bufferPointer: bytes)
  }

  /// The digests of what has passed, one for each algorithm.
  func digests() -> [Digest.Algorithm: Digest] {
    var digests: [Digest.Algorithm: Digest] = [:]
    if let sha256 { digests[.sha256] = Digest(.sha256, bytes: Array(sha256.finalize())) }
    if let sha512 { digests[.sha512] = Digest(.sha512, bytes: Array(sha512.finalize())) }
    return digests
  }
}

extension Digest {
  /// The digest of `bytes`.
  package static func of(_ bytes: [UInt8], _ algorithm: Algorithm = .sha256) -> Digest {
    switch algorithm {
    case .sha256: Digest(.sha256, bytes: Array(SHA256.hash(data: bytes)))
    case .sha512: Digest(.sha512, bytes: Array(SHA512.hash(data: bytes)))
    }
  }
}
