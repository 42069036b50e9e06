internal import Dockerfile
internal import Images
internal import Workloads

/// A file or a directory that a container comes to run or to read, where its image has it, whatever is mounted over it.
struct NeededFile {
  enum Role {
    case program
    /// What the first line of the program names.
    case interpreter(of: String)
    /// What an interpreter is given to run.
    case script(of: String)
    /// What a server or an interpreter is given by the name that it has in the language.
    case module(String, of: String)
    /// What a program reads first.
    case settings(of: String)
    /// A directory with what the program imports.
    case libraries(of: String)
  }

  var role: Role
  /// From the root.
  var path: String
  /// The mount in the place of the file, and that surely lacks it.
  var hiding: VolumeMount?
}

extension Launch {
  /// The files that the process needs, in the order in which it comes to them.
  var neededFiles: [NeededFile] {
    guard let name = process?.program else { return [] }
    var files = needed(name, .program).map { [$0] } ?? []
    if case .usable(let program) = program(name) {
      files += interpreters(of: program).compactMap { needed($0, .interpreter(of: "/\(program.displayPath)")) }
    }
    // What an init program or a shell starts is needed as well.
    files += servers.compactMap(\.first).filter { $0 != name }.compactMap { needed($0, .script(of: baseName(name))) }
    return files + scripts.compactMap(neededFile) + neededModules + neededSettings + neededLibraries
  }

  /// What stands in the way of a path that the image has.
  func needed(at path: String, _ role: NeededFile.Role) -> NeededFile {
    var needed = NeededFile(role: role, path: path)
    if case .hidden(let mount) = presence(of: path) { needed.hiding = mount }
    return needed
  }

  /// A program that is looked up by its name.
  private func needed(_ name: String, _ role: NeededFile.Role) -> NeededFile? {
    if case .hidden(let mount, let path) = program(name) {
      return NeededFile(role: role, path: cleanPath(path), hiding: mount)
    }
    let path = candidates(for: name).lazy.map(cleanPath).first { image?.files.entry(at: $0)?.kind == .regularFile }
    return path.map { NeededFile(role: role, path: $0) }
  }

  private func neededFile(_ script: Script) -> NeededFile? {
    guard script.name.hasPrefix("/") || !chain.mayChangeDirectory, let path = absolute(script.name).map(cleanPath),
      image?.files.entry(at: path)?.kind == .regularFile
    else { return nil }
    return needed(at: path, .script(of: script.interpreter))
  }
}
