internal import Dockerfile

/// Where the paths of a RUN's command lines lie.
struct RunPaths {
  private let run: Run
  /// Where every command starts; nil when that is not known, or changes.
  let directory: String?

  init(of run: Run) {
    self.run = run
    let moves = run.commands.contains { ["cd", "pushd", "popd"].contains($0.name.text) }
    directory = moves ? nil : run.workdir
  }

  /// A path of a command line from the root; nil when it is not known.
  func absolute(_ word: ShellCommand.Argument) -> String? {
    word.isKnown && !word.text.isEmpty ? run.absolute(word.text, in: directory) : nil
  }
}

extension Run {
  /// The files that the commands write by name: downloads and redirections. What the same RUN removes again is not
  /// among them.
  var outputs: [BroughtPath] {
    let places = RunPaths(of: self)
    let paths = commands.flatMap { command in
      written(by: command, places)
        + command.redirections.filter(\.takesOutput).compactMap { places.absolute($0.target) }
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

  private func written(by command: ShellCommand, _ places: RunPaths) -> [String] {
    guard command.isDownloader else { return [] }
    if let target = command.downloadTarget { return places.absolute(target).map { [$0] } ?? [] }
    guard !command.printsDownload, let directory = places.directory,
      !command.line.has("-P", "--directory-prefix", "--output-dir")
    else {
      return []
    }
    return command.downloadAddresses.compactMap { address in
      let name = address.isKnown ? address.text.lastComponent : ""
      return name.isEmpty || address.text.hasSuffix("/") ? nil : cleanPath("\(directory)/\(name)")
    }
  }
}
