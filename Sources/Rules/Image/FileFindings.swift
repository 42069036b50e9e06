internal import Images
internal import Linting

extension ImageModel {
  /// A finding about a file of the image, in the layer that brought it.
  func finding(_ info: RuleInfo, _ message: String, of file: FileEntry, aliases: [String]? = nil) -> Finding {
    finding(info, message, at: file.displayPath, layer: file.layer, aliases: aliases)
  }

  /// A finding about a path of a layer.
  func finding(
    _ info: RuleInfo, _ message: String, at path: String, layer: Int, aliases: [String]? = nil
  ) -> Finding {
    var finding = Finding(info, message, aliases: aliases)
    finding.layer = reference(toLayer: layer)
    finding.file = path
    return finding
  }

  /// The name of the user, or the number of one that the image does not know.
  func ownerName(of file: FileEntry) -> String {
    accounts?.userNames[Int(file.uid)] ?? "uid \(file.uid)"
  }

  func groupName(of file: FileEntry) -> String {
    accounts?.groupNames[Int(file.gid)].map { "the group \($0)" } ?? "gid \(file.gid)"
  }

  /// `layer 2 (RUN npm ci)`
  func layerName(_ index: Int) -> String {
    layers.indices.contains(index) ? Rules.layerName(layers[index]) : "layer \(index)"
  }
}

/// A path as one layer has it.
struct LayerPath: Hashable, Comparable {
  var layer: Int
  var path: String

  static func < (left: LayerPath, right: LayerPath) -> Bool { (left.layer, left.path) < (right.layer, right.path) }
}

extension FileEntry {
  var modeText: String { octal(mode) }
}

extension String {
  /// Whether the path is that of a directory, or lies below it.
  func isAtOrBelow(_ directory: String) -> Bool {
    self == directory || (hasPrefix(directory) && utf8.dropFirst(directory.utf8.count).first == UInt8(ascii: "/"))
  }

  /// The same of many directories: it asks for each directory above the path, however many there are to be asked for.
  func isAtOrBelow(anyOf directories: Set<String>) -> Bool {
    guard !directories.isEmpty else { return false }
    var end = utf8.endIndex
    while true {
      if directories.contains(String(self[..<end])) { return true }
      guard let slash = utf8[..<end].lastIndex(of: UInt8(ascii: "/")) else { return false }
      end = slash
    }
  }
}
