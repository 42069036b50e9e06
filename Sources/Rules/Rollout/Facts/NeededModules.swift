internal import Dockerfile
internal import Images

extension Launch {
  /// The files that the servers load by the names that they have in their language: `uvicorn shop.main:app`, `python -m shop`, `npm start`.
  ///
  /// nil where a setting leads elsewhere, and where an installed package has the name.
  var neededModules: [NeededFile] {
    guard !chain.mayChangeDirectory, let image, environment.value(of: "PYTHONPATH") == nil, !environment.isOpen,
      let directory = workingDirectory
    else { return [] }
    return servers.compactMap { words in
      guard let first = words.first else { return nil }
      let server = ServerFlags.name(of: first, words)
      if Self.packageManagers.contains(server) {
        let path = cleanPath("\(directory)/package.json")
        guard !words.contains(where: { Self.otherPlaces.contains($0) || $0.hasPrefix("--prefix") }),
          image.files.entry(at: path)?.kind == .regularFile
        else { return nil }
        return needed(at: path, .settings(of: server))
      }
      guard let name = module(of: words, server), let top = name.split(separator: ".").first,
        !pythonLibraries(of: first).contains(where: { isInstalled(String(top), in: $0) })
      else { return nil }
      let base = cleanPath("\(directory)/" + name.split(separator: ".").joined(separator: "/"))
      let path = ["\(base)/__main__.py", "\(base).py", "\(base)/__init__.py"].first {
        image.files.entry(at: $0)?.kind == .regularFile
      }
      return path.map { needed(at: $0, .module(name, of: baseName(first))) }
    }
  }

  private static let packageManagers: Set = ["npm", "yarn", "pnpm"]
  /// Flags that lead to another directory.
  private static let otherPlaces: Set = ["--cwd", "-C", "--dir"]

  private func module(of words: [String], _ server: String) -> String? {
    if Self.applicationServers.contains(server) {
      guard !words.contains(where: { $0.hasPrefix("--app-dir") || $0.hasPrefix("--chdir") || $0 == "-c" }) else {
        return nil
      }
      return words.dropFirst().lazy.compactMap(Self.moduleOfApplication).first
    }
    guard let call = InterpreterCall(words), call.interpreter == "python", case .module(let name) = call.subject else {
      return nil
    }
    return name
  }

  private static let applicationServers: Set = ["uvicorn", "gunicorn", "hypercorn", "daphne", "granian"]

  /// `shop.main` for `shop.main:app`; nil for addresses and paths.
  private static func moduleOfApplication(_ word: String) -> String? {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.first.map { $0.isLetter || $0 == "_" } == true }),
      parts[0].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." })
    else { return nil }
    return String(parts[0])
  }

  private func isInstalled(_ name: String, in directory: String) -> Bool {
    [name, "\(name).py"].contains { image?.files.entry(at: "\(directory)/\($0)") != nil }
  }

  // MARK: Settings

  /// The settings without which a program ends, where its command line names no others.
  var neededSettings: [NeededFile] {
    servers.compactMap { words in
      guard let name = words.first.map(baseName), let path = Self.settings[name],
        !words.contains(where: { $0.hasPrefix("-c") || $0 == "-f" || $0 == "-p" }),
        image?.files.entry(at: path)?.kind == .regularFile
      else { return nil }
      return needed(at: path, .settings(of: name))
    }
  }

  private static let settings = [
    "nginx": "/etc/nginx/nginx.conf", "httpd": "/usr/local/apache2/conf/httpd.conf",
    "php-fpm": "/usr/local/etc/php-fpm.conf",
  ]

  // MARK: Libraries

  /// The directories of installed packages that the programs import from: those of the script's own directory or above it for
  /// Node.js, those
  /// beside the interpreter for Python.
  var neededLibraries: [NeededFile] {
    var seen: Set<String> = []
    return servers.flatMap { words -> [NeededFile] in
      guard let first = words.first else { return [] }
      let paths = nodeLibraries(of: words) ?? pythonLibraries(of: first)
      return paths.filter { seen.insert($0).inserted }.map { needed(at: $0, .libraries(of: baseName(first))) }
    }
  }

  /// nil for what is no program of Node.js.
  private func nodeLibraries(of words: [String]) -> [String]? {
    guard let image, let first = words.first.map(baseName) else { return nil }
    var place: String?
    if Self.packageManagers.contains(first) {
      place = workingDirectory
    } else if let call = InterpreterCall(words), call.interpreter == "node", call.isSure,
      case .file(let name) = call.subject
    {
      place = absolute(name).map { cleanPath("\($0)/..") }
    } else {
      return nil
    }
    guard !chain.mayChangeDirectory, var directory = place.map(cleanPath) else { return [] }
    while true {
      let path = cleanPath("\(directory)/node_modules")
      if image.files.entry(at: path)?.kind == .directory, !image.files.children(of: path).isEmpty { return [path] }
      if directory == "/" { return [] }
      directory = cleanPath("\(directory)/..")
    }
  }

  /// Those of the Python that runs a program, where more is installed there than what installs.
  private func pythonLibraries(of program: String) -> [String] {
    guard let image, isOfPython(program),
      let path = candidates(for: program).lazy.map(cleanPath).first(where: {
        image.files.entry(at: $0)?.kind == .regularFile
      })
    else { return [] }
    let library = cleanPath("\(path)/../../lib")
    return image.files.children(of: library).filter { baseName($0.displayPath).hasPrefix("python3") }.flatMap {
      version in
      ["site-packages", "dist-packages"].map { "/\(version.displayPath)/\($0)" }
    }.filter { directory in
      image.files.children(of: directory).contains { entry in
        let name = baseName(entry.displayPath)
        return !Self.installers.contains { name.hasPrefix($0) }
      }
    }
  }

  private func isOfPython(_ program: String) -> Bool {
    let name = baseName(program)
    if name.hasPrefix("python") || Self.applicationServers.contains(name) { return true }
    guard case .usable(let file) = self.program(program) else { return false }
    return interpreters(of: file).contains { baseName($0).hasPrefix("python") }
  }

  private static let installers = [
    "pip", "setuptools", "wheel", "_distutils_hack", "distutils-precedence", "README", "__pycache__",
  ]
}
