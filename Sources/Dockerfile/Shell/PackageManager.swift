/// What the package managers have in common, and in which they differ. The tables stand beside those of their programs.
package final class PackageManager: Sendable {
  /// What a subcommand does.
  package enum Action: Sendable, Hashable {
    case install
    /// Fetches the index of packages.
    case update
    case upgrade
    case remove
    /// Empties caches.
    case clean
    /// Fetches a package to run it at once: `npx`, `uvx`, `go run`.
    case run
  }

  /// How packages and their versions are written.
  package enum Ecosystem: Sendable, Hashable {
    case debian, alpine, redHat, suse, arch, python, poetry, conda, node, ruby, go, rust, php, dotnet

    /// Whether its packages are those of the operating system.
    package var isSystem: Bool {
      switch self {
      case .debian, .alpine, .redHat, .suse, .arch: true
      case .python, .poetry, .conda, .node, .ruby, .go, .rust, .php, .dotnet: false
      }
    }
  }

  /// What one of its own commands empties.
  struct Cleaning: Sendable {
    var subcommands: WordList
    /// Options or operands of which one must stand there; without any, an operand narrows the work.
    var needs: WordList
    var directories: [String]

    init(_ subcommands: WordList, needs: WordList = "", empties directories: [String]) {
      self.subcommands = subcommands
      self.needs = needs
      self.directories = directories
    }
  }

  /// The usual name, for all its programs: `apt-get` also for `apt`, `dnf` for `microdnf`, `npm` for `npx`.
  package let name: String
  package let ecosystem: Ecosystem
  /// A variable that, set to a true value, keeps it from caching: `PIP_NO_CACHE_DIR`.
  package let noCacheVariable: String?
  /// Subcommands by what they do; `.` stands for none.
  private let actions: [(action: Action, subcommands: WordList)]
  let assumeYesOptions: WordList
  /// The actions at which it asks.
  private let interactiveActions: WordList
  let skipRecommendedOptions: WordList
  /// Options that set a configuration item, with the item that must be false: `--setopt=install_weak_deps=False`.
  let recommendedSettings: [String: String]
  let noCacheOptions: WordList
  /// Options that hold an install to its lock file, and subcommands that always do.
  let lockOptions: WordList
  let lockingSubcommands: WordList
  /// Options whose values are packages.
  let packageOptions: WordList
  /// Options whose value is the version of the packages.
  let versionOptions: WordList
  let requirementOptions: WordList
  let constraintOptions: WordList
  private let caches: [String]
  private let indexes: [String]
  let cleanings: [Cleaning]

  init(
    _ name: String, _ ecosystem: Ecosystem, actions: [(Action, WordList)], assumesYes: WordList = "",
    interactive: WordList = "", skipsRecommended: WordList = "", setsRecommendedOff: [String: String] = [:],
    noCache: WordList = "", noCacheVariable: String? = nil, locks: WordList = "", locking: WordList = "",
    packageOptions: WordList = "", versions: WordList = "",
    requirements: WordList = "-r --requirement --requirements --with-requirements",
    constraints: WordList = "-c --constraint --constraints", caches: [String] = [], indexes: [String] = [],
    cleanings: [Cleaning] = []
  ) {
    self.name = name
    self.ecosystem = ecosystem
    self.actions = actions.map { ($0.0, $0.1) }
    self.assumeYesOptions = assumesYes
    self.interactiveActions = interactive
    self.skipRecommendedOptions = skipsRecommended
    self.recommendedSettings = setsRecommendedOff
    self.noCacheOptions = noCache
    self.noCacheVariable = noCacheVariable
    self.lockOptions = locks
    self.lockingSubcommands = locking
    self.packageOptions = packageOptions
    self.versionOptions = versions
    let isPython = ecosystem == .python
    self.requirementOptions = isPython || ecosystem == .conda ? requirements : ""
    self.constraintOptions = isPython ? constraints : ""
    self.caches = caches
    self.indexes = indexes
    self.cleanings = cleanings
  }

  /// What a subcommand does, its words joined by slashes; nil for one that does nothing with packages.
  func action(of subcommand: String) -> Action? { actions.first { $0.subcommands.contains(subcommand) }?.action }

  /// Whether an action stops to ask unless it is told that the answer is yes.
  func asks(at action: Action) -> Bool { interactiveActions.contains("\(action)") }

  /// The directories in which it keeps what it fetched, for a user with that home directory.
  package func cacheDirectories(home: String = "/root") -> [String] { caches.map { Self.resolve($0, home) } }

  /// The directories in which it keeps the index of packages; empty for those that have none.
  package func indexDirectories(home: String = "/root") -> [String] { indexes.map { Self.resolve($0, home) } }

  static func resolve(_ directory: String, _ home: String) -> String {
    directory.hasPrefix("~/") ? home + directory.dropFirst() : directory
  }
}
