internal import Dockerfile
internal import Linting

/// What package managers leave in the layer of their RUN: what they write below their directories, when no cache or tmpfs
/// mount keeps it out, and nothing behind the call removes it.
extension PackageRun {
  /// The first of these calls that leaves something; nil when none does. `directories` says where a call writes: any of them
  /// will do, because a manager has several by its version; nil when it is not known.
  func firstLeftover(of calls: [PackageCall], areCaches: Bool = false, in directories: (PackageCall) -> [String]?)
    -> PackageCall?
  {
    let emptyings = calls.isEmpty ? [] : run.emptyings
    let homes = calls.isEmpty ? [] : run.homes
    var lastEmptying: [[String]: Int] = [:]
    return calls.first { call in
      guard let places = directories(call)?.spelled(for: homes) else { return !run.hasCacheMount }
      if places.isEmpty || places.contains("/dev/null") || places.contains(where: { run.isMounted($0) }) {
        return false
      }
      let manager = call.operation.manager.name
      let key = [manager] + places
      let last =
        lastEmptying[key] ?? emptyings.last { $0.empties(places, ofCaches: areCaches ? manager : nil) }?.index ?? -1
      lastEmptying[key] = last
      return call.index > last
    }
  }

  /// The first call of a system's package manager that leaves its cache behind: an install if there is one, because that is
  /// what all speak of, else an update or upgrade.
  func firstSystemLeftover(installs isInstall: (PackageCall) -> Bool) -> PackageCall? {
    let filling = calls.filter { [.install, .update, .upgrade].contains($0.operation.action) }
    let directories = { (call: PackageCall) -> [String]? in call.operation.manager.cacheDirectories() }
    return firstLeftover(of: filling.filter(isInstall), in: directories) ?? firstLeftover(of: filling, in: directories)
  }

  /// The first of these calls that leaves its cache behind.
  func firstCacheLeftover(of calls: [PackageCall], _ variables: RunVariables) -> PackageCall? {
    let filling = calls.filter { !switchesCacheOff($0, variables) }
    return firstLeftover(of: filling, areCaches: true) { variables.cacheDirectories(of: $0, in: self) }
  }

  /// Whether a call is told, by its options or by variables, to cache nothing; or may be, by a variable whose value is not
  /// known.
  func switchesCacheOff(_ call: PackageCall, _ variables: RunVariables, orUnknown: Bool = true) -> Bool {
    if call.operation.keepsNoCache { return true }
    guard let name = call.operation.manager.noCacheVariable, let value = variables.value(of: name, for: call, in: self)
    else { return false }
    switch value {
    case .unknown: return orUnknown
    // For pip any value of the variable means that there is to be no cache.
    case .known(let text): return !text.isEmpty && (call.operation.manager.name == "pip" || !text.isSwitchedOff)
    }
  }
}

/// A command of a RUN that empties directories.
struct Emptying {
  enum What {
    case removal(Removal)
    /// The directories that a package manager's own command empties, and the manager.
    case cleaning([String], manager: String)
    /// Nobody knows what it removes, but its name says that it does.
    case anything
  }

  /// The index of the command.
  var command: Int
  var what: What
  /// The index from which on it counts: in a function's body, which runs wherever it is called, beyond all commands.
  var index: Int

  init(command: Int, what: What) {
    self.command = command
    self.what = what
    self.index = command
  }

  /// Whether its text tells what it removes.
  var isKnown: Bool {
    if case .anything = what { false } else { true }
  }

  /// The word that names what it removes; nil for a package manager's own command.
  var word: ShellCommand.Argument? {
    if case .removal(let removal) = what { removal.argument } else { nil }
  }

  /// Whether it empties one of these directories. A manager finds its own caches wherever they are.
  func empties(_ directories: [String], ofCaches owner: String? = nil) -> Bool {
    switch what {
    case .removal(let removal): directories.contains(where: removal.empties)
    case .cleaning(let emptied, let manager): manager == owner || directories.contains { emptied.contains($0) }
    case .anything: true
    }
  }
}

extension Run {
  /// What empties directories, in the order of the commands.
  var emptyings: [Emptying] {
    let homes = homes
    var emptyings = removals.map { Emptying(command: $0.command, what: .removal($0)) }
    for call in packageCalls {
      let emptied = homes.flatMap { call.operation.emptiedDirectories(home: $0) }
      if !emptied.isEmpty {
        emptyings.append(Emptying(command: call.index, what: .cleaning(emptied, manager: call.operation.manager.name)))
      }
    }
    let calls = Set(packageCalls.map(\.index))
    for (index, command) in commands.enumerated() where command.mayEmptyCaches {
      if !calls.contains(index) { emptyings.append(Emptying(command: index, what: .anything)) }
    }
    for place in emptyings.indices where isInside(.function, commands[emptyings[place].command]) {
      emptyings[place].index = commands.count
    }
    return emptyings.sorted { $0.index < $1.index }
  }

  /// Whether it has a cache mount at all.
  var hasCacheMount: Bool { mounts.contains { $0.kind == .cache || $0.kind == .tmpfs } }

  /// The home directories that the user may have: the one that the file tells of, that of root, and those that mounts and
  /// removals speak of, because only the base image may know.
  var homes: [String] {
    var homes = [home, "/root"]
    let removed = commands.lazy.filter { $0.name.text == "rm" }.flatMap(\.arguments).map(\.text)
    for path in mounts.compactMap(\.target) + removed where path.hasPrefix("/home/") {
      let home = path.split(separator: "/").prefix(2).joined(separator: "/")
      if homes.count < Self.mostHomes, !homes.contains("/" + home) { homes.append("/" + home) }
    }
    return homes
  }

  private static let mostHomes = 8
}

extension ShellCommand {
  /// Whether it may empty a cache, nobody knows which: by its name, or as `rm -rf "$POETRY_CACHE_DIR"` where the base image
  /// sets that.
  fileprivate var mayEmptyCaches: Bool {
    if name.text.lowercased().contains("clean") { return true }
    return name.text == "rm" && arguments.contains { !$0.isKnown && $0.text.lowercased().contains("cache") }
  }
}

extension [String] {
  /// Directories as they are for each of the homes.
  func spelled(for homes: [String]) -> [String] {
    flatMap { directory in
      directory.hasPrefix("~/") ? homes.map { cleanPath($0 + directory.dropFirst()) } : [directory]
    }
  }
}

extension Removal {
  /// Whether it takes a directory or all in it, or what a pattern finds in it, as `lists/*_*` and `cache/*.gem`.
  func empties(_ directory: String) -> Bool {
    if covers(directory) { return true }
    guard path.hasPrefix(directory + "/") else { return false }
    return path.utf8.dropFirst(directory.utf8.count).contains(UInt8(ascii: "*"))
  }
}
