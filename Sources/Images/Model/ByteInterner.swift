/// Byte strings, each kept once, numbered from 0 in the order of their first appearance.
struct ByteInterner: Sendable {
  private(set) var bytes: [UInt8] = []
  private var starts: [UInt32] = [0]
  private var hashes: [UInt32] = []
  /// Open addressing: the number of a string plus 1, or 0.
  private var slots = [UInt32](repeating: 0, count: 64)

  var count: Int { hashes.count }

  subscript(number: Int) -> ArraySlice<UInt8> { bytes[Int(starts[number])..<Int(starts[number + 1])] }

  /// The number of the string; a new one when it was not there yet.
  mutating func intern(_ string: ArraySlice<UInt8>) -> Int {
    let hash = hashOfBytes(string, seed: 0)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, self[number].elementsEqual(string) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    bytes.append(contentsOf: string)
    starts.append(UInt32(bytes.count))
    hashes.append(hash)
    slots[slot] = UInt32(hashes.count)
    if hashes.count * 2 > slots.count { grow() }
    return hashes.count - 1
  }

  private mutating func grow() {
    let size = slots.count * 2
    slots = [UInt32](repeating: 0, count: size)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }
}

/// A hash that nobody outside can aim at: the standard library seeds it anew in each process.
func hashOfBytes(_ string: ArraySlice<UInt8>, seed: Int) -> UInt32 {
  var hasher = Hasher()
  hasher.combine(seed)
  unsafe string.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
  return UInt32(truncatingIfNeeded: hasher.finalize())
}
