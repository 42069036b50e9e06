internal import Dockerfile

/// Where the paths of a RUN's command lines lie.
struct RunPaths {
  private let home: String
  /// Where every command starts; nil when that is not known, or changes.
  let directory: String?

  init(of run: Run) {
    home = run.home
    let moves = run.commands.contains { ["cd", "pushd", "popd"].contains($0.name.text) }
    directory = moves ? nil : run.workdir
  }

  /// A path of a command line from the root; nil when it is not known.
  func absolute(_ word: ShellCommand.Argument) -> String? {
    guard word.isKnown, !word.text.isEmpty else { return nil }
    if word.text.hasPrefix("/") { return cleanPath(word.text) }
    if word.text.hasPrefix("~/") { return cleanPath(home + word.text.dropFirst()) }
    return word.text.hasPrefix("~") ? nil : directory.map { cleanPath("\($0)/\(word.text)") }
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
    guard command.name.text == "curl" || command.name.text == "wget" else { return [] }
    let line = command.line
    let option = command.name.text == "curl" ? line.option("-o", "--output") : line.option("-O", "--output-document")
    if let target = option?.value { return places.absolute(target).map { [$0] } ?? [] }
    let takesRemoteName = command.name.text == "wget" || line.has("-O", "--remote-name")
    guard takesRemoteName, let directory = places.directory, !line.has("-P", "--directory-prefix", "--output-dir")
    else {
      return []
    }
    return line.operands.compactMap { address in
      let name = address.isKnown ? address.text.lastComponent : ""
      return name.isEmpty || address.text.hasSuffix("/") ? nil : cleanPath("\(directory)/\(name)")
    }
  }
}
