/// Finds the child of a node by its name: one hash table for the whole tree.
struct NodeIndex: Sendable {
  /// Open addressing: the number of a node plus 1, or 0.
  private var slots = [UInt32](repeating: 0, count: 256)
  /// The hash of each node's parent and name, by its number.
  private var hashes: [UInt32] = []

  /// What a name below a node is looked up by.
  static func hash(_ name: ArraySlice<UInt8>, in parent: Int32) -> UInt32 { hashOfBytes(name, seed: Int(parent)) }

  func find(_ name: ArraySlice<UInt8>, in parent: Int32, nodes: [FileTree.Node], names: [UInt8]) -> Int32? {
    find(name, in: parent, hash: Self.hash(name, in: parent), nodes: nodes, names: names)
  }

  func find(
    _ name: ArraySlice<UInt8>, in parent: Int32, hash: UInt32, nodes: [FileTree.Node], names: [UInt8]
  ) -> Int32? {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, nodes[number].parent == parent {
        let start = Int(nodes[number].nameStart)
        if names[start..<start + Int(nodes[number].nameLength)].elementsEqual(name) { return Int32(number) }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds the node whose number is the count of those added before.
  mutating func add(hash: UInt32) {
    hashes.append(hash)
    if hashes.count * 2 > slots.count {
      slots = [UInt32](repeating: 0, count: slots.count * 2)
      for number in hashes.indices { place(number) }
    } else {
      place(hashes.count - 1)
    }
  }

  private mutating func place(_ number: Int) {
    var slot = Int(hashes[number]) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(number + 1)
  }
}
