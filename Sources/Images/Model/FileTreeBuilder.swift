/// Lays layers over one another, by the rules of the OCI image specification (layer.md) and as the runtimes apply them.
///
/// The cost is linear in entries: a path keeps its node for good, and taking away a directory costs no more than putting
/// its content there did.
struct FileTreeBuilder {
  private var nodes: [FileTree.Node] = []
  private var names: [UInt8] = []
  private var index = NodeIndex()
  private let layers: [LayerContents]
  private let limits: Limits
  private var impliedDirectories = 0
  private var followedBytes = 0
  private(set) var faults = FaultList()
  private var removals: [Removal] = []
  /// For each layer and record, the removal that took it away last; empty for a layer that lost nothing.
  private var lost: [[Int32]]
  private var strayLinks: [(layer: Int, record: Int, fault: StrayHardLink.Fault)] = []
  private var layer: Int32 = 0
  private var listing = LayerListing()
  /// The nodes of the present layer's directories, each with the generation in which it was found.
  private var directoryNodes: [(node: Int32, generation: UInt32)] = []
  /// Goes up whenever a directory or a link that could lie on the way to one is taken away.
  private var generation: UInt32 = 0

  init(layers: [LayerContents], limits: Limits = Limits()) {
    self.layers = layers
    self.limits = limits
    lost = Array(repeating: [], count: layers.count)
    _ = addNode([], in: FileTree.none, hash: NodeIndex.hash([], in: FileTree.none))
    nodes[0].isLive = true
  }

  /// Lays on the next layer from the bottom.
  mutating func apply(layer number: Int) {
    do throws(ArchiveError) { try lay(number) } catch { faults.add(error) }
  }

  private mutating func lay(_ number: Int) throws(ArchiveError) {
    layer = Int32(number)
    listing = layers[number].listing
    directoryNodes = Array(repeating: (FileTree.none, 0), count: listing.directories.count)
    // A layer's whiteouts are about the layers below it, wherever in the layer they stand.
    for record in listing.records where isMarker(listing.name(record)) {
      applyWhiteout(record)
      try checkLimits()
    }
    for at in listing.records.indices {
      let record = listing.records[at]
      if !isMarker(listing.name(record)), !isInMarkerDirectory(record) { put(record, number: Int32(at)) }
      try checkLimits()
    }
  }

  /// What a few bytes of a layer can make take far more memory or time than entries do.
  private func checkLimits() throws(ArchiveError) {
    guard impliedDirectories <= limits.impliedDirectories else {
      throw ArchiveError.exceeding(
        .impliedDirectories, "more than \(limits.impliedDirectories) directories of the image are listed by no layer")
    }
    guard followedBytes <= limits.linkBytes else {
      throw ArchiveError.exceeding(
        .linkBytes, "the paths of the image lead through symbolic links of more than \(limits.linkBytes) bytes")
    }
  }

  // MARK: Whiteouts

  private mutating func applyWhiteout(_ record: LayerListing.Record) {
    let name = listing.name(record)
    let victim = name.dropFirst(Marker.whiteout.count)
    if name.elementsEqual(Marker.opaque) {
      guard let directory = directory(of: record, create: false) else { return }
      removals.append(Removal(.hidden, directory, by: layer))
      emptyDirectory(directory)
    } else if victim.isEmpty || victim.allSatisfy({ $0 == UInt8(ascii: ".") }) && victim.count <= 2 {
      note(.hostilePath, record) { "the whiteout “\($0)” of the layer names no file" }
    } else if !name.starts(with: Marker.meta), let directory = directory(of: record, create: false),
      let node = liveChild(victim, of: directory)
    {
      removals.append(Removal(.deleted, node, by: layer, wasDirectory: isDirectory(node)))
      kill(node)
    }
  }

  /// Bookkeeping of the aufs storage driver, such as `.wh..wh.plnk/…`: no part of the file system.
  private func isInMarkerDirectory(_ record: LayerListing.Record) -> Bool {
    listing.directories[Int(record.directory)].starts(with: Marker.meta)
  }

  // MARK: Entries

  private mutating func put(_ record: LayerListing.Record, number: Int32) {
    let name = listing.name(record)
    if name.isEmpty {
      guard record.kind == .directory else {
        return note(.hostilePath, record) { _ in "an entry of the layer takes the place of the root and is no directory"
        }
      }
      return setRecord(FileTree.root, layer: layer, record: number)
    }
    guard let directory = directory(of: record, create: true) else {
      note(.hostilePath, record) {
        "the directory of “\($0)” in the layer leads through more than \(FileTree.linkHops) symbolic links"
      }
      return
    }
    // The target is looked up first: it may be what the new name replaces.
    let origin = record.kind == .hardLink ? linkedRecord(record, number: number) : nil
    let node = child(name, of: directory)
    if nodes[Int(node)].isLive {
      let isOver = record.kind == .directory && isDirectory(node)
      if !isOver {
        noteDuplicate(node, record)
        let successor = origin ?? (layer, number)
        removals.append(Removal(.replaced, node, by: layer, successor: successor))
        kill(node)
      }
    }
    revive(node)
    setRecord(node, layer: origin?.layer ?? layer, record: origin?.record ?? number)
  }

  private mutating func noteDuplicate(_ node: Int32, _ record: LayerListing.Record) {
    guard nodes[Int(node)].namedBy == layer, nodes[Int(node)].record >= 0 else { return }
    note(.duplicateArchiveMember, record) { "the layer has the path “\($0)” twice: the later entry counts" }
  }

  private mutating func note(
    _ kind: ImageFault.Kind, _ record: LayerListing.Record, _ message: (String) -> String
  ) {
    let path = display(listing.path(record))
    faults.add(ImageFault(kind, message(path), path: path).at(layer: Int(layer)))
  }

  /// The record that a hard link stands for; nil when its target does not exist.
  private mutating func linkedRecord(
    _ record: LayerListing.Record, number: Int32
  ) -> (layer: Int32, record: Int32)? {
    let target = EntryPath(Array(listing.link(record)))
    let node = walk(target.directory, create: false).flatMap { liveChild(target.name, of: $0) }
    let isFromHere = node.map { nodes[Int($0)].namedBy == layer } ?? false
    guard let node, !isDirectory(node) else {
      strayLinks.append((Int(layer), Int(number), isFromHere ? .directory : .missing))
      return nil
    }
    if !isFromHere { strayLinks.append((Int(layer), Int(number), .missing)) }
    return (nodes[Int(node)].layer, nodes[Int(node)].record)
  }

  // MARK: Walking

  private mutating func directory(of record: LayerListing.Record, create: Bool) -> Int32? {
    let number = Int(record.directory)
    let known = directoryNodes[number]
    if known.node != FileTree.none, known.generation == generation { return known.node }
    guard let node = walk(listing.directories[number], create: create) else { return nil }
    directoryNodes[number] = (node, generation)
    return node
  }

  /// The directory at a path, symbolic links followed inside the image. With `create`, what is missing is made as the
  /// runtimes make it. nil when there is none, or after too many links.
  private mutating func walk(_ path: ArraySlice<UInt8>, create: Bool) -> Int32? {
    var walk = PathWalk(path)
    var current = FileTree.root
    while let component = walk.next() {
      if component.isParent {
        current = max(FileTree.root, nodes[Int(current)].parent)
      } else if let live = liveChild(component.name, of: current), isDirectory(live) {
        current = live
      } else if let live = liveChild(component.name, of: current), let target = linkTarget(live) {
        followedBytes += target.count
        guard walk.follow(target) else { return nil }
        if walk.isAbsolute { current = FileTree.root }
      } else {
        guard create else { return nil }
        current = makeDirectory(component.name, in: current)
      }
    }
    return current
  }

  private mutating func makeDirectory(_ name: ArraySlice<UInt8>, in parent: Int32) -> Int32 {
    impliedDirectories += 1
    let node = child(name, of: parent)
    if nodes[Int(node)].isLive {
      removals.append(Removal(.replaced, node, by: layer))
      kill(node)
    }
    revive(node)
    setRecord(node, layer: FileTree.none, record: FileTree.none)
    return node
  }

  private func liveChild(_ name: ArraySlice<UInt8>, of parent: Int32) -> Int32? {
    guard let node = index.find(name, in: parent, nodes: nodes, names: names), nodes[Int(node)].isLive else {
      return nil
    }
    return node
  }

  /// The node of a name, live or not; made when it was never there.
  private mutating func child(_ name: ArraySlice<UInt8>, of parent: Int32) -> Int32 {
    let hash = NodeIndex.hash(name, in: parent)
    return index.find(name, in: parent, hash: hash, nodes: nodes, names: names) ?? addNode(name, in: parent, hash: hash)
  }

  private mutating func addNode(_ name: ArraySlice<UInt8>, in parent: Int32, hash: UInt32) -> Int32 {
    let node = FileTree.Node(parent: parent, nameStart: UInt32(names.count), nameLength: UInt16(clamping: name.count))
    names.append(contentsOf: name)
    nodes.append(node)
    index.add(hash: hash)
    return Int32(nodes.count - 1)
  }

  private func isDirectory(_ node: Int32) -> Bool { node == FileTree.root || kind(node) == .directory }

  private func kind(_ node: Int32) -> ArchiveEntry.Kind {
    let (layer, record) = (nodes[Int(node)].layer, nodes[Int(node)].record)
    return layer < 0 ? .directory : layers[Int(layer)].listing.records[Int(record)].kind
  }

  private func linkTarget(_ node: Int32) -> ArraySlice<UInt8>? {
    guard kind(node) == .symbolicLink else { return nil }
    let listing = layers[Int(nodes[Int(node)].layer)].listing
    return listing.link(listing.records[Int(nodes[Int(node)].record)])
  }

  // MARK: Changing

  private mutating func setRecord(_ node: Int32, layer: Int32, record: Int32) {
    nodes[Int(node)].layer = layer
    nodes[Int(node)].record = record
    nodes[Int(node)].namedBy = self.layer
  }

  private mutating func revive(_ node: Int32) {
    nodes[Int(node)].isLive = true
    guard !nodes[Int(node)].isLinked else { return }
    let parent = Int(nodes[Int(node)].parent)
    nodes[Int(node)].isLinked = true
    nodes[Int(node)].nextSibling = nodes[parent].firstChild
    nodes[parent].firstChild = node
  }

  /// Notes that the last removal takes away what a node stands for.
  private mutating func lose(_ node: Int32) {
    let (layer, record) = (Int(nodes[Int(node)].layer), Int(nodes[Int(node)].record))
    guard layer >= 0, nodes[Int(node)].isLive else { return }
    if lost[layer].isEmpty { lost[layer] = Array(repeating: FileTree.none, count: layers[layer].listing.count) }
    lost[layer][record] = Int32(removals.count - 1)
  }

  /// Takes away a node with all below it.
  private mutating func kill(_ node: Int32) {
    switch kind(node) {
    case .directory, .symbolicLink: generation &+= 1
    default: break
    }
    lose(node)
    nodes[Int(node)].isLive = false
    emptyDirectory(node)
  }

  /// Takes away all below a node. Each list of children is taken apart on the way, so no child is met twice.
  private mutating func emptyDirectory(_ node: Int32) {
    guard nodes[Int(node)].firstChild != FileTree.none else { return }
    generation &+= 1
    var pending = [node]
    while let parent = pending.popLast() {
      var child = nodes[Int(parent)].firstChild
      nodes[Int(parent)].firstChild = FileTree.none
      while child != FileTree.none {
        let next = nodes[Int(child)].nextSibling
        lose(child)
        nodes[Int(child)].isLive = false
        nodes[Int(child)].isLinked = false
        nodes[Int(child)].nextSibling = FileTree.none
        if nodes[Int(child)].firstChild != FileTree.none { pending.append(child) }
        child = next
      }
    }
  }

  /// The union, with the records that can be reached in it.
  consuming func finish() -> FileTree {
    var live = layers.map { [Bool](repeating: false, count: $0.listing.count) }
    var count = 0
    for node in nodes.dropFirst() where node.isLive {
      count += 1
      if node.layer >= 0 { live[Int(node.layer)][Int(node.record)] = true }
    }
    return FileTree(
      nodes: nodes, names: names, index: index, listings: layers.map(\.listing), kept: layers.map(\.kept),
      digests: layers.map(\.fileDigests), count: count, live: live, removals: removals, lost: lost,
      strayLinks: strayLinks)
  }
}
