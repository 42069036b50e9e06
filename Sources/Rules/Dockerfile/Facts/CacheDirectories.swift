internal import Dockerfile

/// Where package managers keep what they fetched, as far as it is told by options and variables.
extension RunVariables {
  /// What moves the cache of a manager.
  private struct Movers {
    /// Options whose value is the directory.
    var options: [String] = []
    /// Variables whose value is a directory, with where the cache lies in it.
    var variables: [(name: String, below: [String])] = []
  }

  /// npm's logs beside it are small.
  private static let npmCache = ["", "/_cacache"]

  private static let movers: [String: Movers] = [
    "pip": Movers(options: ["--cache-dir"], variables: [("PIP_CACHE_DIR", [""])]),
    "uv": Movers(options: ["--cache-dir"], variables: [("UV_CACHE_DIR", [""])]),
    "poetry": Movers(variables: [("POETRY_CACHE_DIR", [""])]),
    "conda": Movers(variables: [("CONDA_PKGS_DIRS", [""]), ("MAMBA_ROOT_PREFIX", ["/pkgs"]), ("CONDA_DIR", ["/pkgs"])]),
    "npm": Movers(options: ["--cache"], variables: [("npm_config_cache", npmCache), ("NPM_CONFIG_CACHE", npmCache)]),
    "yarn": Movers(
      options: ["--cache-folder"], variables: [("YARN_CACHE_FOLDER", [""]), ("YARN_GLOBAL_FOLDER", ["/cache"])]),
    "pnpm": Movers(
      options: ["--store-dir"],
      variables: [("npm_config_store_dir", [""]), ("PNPM_STORE_DIR", [""]), ("PNPM_HOME", ["/store"])]),
    "bun": Movers(
      options: ["--cache-dir"], variables: [("BUN_INSTALL_CACHE_DIR", [""]), ("BUN_INSTALL", ["/install/cache"])]),
    "cargo": Movers(variables: [("CARGO_HOME", ["/registry", "/git", ""])]),
    "go": Movers(variables: [("GOMODCACHE", [""]), ("GOPATH", ["/pkg/mod", "/pkg", ""])]),
    "composer": Movers(variables: [("COMPOSER_CACHE_DIR", [""]), ("COMPOSER_HOME", ["/cache"])]),
    "gem": Movers(variables: [("GEM_HOME", ["/cache"])]),
    "bundle": Movers(variables: [("BUNDLE_PATH", ["/cache", "/ruby/*/cache"]), ("GEM_HOME", ["/cache"])]),
  ]

  /// Directories that are as good as those of the manager's own table.
  private static let others: [String: [String]] = [
    "npm": ["~/.npm/_cacache"],
    "bundle": ["/usr/local/bundle/ruby/*/cache", "vendor/bundle/ruby/*/cache"],
    "apt-get": ["/var/cache/apt/archives"],
  ]

  /// The directories in which a call keeps what it fetches, those in the user's home with `~`; nil when they depend on
  /// something that the file does not tell.
  func cacheDirectories(of call: PackageCall, in run: PackageRun) -> [String]? {
    let manager = call.operation.manager
    let usual = manager.cacheDirectories(home: "~") + (Self.others[manager.name] ?? [])
    let movers = Self.movers[manager.name] ?? Movers()
    for name in movers.options {
      guard let value = call.operation.line.option(name)?.value else { continue }
      return value.isKnown ? [cleanPath(value.text)] : nil
    }
    for (name, below) in movers.variables {
      switch value(of: name, for: call, in: run) {
      case .known(let directory) where directory.hasPrefix("/"): return below.map { cleanPath(directory + $0) }
      case .known(let directory) where !directory.isEmpty: return nil
      case .unknown: return nil
      case .known, nil: continue
      }
    }
    return moved(usual, for: call, in: run)
  }

  /// With XDG_CACHE_HOME what is usually in `~/.cache`.
  private func moved(_ directories: [String], for call: PackageCall, in run: PackageRun) -> [String]? {
    let usual = "~/.cache/"
    guard directories.contains(where: { $0.hasPrefix(usual) }) else { return directories }
    switch value(of: "XDG_CACHE_HOME", for: call, in: run) {
    case .known(let home) where home.hasPrefix("/"):
      return directories.map { $0.hasPrefix(usual) ? cleanPath("\(home)/\($0.dropFirst(usual.utf8.count))") : $0 }
    case .unknown: return nil
    case .known, nil: return directories
    }
  }
}
