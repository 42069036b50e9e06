internal import Dockerfile

/// The paths that a shell command writes, as far as they are written out and begin at the root.
struct WrittenOperands {
  private(set) var paths: [String] = []
  /// Whether it makes directories where there are none: `mkdir`.
  private(set) var areDirectories = false

  /// - Parameter words: those of the command; nil for one that is expanded.
  init(_ command: SimpleCommand, _ words: [String?], in bytes: [UInt8]) {
    var found = command.redirections.filter { Self.writing.contains($0.operation) }.map { $0.target.literal(in: bytes) }
    let operands = words.dropFirst().filter { $0?.hasPrefix("-") != true }
    switch words.first ?? nil {
    case "mkdir":
      areDirectories = found.isEmpty
      found += operands
    case "touch", "tee": found += operands
    case "cp", "mv", "ln", "install": found += operands.count > 1 ? operands.suffix(1) : []
    case "chown", "chmod", "chgrp": found += operands.dropFirst()
    case "sed": found += words.contains { $0?.hasPrefix("-i") == true } ? operands.dropFirst() : []
    default: break
    }
    paths = found.compactMap { $0 }.filter { path in
      path.hasPrefix("/") && path.count > 1 && !path.contains { "*?[".contains($0) }
        && !Self.virtual.contains { path.hasPrefix($0) }
    }
  }

  private static let writing: Set = [">", ">>", ">|", "&>", "&>>"]
  private static let virtual = ["/dev/", "/proc/", "/sys/"]
}
