import TestSupport

/// What lies at a path of the reference model.
struct NaiveFile: Equatable {
  enum Kind: Equatable {
    case directory
    /// Files with one number are one file with several names.
    case file(inode: Int, size: Int)
    case link(String)
    case danglingHardLink
  }

  var kind: Kind
  var layer: Int
}

/// Layers laid over one another the slow and obvious way: a dictionary of whole paths, searched from end to end for each
/// change. Sizes are counted from scratch. It exists to be compared with.
struct NaiveUnion {
  private(set) var files: [String: NaiveFile] = [:]
  /// The layer and size of each inode.
  private(set) var inodes: [(layer: Int, size: Int)] = []
  /// By inode, the layer after which no name of it was left.
  private(set) var deaths: [Int: Int] = [:]

  init(_ layers: [ImageListing.Layer]) {
    for (number, layer) in layers.enumerated() {
      apply(layer, number)
      for inode in Set(inodes.indices).subtracting(live) where deaths[inode] == nil { deaths[inode] = number }
    }
  }

  private var live: Set<Int> {
    Set(files.values.compactMap { file -> Int? in if case .file(let inode, _) = file.kind { inode } else { nil } })
  }

  /// For each layer, the bytes that it brought.
  func unpacked(layer: Int) -> Int { inodes.filter { $0.layer == layer }.map(\.size).reduce(0, +) }

  /// For each layer, the bytes that it brought and that are still there.
  func live(layer: Int) -> Int {
    live.filter { inodes[$0].layer == layer }.map { inodes[$0].size }.reduce(0, +)
  }

  private mutating func apply(_ layer: ImageListing.Layer, _ number: Int) {
    for entry in layer.entries {
      switch entry.content {
      case .whiteout:
        let (directory, name) = split(text(entry.path))
        if let directory = resolve(directory) { removeAll(join(directory, name)) }
      case .opaqueWhiteout:
        if let directory = resolve(text(entry.path)), directory.isEmpty || files[directory]?.kind == .directory {
          for path in files.keys where isBelow(path, directory) { files[path] = nil }
        }
      default: break
      }
    }
    for entry in layer.entries { put(entry, number) }
  }

  private mutating func put(_ entry: ImageListing.Entry, _ number: Int) {
    let kind: NaiveFile.Kind
    let path = text(entry.path).split(separator: "/").joined(separator: "/")
    let (parent, name) = split(path)
    switch entry.content {
    case .whiteout, .opaqueWhiteout, .device, .blockDevice, .pipe, .sparse: return
    case .directory: kind = .directory
    case .symbolicLink(let target): kind = .link(text(target))
    case .file(let bytes):
      inodes.append((number, bytes.count))
      kind = .file(inode: inodes.count - 1, size: bytes.count)
    case .hardLink(let target):
      guard make(parent, number) != nil else { return }
      let (directory, name) = split(text(target))
      let found = resolve(directory).flatMap { files[join($0, name)] }
      kind = found.map(\.kind).flatMap { $0 == .directory ? nil : $0 } ?? .danglingHardLink
    }
    guard let directory = make(parent, number) else { return }
    let full = join(directory, name)
    if !(kind == .directory && files[full]?.kind == .directory) { removeAll(full) }
    files[full] = NaiveFile(kind: kind, layer: number)
  }

  /// The directory at a path, made where it is missing; nil after too many links.
  private mutating func make(_ path: String, _ number: Int) -> String? {
    var parts = path.split(separator: "/").map(String.init)
    var current = ""
    var hops = 0
    while !parts.isEmpty {
      let part = parts.removeFirst()
      if part == ".." {
        current = split(current).0
        continue
      }
      let next = join(current, part)
      switch files[next]?.kind {
      case .directory: current = next
      case .link(let target):
        hops += 1
        if hops > 40 { return nil }
        if target.hasPrefix("/") { current = "" }
        parts = target.split(separator: "/").map(String.init) + parts
      default:
        removeAll(next)
        files[next] = NaiveFile(kind: .directory, layer: number)
        current = next
      }
    }
    return current
  }

  /// The directory at a path; nil when it is not there.
  private func resolve(_ path: String) -> String? {
    var parts = path.split(separator: "/").map(String.init)
    var current = ""
    var hops = 0
    while !parts.isEmpty {
      let part = parts.removeFirst()
      if part == ".." {
        current = split(current).0
        continue
      }
      let next = join(current, part)
      switch files[next]?.kind {
      case .directory: current = next
      case .link(let target):
        hops += 1
        if hops > 40 { return nil }
        if target.hasPrefix("/") { current = "" }
        parts = target.split(separator: "/").map(String.init) + parts
      default: return nil
      }
    }
    return current
  }

  private mutating func removeAll(_ path: String) {
    for other in files.keys where other == path || isBelow(other, path) { files[other] = nil }
  }

  private func isBelow(_ path: String, _ directory: String) -> Bool {
    directory.isEmpty || path.hasPrefix(directory + "/")
  }

  private func join(_ directory: String, _ name: String) -> String { directory.isEmpty ? name : "\(directory)/\(name)" }

  private func split(_ path: String) -> (String, String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
