package import Images
internal import Linting

/// What is different between two images: a value that reports render. Sizes are left to the images themselves.
package struct ImageComparison: Sendable {
  /// A layer that only one of the images has.
  package struct LayerChange: Sendable, Hashable {
    /// From 0 at the bottom.
    package var index: Int
    /// The digest of its tar; empty when the config does not tell it.
    package var diffID: String
    /// Bytes of its files.
    package var unpacked: Int
    /// The instruction that made it, as the history has it.
    package var createdBy: String
  }

  /// The layers from the first that differs upward.
  package struct Layers: Sendable, Hashable {
    /// How many both images have from the bottom.
    package var shared = 0
    /// Those that only the old image has, from the bottom.
    package var removed: [LayerChange] = []
    /// Those that only the new image has, from the bottom.
    package var added: [LayerChange] = []
  }

  /// What a path is in one of the images.
  package struct FileState: Sendable, Hashable {
    /// `file`, `directory`, `symbolic link`, …
    package var kind: String
    /// Of its content.
    package var bytes: Int
    /// The permission bits with setuid, setgid and sticky.
    package var mode: UInt16
    /// The number of its user.
    package var uid: UInt32
    /// The number of its group.
    package var gid: UInt32
    /// The target of a symbolic link; nil for anything else.
    package var target: String?
    /// The layer that brought it.
    package var layer: Int
  }

  /// A path that is not the same in both images.
  package struct File: Sendable, Hashable {
    /// In which way it differs.
    package var change: FileChange.Kind
    /// Without a leading slash.
    package var path: String
    /// nil for what was added.
    package var old: FileState?
    /// nil for what was removed.
    package var new: FileState?
    /// The bytes that the image gained because the path is no hard link any more, negative where it became one.
    package var unshared = 0

    /// The bytes that the path has gained, negative where it lost some.
    package var growth: Int { (new?.bytes ?? 0) - (old?.bytes ?? 0) + unshared }
  }

  /// The index of the old image among the report's inputs; nil when the new one has no counterpart.
  package var old: Int?
  /// The same of the new image.
  package var new: Int?
  /// Which layers differ.
  package var layers = Layers()
  /// By path; empty unless both images are there.
  package var files: [File] = []
  /// What differs in their configs; empty unless both have one.
  package var config = ConfigComparison()
  /// How many files the text report lists.
  package var shownFiles = 20

  /// A pair in which nothing differs yet, by the places of its images in the report.
  package init(old: Int?, new: Int?) {
    self.old = old
    self.new = new
  }

  /// How many files have changed in one way, and the bytes that this brought or took.
  package func tally(_ change: FileChange.Kind) -> (count: Int, bytes: Int) {
    files.reduce((0, 0)) { sum, file in
      guard file.change == change else { return sum }
      return (sum.0 + 1, sum.1.addingSaturating(file.growth))
    }
  }

  /// The files, biggest growth first, then by path.
  package var filesByGrowth: [File] {
    files.sorted { ($1.growth, $0.path) < ($0.growth, $1.path) }
  }

  mutating func compare(_ before: ImageModel?, _ after: ImageModel?) {
    guard let before, let after else { return }
    layers = Layers(before.layers, after.layers)
    files = before.files.changes(to: after.files).map(File.init)
    config = ConfigComparison(before, after)
  }
}

extension ImageComparison.Layers {
  init(_ old: [Layer], _ new: [Layer]) {
    shared = zip(old, new).prefix { $0.identity != nil && $0.identity == $1.identity }.count
    removed = old.dropFirst(shared).map(ImageComparison.LayerChange.init)
    added = new.dropFirst(shared).map(ImageComparison.LayerChange.init)
  }
}

extension Layer {
  /// What says that two layers hold the same; nil when nothing does.
  fileprivate var identity: String? { diffID.isEmpty ? (digest.isEmpty ? nil : digest) : diffID }
}

extension ImageComparison.LayerChange {
  fileprivate init(_ layer: Layer) {
    self.init(index: layer.index, diffID: layer.diffID, unpacked: layer.unpacked, createdBy: layer.createdBy)
  }
}

extension ImageComparison.File {
  fileprivate init(_ change: FileChange) {
    self.init(
      change: change.kind, path: String(decoding: change.path, as: UTF8.self),
      old: change.old.map(ImageComparison.FileState.init), new: change.new.map(ImageComparison.FileState.init),
      unshared: change.unshared)
  }
}

extension ImageComparison.FileState {
  fileprivate init(_ file: FileEntry) {
    self.init(
      kind: word(for: file.kind), bytes: file.size, mode: file.mode, uid: file.uid, gid: file.gid,
      target: file.kind == .symbolicLink ? String(decoding: file.target, as: UTF8.self) : nil, layer: file.layer)
  }
}

/// A kind of file as reports name it.
private func word(for kind: FileEntry.Kind) -> String {
  switch kind {
  case .regularFile: "file"
  case .directory: "directory"
  case .symbolicLink: "symbolic link"
  case .characterDevice: "character device"
  case .blockDevice: "block device"
  case .pipe: "pipe"
  case .socket: "socket"
  case .danglingHardLink: "dangling hard link"
  }
}
