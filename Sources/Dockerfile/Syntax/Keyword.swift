/// The instructions of a Dockerfile.
package enum Keyword: String, Sendable, CaseIterable {
  case add = "ADD"
  case arg = "ARG"
  case cmd = "CMD"
  case copy = "COPY"
  case entrypoint = "ENTRYPOINT"
  case env = "ENV"
  case expose = "EXPOSE"
  case from = "FROM"
  case healthcheck = "HEALTHCHECK"
  case label = "LABEL"
  case maintainer = "MAINTAINER"
  case onbuild = "ONBUILD"
  case run = "RUN"
  case shell = "SHELL"
  case stopsignal = "STOPSIGNAL"
  case user = "USER"
  case volume = "VOLUME"
  case workdir = "WORKDIR"

  /// Keywords are spelt in any case.
  package init?(spelling: String) { self.init(spelling: spelling.utf8) }

  init?(spelling: some Collection<UInt8>) {
    let known = Self.spellings.first { _, capitals in
      spelling.count == capitals.count && spelling.elementsEqual(capitals) { ASCII.capital($0) == $1 }
    }
    guard let known else { return nil }
    self = known.keyword
  }

  private static let spellings = allCases.map { (keyword: $0, capitals: Array($0.rawValue.utf8)) }

  /// How the text behind the flags is split.
  enum Grammar {
    /// A JSON array, else the whole rest for a shell.
    case command
    /// A JSON array of strings, else words between blanks.
    case paths
    /// Words between blanks.
    case words
    /// `name=value` words, or the old `name value` form.
    case pairs
    /// `name` or `name=value` words.
    case arguments
    /// The whole rest as one word.
    case whole
    /// A type word, then a command.
    case healthcheck
    /// An instruction.
    case trigger
  }

  var grammar: Grammar {
    switch self {
    case .run, .cmd, .entrypoint, .shell: .command
    case .add, .copy, .volume: .paths
    case .from, .expose: .words
    case .env, .label: .pairs
    case .arg: .arguments
    case .user, .workdir, .stopsignal, .maintainer: .whole
    case .healthcheck: .healthcheck
    case .onbuild: .trigger
    }
  }

  /// Whether a heredoc may follow.
  var takesHeredocs: Bool { self == .run || self == .copy || self == .add }
}
