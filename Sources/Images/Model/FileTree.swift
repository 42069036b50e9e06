package import Linting

/// The union of an image's layers: the file system that a container starts with.
///
/// Nodes lie in one array and names in one buffer; what a file is stays in the listing of the layer that brought it.
package struct FileTree: Sendable {
  static let root: Int32 = 0
  static let none: Int32 = -1

  /// A path that exists, or once existed, in the union.
  struct Node: Sendable {
    var parent: Int32
    var firstChild = FileTree.none
    var nextSibling = FileTree.none
    var nameStart: UInt32
    var nameLength: UInt16
    var isLive = false
    /// Whether it is in its parent's list of children, dead or alive.
    var isLinked = false
    /// The layer and the number of the record that says what it is; a hard link has those of its target. `none` for a
    /// directory that no layer lists and that only the paths below it imply.
    var layer = FileTree.none
    var record = FileTree.none
    /// The layer that put the name there.
    var namedBy = FileTree.none
  }

  let nodes: [Node]
  private let names: [UInt8]
  private let index: NodeIndex
  let listings: [LayerListing]
  private let kept: [KeptContents]
  private var digests: [[ContentDigest]]
  /// Live nodes, the root not counted.
  package let count: Int
  /// For each layer and record, whether it is readable in the union.
  let live: [[Bool]]
  let removals: [Removal]
  /// For each layer and record, the number of the removal that took it away last, or `none`; empty for a layer that lost
  /// nothing.
  let lost: [[Int32]]
  /// Hard links by layer and record.
  let strayLinks: [(layer: Int, record: Int, fault: StrayHardLink.Fault)]

  init(
    nodes: [Node], names: [UInt8], index: NodeIndex, listings: [LayerListing], kept: [KeptContents],
    digests: [[ContentDigest]], count: Int, live: [[Bool]], removals: [Removal], lost: [[Int32]],
    strayLinks: [(layer: Int, record: Int, fault: StrayHardLink.Fault)]
  ) {
    self.nodes = nodes
    self.names = names
    self.index = index
    self.listings = listings
    self.kept = kept
    self.digests = digests
    self.count = count
    self.live = live
    self.removals = removals
    self.lost = lost
    self.strayLinks = strayLinks
  }

  /// A tree without files.
  package static var empty: FileTree { FileTreeBuilder(layers: []).finish() }

  /// What lies at a path inside the image; symbolic links in its directories are followed, and one that it is itself when
  /// `followingLinks`. nil when there is nothing.
  package func entry(at path: String, followingLinks: Bool = true) -> FileEntry? {
    node(at: Array(path.utf8), followingLinks: followingLinks).map { entry(of: $0) }
  }

  /// Calls `body` with each file of the union, in no particular order but always in the same.
  package func forEach(_ body: (FileEntry) -> Void) {
    for number in nodes.indices.dropFirst() where nodes[number].isLive { body(entry(of: Int32(number))) }
  }

  // MARK: Contents

  /// The content of a file that some rule wants to see; nil when none does, or it is larger than wanted.
  package func contents(of path: String) -> [UInt8]? { entry(at: path).flatMap { contents(of: $0) } }

  package func contents(of file: FileEntry) -> [UInt8]? {
    file.origin.flatMap { kept[$0.layer].bytes[$0.record] }
  }

  /// The SHA-256 digest of a file's content, where a rule wants it.
  package func digest(of file: FileEntry) -> Digest? {
    file.origin.flatMap { kept[$0.layer].digests[$0.record] }
  }

  /// What a scan that a rule wants made of a file's content; nil for nothing.
  package func outcome(of scan: ContentScan, in file: FileEntry) -> [UInt8]? {
    file.origin.flatMap { kept[$0.layer].outcome(of: scan, entry: $0.record) }
  }

  // MARK: Walking

  /// The most that a chain of symbolic links may have: as in the Linux kernel.
  static let linkHops = 40

  /// Where a path leads, symbolic links followed.
  package enum LookUp {
    case found(FileEntry)
    /// The first path on the way at which nothing lies.
    case missing(String)
    /// Through more links than a kernel follows.
    case endless
  }

  package func lookUp(_ path: [UInt8]) -> LookUp {
    switch walk(path, followingLinks: true) {
    case .node(let node): .found(entry(of: node))
    case .missing(let name, let directory):
      .missing(display((directory == Self.root ? [] : self.path(of: directory) + [UInt8(ascii: "/")]) + name))
    case .endless: .endless
    }
  }

  private enum End {
    case node(Int32)
    case missing(name: ArraySlice<UInt8>, in: Int32)
    case endless
  }

  func node(at path: [UInt8], followingLinks: Bool) -> Int32? {
    if case .node(let node) = walk(path, followingLinks: followingLinks) { node } else { nil }
  }

  private func walk(_ path: [UInt8], followingLinks: Bool) -> End {
    var walk = PathWalk(path)
    var current = Self.root
    while let component = walk.next() {
      if component.isParent {
        current = max(Self.root, nodes[Int(current)].parent)
        continue
      }
      guard let child = index.find(component.name, in: current, nodes: nodes, names: names), nodes[Int(child)].isLive
      else { return .missing(name: component.name, in: current) }
      if let target = linkTarget(of: child), followingLinks || !walk.isAtEnd {
        guard walk.follow(target) else { return .endless }
        if walk.isAbsolute { current = Self.root }
      } else {
        current = child
      }
    }
    return .node(current)
  }

  /// The target of a symbolic link; nil for anything else.
  func linkTarget(of number: Int32) -> ArraySlice<UInt8>? {
    let node = nodes[Int(number)]
    guard node.layer >= 0 else { return nil }
    let listing = listings[Int(node.layer)]
    let record = listing.records[Int(node.record)]
    return record.kind == .symbolicLink ? listing.link(record) : nil
  }

  /// The live node of a name in a directory.
  func child(_ name: ArraySlice<UInt8>, of parent: Int32) -> Int32? {
    guard let node = index.find(name, in: parent, nodes: nodes, names: names), nodes[Int(node)].isLive else {
      return nil
    }
    return node
  }

  /// The digest of a regular file's content; `none` for anything else, and where digests were not asked for.
  func digest(of number: Int32) -> ContentDigest {
    let node = nodes[Int(number)]
    return node.layer < 0 ? .none : digest(layer: Int(node.layer), record: Int(node.record))
  }

  /// The same of a record.
  func digest(layer: Int, record: Int) -> ContentDigest {
    digests[layer].indices.contains(record) ? digests[layer][record] : .none
  }

  /// Takes over the digests of a layer's files, which were taken once it was known that they matter.
  mutating func setDigests(_ digests: [ContentDigest], of layer: Int) { self.digests[layer] = digests }

  func name(of number: Int32) -> ArraySlice<UInt8> {
    let node = nodes[Int(number)]
    let start = Int(node.nameStart)
    return names[start..<start + Int(node.nameLength)]
  }

  func path(of number: Int32) -> [UInt8] {
    var chain: [Int32] = []
    var current = number
    while current > Self.root {
      chain.append(current)
      current = nodes[Int(current)].parent
    }
    return Array(chain.reversed().map { name(of: $0) }.joined(separator: [UInt8(ascii: "/")]))
  }

  func isDirectory(_ number: Int32) -> Bool {
    let node = nodes[Int(number)]
    return node.layer < 0 || listings[Int(node.layer)].records[Int(node.record)].kind == .directory
  }

  func entry(of number: Int32) -> FileEntry {
    let node = nodes[Int(number)]
    guard node.layer >= 0 else {
      return FileEntry(
        path: path(of: number), kind: .directory, size: 0, mode: 0o755, uid: 0, gid: 0, target: [],
        layer: Int(max(0, node.namedBy)))
    }
    var entry = entry(of: FileEntry.Origin(layer: Int(node.layer), record: Int(node.record)), path: path(of: number))
    entry.layer = Int(node.namedBy)
    return entry
  }

  /// What a record says, under a path.
  func entry(of origin: FileEntry.Origin, path: [UInt8]) -> FileEntry {
    let listing = listings[origin.layer]
    let record = listing.records[origin.record]
    let traits = listing.traits[origin.record]
    return FileEntry(
      path: path, kind: FileEntry.Kind(record.kind), size: record.size, mode: record.mode, uid: record.uid,
      gid: record.gid, target: Array(listing.link(record)), layer: origin.layer,
      lostIn: killer(of: origin.layer, record: origin.record), origin: origin, capability: traits?.capability,
      isOpaque: traits?.isOpaque ?? false, hasAccessList: traits?.hasAccessList ?? false,
      device: traits?.device)
  }
}

extension FileEntry.Kind {
  init(_ kind: ArchiveEntry.Kind) {
    switch kind {
    case .regularFile: self = .regularFile
    case .directory: self = .directory
    case .symbolicLink: self = .symbolicLink
    case .hardLink: self = .danglingHardLink
    case .characterDevice: self = .characterDevice
    case .blockDevice: self = .blockDevice
    case .pipe: self = .pipe
    case .socket: self = .socket
    }
  }
}
