internal import Dockerfile
internal import Images
internal import Linting

/// The script that an image starts before its program.
struct EntrypointScript {
  var file: FileEntry
  var text: String

  /// Whether it ends by starting what it is given.
  var handsOver: Bool {
    text.split(separator: "\n").contains { line in
      let words = line.split { $0 == " " || $0 == "\t" }
      return words.first == "exec" && words.last.map { ["$@", "\"$@\""].contains($0) } == true
    }
  }

  static let wants = [
    WantedContents("**/*entrypoint*", sizeLimit: 1 << 16), WantedContents("*entrypoint*", sizeLimit: 1 << 16),
  ]
}

extension Launch {
  /// nil when the image starts its program itself, or nobody knows the script.
  var entrypointScript: EntrypointScript? {
    guard let image, let words = config?.entrypoint,
      let name = words.first(where: { baseName($0).contains("entrypoint") }), case .usable(let file) = program(name),
      let bytes = image.files.contents(of: file)
    else { return nil }
    return EntrypointScript(file: file, text: String(decoding: bytes, as: UTF8.self))
  }
}
