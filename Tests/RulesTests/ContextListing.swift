import Dockerfile
import Linting

/// A build context as a text: one file a line, its path and its size (`src/app.ts 12kB`).
enum ContextListing {
  struct BadLine: Error {
    var line: Substring
  }

  /// The context of an example or a fixture; nil when nothing is known of it. The ignore file counts, as in a real one.
  static func context(ignoreFile: String?, files: String?) throws -> BuildContext? {
    guard ignoreFile != nil || files != nil else { return nil }
    let patterns = ignoreFile.map { DockerIgnore(Array($0.utf8)) }
    let listed = try files.map { text in try text.split(separator: "\n").map(file) }
    return BuildContext(
      ignore: patterns.map { (".dockerignore", $0) },
      files: listed.map { files in ContextFiles(files.filter { patterns?.excludes($0.path) != true }) })
  }

  private static func file(_ line: Substring) throws -> ContextFiles.File {
    let words = line.split(separator: " ")
    guard words.count == 2 else { throw BadLine(line: line) }
    return ContextFiles.File(path: String(words[0]), size: try ByteSize.parse(String(words[1])).bytes)
  }
}
