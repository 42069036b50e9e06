/// How a program's command line is read: which of its options take values, whether it has subcommands, what it starts.
///
/// An immutable class: each command refers to its program's table.
final class Tool: Sendable {
  /// How the program departs from the usual reading of options.
  struct Style: OptionSet, Sendable {
    let rawValue: Int

    /// The first words are subcommands.
    static let subcommands = Style(rawValue: 1)
    /// `-long` is one option and no cluster, as for `go`, `java` and `find`.
    static let singleDash = Style(rawValue: 2)
    /// `-o=value` has the value `value`, not `=value`.
    static let shortEquals = Style(rawValue: 4)
    /// A letter's value is always the next word: `bash -oe pipefail`.
    static let detachedValues = Style(rawValue: 8)
    /// The first word is a cluster without a dash: `tar xzf file`.
    static let leadingCluster = Style(rawValue: 16)
    /// `+e` is an option too.
    static let plusOptions = Style(rawValue: 32)
    /// A long option takes the next word that is no option, unless it is one of `flags`.
    static let valuesByDefault = Style(rawValue: 64)
    /// What follows `--` is for something else.
    static let endsAtDashes = Style(rawValue: 128)
  }

  /// The usual name of the program, for all its spellings.
  let name: String
  let style: Style
  /// Options that take a value.
  let values: WordList
  /// More of them, by subcommand.
  let subcommandValues: [String: WordList]
  /// Options without a value, where values are the rule.
  let flags: WordList
  /// Short options of two letters: `wget -nv`.
  let pairs: WordList
  /// Options that end the options: what follows is for something else, as behind `python -m pip`.
  let lastOptions: WordList
  /// Subcommands that another subcommand follows: `pip` in `uv pip install`.
  let groups: WordList
  /// Words that a name follows, and only then the subcommand: `workspace` in `yarn workspace web add`.
  let scopes: WordList
  /// Subcommands whose first operand is a program, or a package to run, with the rest as its arguments; `.` stands for a
  /// program that has none.
  let starters: WordList
  let wrapper: CommandWrapper?
  let manager: PackageManager?
  /// Whether it is a shell of the Bourne family.
  let dialect: ShellDialect?
  fileprivate let spellings: [String]

  init(
    _ name: String, as spellings: [String] = [], _ style: Style = [], values: WordList = "",
    subcommandValues: [String: WordList] = [:], flags: WordList = "", pairs: WordList = "", last: WordList = "",
    groups: WordList = "", scopes: WordList = "", starters: WordList = "", wrapper: CommandWrapper? = nil,
    manager: PackageManager? = nil,
    dialect: ShellDialect? = nil
  ) {
    self.name = name
    self.spellings = spellings
    self.style = style
    self.values = values
    self.subcommandValues = subcommandValues
    self.flags = flags
    self.pairs = pairs
    self.lastOptions = last
    self.groups = groups
    self.scopes = scopes
    self.starters = starters
    self.wrapper = wrapper
    self.manager = manager
    self.dialect = dialect
  }

  /// The table of a program, by its base name; nil when there is none.
  static func named(_ program: String) -> Tool? {
    if let tool = byName[program] { return tool }
    guard program.utf8.first == UInt8(ascii: "p") else { return nil }
    // pip3.11 and python3.12 are what they are without the number.
    let stem = program.prefix { !$0.isNumber }
    guard stem.utf8.count < program.utf8.count, stem == "pip" || stem == "python" || stem == "pypy" else { return nil }
    let isVersion = program.utf8.dropFirst(stem.utf8.count).allSatisfy { ASCII.isDigit($0) || $0 == UInt8(ascii: ".") }
    return isVersion ? byName[stem == "pip" ? "pip" : "python"] : nil
  }

  private static let byName: [String: Tool] = {
    let all =
      wrappers + shells + debian + alpine + redHat + otherSystems + python + conda + node + languages + transfer
      + fileTools + accounts + clouds
    var table: [String: Tool] = [:]
    for tool in all { for name in [tool.name] + tool.spellings { table[name] = tool } }
    return table
  }()
}
