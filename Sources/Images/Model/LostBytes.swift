internal import Linting

/// Bytes of one layer that a later layer took away at one path: shipped, and not to be read any more.
package struct LostBytes: Sendable, Hashable {
  /// How bytes get lost.
  package enum Cause: Sendable, Hashable {
    /// The path, a file or a directory, was deleted.
    case deleted
    /// The directory was emptied by an opaque whiteout.
    case hidden
    /// Something else took the path.
    case replaced
    /// The same content took the path, with another mode, owner or time, or without any change.
    case replacedBySame
  }

  /// Whether something else has the path.
  package var isReplaced: Bool { cause == .replaced || cause == .replacedBySame }

  /// What a file has besides its content.
  package struct Access: Sendable, Hashable {
    /// The permission bits, with setuid, setgid and the sticky bit.
    package var mode: UInt16
    /// The number of the owner.
    package var uid: UInt32
    /// The number of the owner's group.
    package var gid: UInt32
    /// A hash of its extended attributes, good for one run; 0 without any.
    package var attributes: Int
    /// When it was changed last: seconds, without the upper bits.
    package var time: UInt32

    init(_ record: LayerListing.Record, _ traits: EntryTraits?) {
      attributes = traits?.attributes ?? 0
      time = record.time
      mode = record.mode
      uid = record.uid
      gid = record.gid
    }
  }

  /// How they got lost.
  package var cause: Cause
  /// Without a leading slash; unprintable bytes are left to the reporter.
  package var path: String
  /// The layer that ships the bytes.
  package var layer: Int
  /// The layer that took them away.
  package var laterLayer: Int
  /// How many bytes.
  package var bytes: Int
  /// How many files had them.
  package var files: Int
  /// Whether the path was a directory; only told of what was deleted, or emptied.
  package var wasDirectory = false
  /// What the file had besides its content, and what the one has that took its place; nil unless it has the same content.
  package var change: (old: Access, new: Access)? {
    get { oldAccess.flatMap { old in newAccess.map { (old, $0) } } }
    set { (oldAccess, newAccess) = (newValue?.old, newValue?.new) }
  }
  private var oldAccess: Access?
  private var newAccess: Access?

  init(cause: Cause, path: String, layer: Int, laterLayer: Int, bytes: Int) {
    self.cause = cause
    self.path = path
    self.layer = layer
    self.laterLayer = laterLayer
    self.bytes = bytes
    self.files = 1
  }
}

extension FileTree {
  /// All bytes that later layers took away for good, in the order of the layers that did, then by path.
  package func lostBytes() -> [LostBytes] {
    var losses: [LostBytes] = []
    var places: [UInt64: Int] = [:]
    forEachLostFile { layer, number, removal in
      let key = UInt64(removal) << 32 | UInt64(layer)
      if let at = places[key] {
        losses[at].bytes = losses[at].bytes.addingSaturating(listings[layer].records[number].size)
        losses[at].files += 1
      } else {
        places[key] = losses.count
        losses.append(loss(layer, number, removals[removal]))
      }
    }
    return losses.sorted { ($0.laterLayer, $0.path, $0.layer) < ($1.laterLayer, $1.path, $1.layer) }
  }

  private func loss(_ layer: Int, _ number: Int, _ removal: Removal) -> LostBytes {
    let record = listings[layer].records[number]
    var loss = LostBytes(
      cause: .replaced, path: display(path(of: removal.node)), layer: layer, laterLayer: Int(removal.layer),
      bytes: record.size)
    switch removal.cause {
    case .deleted:
      loss.cause = .deleted
      loss.wasDirectory = removal.wasDirectory
    case .hidden:
      loss.cause = .hidden
      loss.wasDirectory = true
    case .replaced:
      guard let other = successor(of: removal, like: record) else { break }
      let digest = digest(layer: layer, record: number)
      guard digest != .none, digest == self.digest(layer: other.layer, record: other.number) else { break }
      loss.cause = .replacedBySame
      loss.change = (
        LostBytes.Access(record, listings[layer].traits[number]),
        LostBytes.Access(other.record, listings[other.layer].traits[other.number])
      )
    }
    return loss
  }

  /// The record that took the place of another one; nil unless both are files of one size.
  private func successor(
    of removal: Removal, like record: LayerListing.Record
  ) -> (layer: Int, number: Int, record: LayerListing.Record)? {
    guard removal.cause == .replaced, removal.successorLayer >= 0 else { return nil }
    let (layer, number) = (Int(removal.successorLayer), Int(removal.successor))
    let other = listings[layer].records[number]
    return other.kind == .regularFile && other.size == record.size ? (layer, number, other) : nil
  }

  /// Calls `body` with the layer and number of each file with bytes that a later layer took away for good, and with the
  /// number of the removal.
  private func forEachLostFile(_ body: (_ layer: Int, _ number: Int, _ removal: Int) -> Void) {
    for (layer, lost) in lost.enumerated() {
      for (number, removal) in lost.enumerated() where removal >= 0 && !live[layer][number] {
        let record = listings[layer].records[number]
        guard record.kind == .regularFile, record.size > 0, removals[Int(removal)].layer > layer else { continue }
        body(layer, number, Int(removal))
      }
    }
  }

  /// The files that can have the content of those that they replace, by their size: the numbers of the entries, by layer.
  func comparableReplacements() -> [Int: Set<Int>] {
    var entries: [Int: Set<Int>] = [:]
    forEachLostFile { layer, number, removal in
      guard let other = successor(of: removals[removal], like: listings[layer].records[number]) else { return }
      entries[layer, default: []].insert(number)
      entries[other.layer, default: []].insert(other.number)
    }
    return entries
  }
}
