internal import Dockerfile
internal import Images
internal import Linting

/// What a container starts, and what checks its health.
struct StartedProgram {
  /// Where the config names it: `ENTRYPOINT`, `CMD` or `HEALTHCHECK`.
  var source: String
  /// The word that names the program.
  var name: String

  var setting: ImageSetting {
    switch source {
    case "ENTRYPOINT": .entrypoint
    case "CMD": .cmd
    default: .healthcheck
    }
  }
}

extension ImageConfig {
  /// The program of a container that is started without a command of its own: ENTRYPOINT's first word, or else CMD's.
  var mainProgram: StartedProgram? {
    if let name = entrypoint.first { return StartedProgram(source: "ENTRYPOINT", name: name) }
    return cmd.first.map { StartedProgram(source: "CMD", name: $0) }
  }

  /// The programs that the health check needs: its own, and the shell that runs a text.
  var healthPrograms: [StartedProgram] {
    guard let healthcheck, healthcheck.checksAnything else { return [] }
    let test = healthcheck.test
    let names: [String]
    switch test[0] {
    case "CMD": names = [test[1]]
    case "CMD-SHELL": names = [shell.first ?? "/bin/sh"] + (firstCommand(of: test[1]).map { [$0] } ?? [])
    default: names = []
    }
    return names.map { StartedProgram(source: "HEALTHCHECK", name: $0) }
  }
}

/// The program that a shell text begins with, when that is plain to see; nil for the shell's own words.
private func firstCommand(of text: String) -> String? {
  let words = text.split(whereSeparator: \.isWhitespace).drop(while: isAssignment)
  guard let word = words.first.map(String.init) else { return nil }
  let isPlain = word.utf8.allSatisfy { $0.isLatinLetter || $0.isDecimalDigit || "/._-+".utf8.contains($0) }
  return isPlain && !shellWords.contains(word) ? word : nil
}

/// `NAME=value` before a command.
private func isAssignment(_ word: Substring) -> Bool {
  guard let equals = word.firstIndex(of: "=") else { return false }
  return equals > word.startIndex
    && word[..<equals].utf8.allSatisfy { $0.isLatinLetter || $0.isDecimalDigit || $0 == UInt8(ascii: "_") }
}

let shellWords: Set = [
  ".", "alias", "bg", "break", "case", "cd", "command", "continue", "echo", "eval", "exec", "exit", "export", "false",
  "fg", "for", "function", "hash", "if", "jobs", "kill", "local", "printf", "pwd", "read", "readonly", "return", "set",
  "shift", "source", "test", "time", "times", "trap", "true", "type", "ulimit", "umask", "unset", "until", "wait",
  "while",
]

extension ImageModel {
  /// What a program's name leads to.
  enum ProgramFile {
    case program(FileEntry)
    /// The image's user may not execute it, or not pass through a directory on the way.
    case notExecutable(FileEntry, blocking: FileEntry)
    case directory(FileEntry)
    case missing
  }

  /// Looks a program up as the runtime does: by PATH, or from the working directory when the name has a slash.
  func program(_ name: String) -> ProgramFile {
    let candidates = name.contains("/") ? [name] : searchPath.map { "\($0)/\(name)" }
    let user = userIDs
    var found: ProgramFile?
    for path in candidates.map(absolute) {
      guard let file = files.entry(at: path) else { continue }
      if file.kind == .directory, name.contains("/") { return .directory(file) }
      guard file.kind == .regularFile else { continue }
      guard let blocking = obstacle(to: file, named: path, for: user) else { return .program(file) }
      found = found ?? .notExecutable(file, blocking: blocking)
    }
    return found ?? .missing
  }

  /// The directories of PATH; those that the runtime takes when the config has none.
  var searchPath: [String] {
    (variable("PATH") ?? Environment.defaultPath)
      .split(separator: ":", omittingEmptySubsequences: false).map(String.init)
  }

  /// A path from the root; a relative one begins in the working directory.
  func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(config?.workingDir ?? "")/\(path)"
  }

  /// The uid and gid of the image's user; nil when they cannot be told.
  var userIDs: (uid: Int, gid: Int?)? {
    guard let config, let uid = (accounts ?? Accounts(passwd: [])).resolve(user: config.user) else { return nil }
    let group = config.accountGroup
    let gid =
      group.isEmpty
      ? accounts?.users.first { $0.uid == uid }?.gid ?? 0
      : accounts?.groups.first { $0.name == group }?.gid ?? Int(group)
    return (uid, gid)
  }

  /// The groups of the image's user: the one that the config names, or else that of its account with all that list it as a member; nil when
  /// they cannot be told.
  private var userGroups: Set<Int>? {
    guard let config, let accounts, let user = userIDs, let gid = user.gid else { return nil }
    guard config.accountGroup.isEmpty, let name = accounts.userNames[user.uid] else { return [gid] }
    return Set(accounts.groups.filter { $0.members.contains(name) }.map(\.gid)).union([gid])
  }

  /// What keeps the user from a program: a directory on the way, as its name or as the links in it lead there, or itself.
  private func obstacle(to file: FileEntry, named path: String, for user: (uid: Int, gid: Int?)?) -> FileEntry? {
    let isOrdinary = user.map { $0.uid != 0 } ?? false
    let directories =
      isOrdinary ? self.directories(above: relativeToRoot(path)) + self.directories(above: file.displayPath) : []
    return directories.first { !mayExecute($0, as: user) } ?? (mayExecute(file, as: user) ? nil : file)
  }

  /// The directories that lie above a path, from the root on, links followed.
  func directories(above path: String) -> [FileEntry] {
    let ends = path.utf8.indices.filter { path.utf8[$0] == UInt8(ascii: "/") }
    return ([""] + ends.map { String(path[..<$0]) }).compactMap { files.entry(at: $0) }
  }

  /// Root may run whatever anybody may run; others by the bits for their own part.
  private func mayExecute(_ file: FileEntry, as user: (uid: Int, gid: Int?)?) -> Bool {
    guard let user, user.uid != 0 else { return file.mode & 0o111 != 0 }
    if Int(file.uid) == user.uid { return file.mode & 0o100 != 0 }
    // Where nobody knows the groups of the user, the group's bit counts for everybody.
    guard let groups = userGroups else { return file.mode & 0o011 != 0 }
    return file.mode & (groups.contains(Int(file.gid)) ? 0o010 : 0o001) != 0
  }
}

/// A path as findings name files: without a leading slash.
func relativeToRoot(_ path: String) -> String { String(cleanPath(path).drop { $0 == "/" }) }
