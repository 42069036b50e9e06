internal import Linting

/// A path that a command of a RUN removes.
package struct Removal: Sendable {
  /// Absolute where that is known; it may hold globs, its braces are expanded.
  package var path: String
  /// Whether directories go with what they hold.
  package var isRecursive: Bool
  /// The index of the command in `Run.commands`.
  package var command: Int
  package var argument: ShellCommand.Argument
}

extension Run {
  /// What `rm`, `rmdir`, `unlink` and `find … -delete` remove, in the order of the text.
  ///
  /// A quoted wildcard is a name that hardly any file has, so what holds one removes nothing.
  package var removals: [Removal] {
    var removals: [Removal] = []
    var directory = workdir
    for (index, command) in commands.enumerated() {
      switch command.name.text {
      case "cd", "pushd":
        // Inside a subshell or a substitution it changes nothing for what follows; what it changes there is not known.
        let isTop =
          pipelines.indices.contains(command.position.pipeline)
          && [.run, .group].contains(pipelines[command.position.pipeline].enclosure)
        directory = isTop ? self.directory(behind: command, from: directory) : nil
      case "popd": directory = nil
      case "rm", "rmdir", "unlink":
        let line = command.line
        let isRecursive = line.has("-r", "-R", "--recursive", "-d", "--dir") || command.name.text == "rmdir"
        let mayExpand = command.shell.dialect?.mayExpandBraces ?? true
        for operand in line.operands where !operand.isVerbatim {
          for path in mayExpand ? expandBraces(operand.text) : [operand.text] {
            guard let path = absolute(path, in: directory) else { continue }
            removals.append(Removal(path: path, isRecursive: isRecursive, command: index, argument: operand))
          }
        }
      case "find":
        for operand in command.deletedByFind where !operand.isVerbatim {
          guard let path = absolute(operand.text, in: directory) else { continue }
          removals.append(Removal(path: path + "/*", isRecursive: true, command: index, argument: operand))
        }
      default: break
      }
    }
    return removals
  }

  /// Whether a command behind the one at `index` removes a directory, or all that is in it. `nil` asks of the whole RUN.
  package func removes(_ directory: String, after index: Int? = nil) -> Bool {
    let first = (index ?? -1) + 1
    let mayRemove = commands.dropFirst(first).contains { ["rm", "rmdir", "find"].contains($0.name.text) }
    return mayRemove && removals.contains { $0.command >= first && $0.covers(directory) }
  }

  private func directory(behind command: ShellCommand, from directory: String?) -> String? {
    let operands = command.line.operands
    guard let operand = operands.first else { return command.name.text == "cd" ? home : nil }
    return operands.count == 1 ? absolute(operand.text, in: directory) : nil
  }

  /// A path of a command line from the root, `~` and `$HOME` replaced; nil when its beginning is not known.
  ///
  /// - Parameter directory: the directory in which the command starts; nil where nobody knows it.
  package func absolute(_ path: String, in directory: String?) -> String? {
    if path.hasPrefix("/") { return cleanPath(path) }
    for prefix in ["~", "$HOME", "${HOME}"] where path == prefix || path.hasPrefix(prefix + "/") {
      return cleanPath(home + path.dropFirst(prefix.count))
    }
    if path.hasPrefix("$") || path.hasPrefix("`") || path.hasPrefix("~") { return nil }
    // Longer than any path may be, it comes from no person: many a `cd` one behind the other.
    guard let directory, directory.utf8.count + path.utf8.count < 4096 else { return nil }
    return cleanPath("\(directory)/\(path)")
  }
}

extension Removal {
  /// Whether nothing of a directory but its own name is left.
  package func covers(_ directory: String) -> Bool {
    let wanted = cleanPath(directory).split(separator: "/")
    var pattern = path.split(separator: "/")
    // `dir/*` is as good as `dir`, and takes plain files also when it does not go deeper.
    var isRecursive = isRecursive
    if let last = pattern.last, ["*", "**", "*.*", "?*", "*/"].contains(last) {
      pattern.removeLast()
      if pattern.count == wanted.count { isRecursive = true }
    }
    guard isRecursive, pattern.count <= wanted.count, !pattern.isEmpty else { return false }
    return zip(pattern, wanted).allSatisfy { pattern, name in
      pattern == name
        || (pattern.utf8.contains(where: { "*?[".utf8.contains($0) }) && Glob(String(pattern)).matches(String(name)))
    }
  }
}

extension ShellCommand {
  /// The starting points of a `find` that deletes all it finds there; none when a test narrows that.
  fileprivate var deletedByFind: [Argument] {
    let start =
      arguments.firstIndex { $0.text.hasPrefix("-") || $0.text == "!" || $0.text == "(" } ?? arguments.endIndex
    var rest = arguments[start...]
    var deletes = false
    while let word = rest.popFirst() {
      switch word.text {
      case "-delete": deletes = true
      case "-mindepth", "-maxdepth", "-type": rest = rest.dropFirst()
      case "-depth", "-d", "-xdev", "-mount", "-print", "-print0", "-ignore_readdir_race": break
      case "-exec", "-execdir":
        deletes = deletes || rest.first.map { baseName($0.text) == "rm" } ?? false
        rest = rest.drop { $0.text != ";" && $0.text != "+" }.dropFirst()
      default: return []
      }
    }
    return deletes ? Array(arguments[..<start]) : []
  }
}
