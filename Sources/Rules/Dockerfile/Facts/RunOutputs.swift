internal import Dockerfile

extension Run {
  /// Whether every command starts in the RUN's working directory: nothing changes it.
  var staysInDirectory: Bool { !commands.contains { ["cd", "pushd", "popd"].contains($0.name.text) } }

  /// A path of a command line from the root; nil when it is not known.
  func absolutePath(_ word: ShellCommand.Argument) -> String? {
    guard word.isKnown, !word.text.isEmpty else { return nil }
    if word.text.hasPrefix("/") { return word.text.withoutDots }
    if word.text.hasPrefix("~/") { return (home + word.text.dropFirst()).withoutDots }
    guard let workdir, staysInDirectory, !word.text.hasPrefix("~") else { return nil }
    return "\(workdir)/\(word.text)".withoutDots
  }

  /// The files that the commands write by name: downloads and redirections. What the same RUN removes again is not
  /// among them.
  var outputs: [BroughtPath] {
    let paths = commands.flatMap { command in
      written(by: command) + command.redirections.filter(\.takesOutput).compactMap { absolutePath($0.target) }
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

  private func written(by command: ShellCommand) -> [String] {
    guard command.name.text == "curl" || command.name.text == "wget" else { return [] }
    let line = command.line
    let option = command.name.text == "curl" ? line.option("-o", "--output") : line.option("-O", "--output-document")
    if let target = option?.value { return absolutePath(target).map { [$0] } ?? [] }
    let takesRemoteName = command.name.text == "wget" || line.has("-O", "--remote-name")
    guard takesRemoteName, let workdir, staysInDirectory, !line.has("-P", "--directory-prefix", "--output-dir") else {
      return []
    }
    return line.operands.compactMap { address in
      let name = address.isKnown ? address.text.lastComponent : ""
      return name.isEmpty || address.text.hasSuffix("/") ? nil : "\(workdir)/\(name)".withoutDots
    }
  }
}
