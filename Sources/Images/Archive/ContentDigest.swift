internal import Crypto

/// The SHA-256 of a file's content, to tell whether two files of one size are the same.
struct ContentDigest: Sendable, Hashable {
  private var words = SIMD4<UInt64>()

  /// No content that could be compared.
  static let none = ContentDigest()

  init(_ bytes: [UInt8]) { self.init(SHA256.hash(data: bytes)) }

  fileprivate init(_ digest: SHA256.Digest) {
    unsafe digest.withUnsafeBytes { bytes in
      for at in 0..<4 { words[at] = unsafe bytes.loadUnaligned(fromByteOffset: at * 8, as: UInt64.self) }
    }
  }

  private init() {}

  fileprivate var complement: ContentDigest {
    var other = self
    other.words = ~words
    return other
  }
}

/// A content digest in the making, of the blocks of a file in their order.
///
/// The holes of sparse files are not hashed as the zeros that they stand for: a header of a few bytes may state any number of
/// them. They follow the data as a list, so that a sparse file is only the same as one with the same holes.
struct ContentHash {
  private var hash = SHA256()
  private var end = 0
  private var holes: [UInt64] = []

  mutating func update(_ block: UnsafeRawBufferPointer, at offset: Int) {
    noteHole(to: offset)
    unsafe hash.update(bufferPointer: block)
    end = offset.addingReportingOverflow(block.count).partialValue
  }

  /// The digest, when the file has `size` bytes.
  mutating func finish(size: Int) -> ContentDigest {
    noteHole(to: size)
    guard !holes.isEmpty else { return ContentDigest(hash.finalize()) }
    holes.append(UInt64(holes.count))
    unsafe holes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    // No file without holes may have this digest, whatever its bytes.
    return ContentDigest(hash.finalize()).complement
  }

  private mutating func noteHole(to offset: Int) {
    if offset > end { holes += [UInt64(clamping: end), UInt64(clamping: offset)] }
  }
}
