internal import Dockerfile
internal import Linting

extension Run {
  private static let plainOptions: Set = [
    "-x", "--extract", "--get", "-z", "--gzip", "-j", "--bzip2", "-J", "--xz", "-v", "--verbose", "-f", "--file", "-C",
    "--directory",
  ]

  /// The directory into which the RUN unpacks a tar archive, when it does nothing else than that and perhaps remove the archive:
  /// ADD does as much. nil for any other RUN.
  func directoryOfUnpacking(_ archive: ShellCommand.Argument) -> String? {
    guard isPlainChain, instruction.flags.isEmpty, let tar = commands.first, tar.program == "tar", tar.wrappers.isEmpty,
      commands.count == 1 || (commands.count == 2 && removes(archive))
    else { return nil }
    let line = tar.line
    let places = RunPaths(of: self)
    guard line.operands.isEmpty, line.options.allSatisfy({ Self.plainOptions.contains($0.name) }),
      let file = line.option("-f", "--file")?.value, file.source == archive.source, archive.isKnown
    else { return nil }
    guard let directory = line.option("-C", "--directory") else { return workdir }
    return directory.value.flatMap(places.absolute)
  }

  /// Whether its last command removes the archive and nothing else.
  private func removes(_ archive: ShellCommand.Argument) -> Bool {
    guard let rm = commands.last, rm.program == "rm" else { return false }
    return rm.line.operands.map(\.text) == [archive.text]
  }
}
