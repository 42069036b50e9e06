internal import Dockerfile

extension Run {
  /// The directory in which every command starts; nil when it is not known, or a command changes it.
  private var onlyDirectory: String? {
    commands.contains { ["cd", "pushd", "popd"].contains($0.name.text) } ? nil : workdir
  }

  /// A path of a command line from the root; nil when it is not known.
  func absolutePath(_ word: ShellCommand.Argument) -> String? {
    // Only a relative path needs to know where its command starts.
    absolutePath(word, in: word.text.hasPrefix("/") ? nil : onlyDirectory)
  }

  private func absolutePath(_ word: ShellCommand.Argument, in directory: String?) -> String? {
    word.isKnown && !word.text.isEmpty ? absolute(word.text, in: directory) : nil
  }

  /// The files that the commands write by name: downloads and redirections. What the same RUN removes again is not
  /// among them.
  var outputs: [BroughtPath] {
    let directory = onlyDirectory
    let paths = commands.flatMap { command in
      written(by: command, in: directory)
        + command.redirections.filter(\.takesOutput).compactMap { absolutePath($0.target, in: directory) }
    }
    if paths.isEmpty { return [] }
    let removals = removals
    return paths.filter { path in
      !path.hasPrefix("/dev/") && !path.hasPrefix("/proc/") && !isMounted(path, by: [.cache, .tmpfs, .bind])
        && !removals.prefix(Self.mostRemovals).contains { $0.takes(path) }
    }.map { BroughtPath(instruction: instruction, source: $0, candidates: [$0], isFile: true) }
  }

  /// More than one RUN of a person has.
  private static let mostRemovals = 256

  private func written(by command: ShellCommand, in directory: String?) -> [String] {
    guard command.isDownloader else { return [] }
    if let target = command.downloadTarget { return absolutePath(target, in: directory).map { [$0] } ?? [] }
    guard !command.printsDownload, let directory, !command.line.has("-P", "--directory-prefix", "--output-dir") else {
      return []
    }
    return command.downloadAddresses.compactMap { address in
      let name = address.isKnown ? address.text.lastComponent : ""
      return name.isEmpty || address.text.hasSuffix("/") ? nil : "\(directory)/\(name)".withoutDots
    }
  }
}
