package import Images
internal import Linting

/// Where an image's bytes are: its largest files and directories, largest first.
package struct LargestPaths: Sendable, Hashable {
  /// The most that `--top` may ask for.
  package static let limit = 1000

  package var files: [SizedPath]
  package var directories: [DirectorySize]

  package init(files: [SizedPath], directories: [DirectorySize]) {
    self.files = files
    self.directories = directories
  }

  init(of image: ImageModel, count: Int) {
    self.init(files: image.files.largestFiles(count), directories: image.files.directorySizes(count))
  }

  func write(to out: inout TerminalText) {
    var directoryTable = TextTable([.trailing, .trailing, .leading, .leading])
    directoryTable.rows.append(["below", "in it", "most of it", "directory"].map { .init($0, .faint) })
    for directory in directories {
      directoryTable.rows.append([
        .init(ByteSize(directory.bytes).description), .init(ByteSize(directory.ownBytes).description),
        .init("layer \(directory.layer)"), .init(directory.path + "/"),
      ])
    }
    directoryTable.write(to: &out)
    out.endLine()
    var fileTable = TextTable([.trailing, .leading, .leading])
    fileTable.rows.append(["bytes", "brought by", "file"].map { .init($0, .faint) })
    for file in files {
      fileTable.rows.append([
        .init(ByteSize(file.bytes).description), .init(file.layer.map { "layer \($0)" } ?? ""), .init(file.path),
      ])
    }
    fileTable.write(to: &out)
    out.endLine()
  }
}

extension JSONWriter {
  mutating func largestPaths(_ paths: LargestPaths) {
    object { json in
      json.name("files")
      json.lines(paths.files) { json, file in
        json.object { json in
          json.name("path")
          json.value(file.path)
          json.name("bytes")
          json.value(file.bytes)
          json.name("layer")
          json.optional(file.layer) { $0.value($1) }
        }
      }
      json.name("directories")
      json.lines(paths.directories) { json, directory in
        json.object { json in
          json.name("path")
          json.value(directory.path)
          json.name("bytes")
          json.value(directory.bytes)
          json.name("own")
          json.value(directory.ownBytes)
          json.name("layer")
          json.value(directory.layer)
        }
      }
    }
  }
}
