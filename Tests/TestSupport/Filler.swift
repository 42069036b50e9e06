/// Bytes that compress a little, quick to make, and other ones for another seed.
package func filler(_ count: Int, seed: [UInt8]) -> [UInt8] {
  var state = seed.reduce(UInt64(0x9e37_79b9_7f4a_7c15)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  let block = (0..<min(count, 4096)).map { _ -> UInt8 in
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return UInt8(truncatingIfNeeded: state >> 32) | 1
  }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(count)
  while bytes.count < count { bytes += block.prefix(count - bytes.count) }
  return bytes
}
