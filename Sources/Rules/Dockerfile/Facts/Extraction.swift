internal import Dockerfile

/// Programs that unpack archives.
extension ShellCommand {
  private static let unpackers: Set = [
    "unzip", "gunzip", "bunzip2", "unlzma", "unxz", "zgz", "uncompress", "zcat", "gzcat", "bzcat", "xzcat", "unzstd",
    "zstdcat",
  ]
  private static let packers: Set = ["gzip", "bzip2", "xz", "lzma", "zstd"]

  /// The words that may name the files which it unpacks; empty for a command that unpacks nothing.
  var unpackedFiles: [Argument] {
    let name = program
    let line = line
    let isUnpacking =
      switch name {
      case "tar", "bsdtar": line.has("-x", "--extract", "--get")
      case "7z": ["x", "e"].contains(line.subcommand)
      default:
        Self.unpackers.contains(name)
          || (Self.packers.contains(name) && line.options.contains { $0.name == "-d" || $0.name.hasPrefix("--d") })
      }
    guard isUnpacking else { return [] }
    let input = redirections.filter { $0.operation == "<" }.map(\.target)
    return input + line.options.compactMap { ["-f", "--file"].contains($0.name) ? $0.value : nil } + line.operands
  }
}
