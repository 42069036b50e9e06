internal import Dockerfile

/// What an interpreter is told to run, by the words behind its name: `python3 -u main.py`, `node -r ./trace.js main.js`,
/// `java -jar shop.jar`, `python -m http.server 8000`.
struct InterpreterCall {
  enum Subject: Equatable {
    case file(String)
    case module(String)
  }

  /// Without directory and version: `python`.
  let interpreter: String
  private(set) var subject: Subject
  /// What stands behind the subject.
  private(set) var arguments: ArraySlice<String> = []
  /// Whether all flags in front of the subject are known, so that it is no value of one of them.
  private(set) var isSure = true

  /// nil for another program, and where the text of the program stands in the command line itself or comes from its input.
  init?(_ words: [String]) {
    guard let first = words.first else { return nil }
    interpreter = Self.interpreter(first)
    guard let grammar = Grammar.all[interpreter] else { return nil }
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      if word == "--" || grammar.commands.contains(word) { continue }
      guard word.count > 1, word.hasPrefix("-") || grammar.hasPlusFlags && word.hasPrefix("+") else {
        guard grammar.isFile(word) else { return nil }
        subject = .file(word)
        arguments = rest
        return
      }
      switch grammar.flag(word) {
      case .plain: continue
      case .unknown: isSure = false
      case .valued: _ = rest.popFirst()
      case .text: return nil
      case .file, .module:
        guard let name = rest.popFirst() else { return nil }
        subject = grammar.flag(word) == .file ? .file(name) : .module(name)
        arguments = rest
        return
      case .attachedModule(let name):
        subject = .module(name)
        arguments = rest
        return
      }
    }
    return nil
  }

  /// `python` for `/usr/bin/python3.12`.
  private static func interpreter(_ program: String) -> String {
    let name = baseName(program)
    let end = name.lastIndex { !$0.isNumber && $0 != "." } ?? name.startIndex
    return name.isEmpty ? "" : String(name[...end])
  }
}

/// How an interpreter takes its command line.
private struct Grammar {
  enum Flag: Equatable {
    /// Without a value, or with one in the same word.
    case plain
    case unknown
    /// The next word is its value.
    case valued
    /// The next word is what to run.
    case file
    case module
    case attachedModule(String)
    /// The text of the program is in the command line, or there is no program.
    case text
  }

  var valued: Set<String> = []
  var texts: Set<String> = []
  var files: Set<String> = []
  var modules: Set<String> = []
  /// How flags of several letters without a value begin.
  var plain: [String] = []
  /// Whether `-uB` is `-u -B`.
  var joinsLetters = true
  var hasPlusFlags = false
  /// Words in front of the subject that are none of the program.
  var commands: Set<String> = []
  /// How the names of files end, where another word is a command or a class.
  var endings: [String] = []

  func isFile(_ word: String) -> Bool { endings.isEmpty || endings.contains(where: word.hasSuffix) }

  func flag(_ word: String) -> Flag {
    if let known = known(word) { return known }
    if word.contains("=") || plain.contains(where: word.hasPrefix) { return .plain }
    if word.hasPrefix("--") || !joinsLetters { return .unknown }
    // Of letters in one word, the first with a value takes what follows it.
    for index in word.indices.dropFirst() {
      let rest = String(word[word.index(after: index)...])
      switch known("-\(word[index])") {
      case .module? where !rest.isEmpty: return .attachedModule(rest)
      case .valued? where !rest.isEmpty: return .plain
      case let found?: return found
      case nil: continue
      }
    }
    return .plain
  }

  private func known(_ flag: String) -> Flag? {
    if valued.contains(flag) { return .valued }
    if texts.contains(flag) { return .text }
    if files.contains(flag) { return .file }
    return modules.contains(flag) ? .module : nil
  }

  static let all: [String: Grammar] = {
    let shell = Grammar(
      valued: ["-o", "+o", "-O", "+O", "--rcfile", "--init-file"], texts: ["-c", "-s"],
      plain: ["--login", "--posix", "--norc", "--noprofile"], hasPlusFlags: true)
    let node = Grammar(
      valued: [
        "-r", "--require", "--import", "--loader", "--experimental-loader", "--env-file", "--conditions", "-C",
        "--title",
        "--max-old-space-size", "--max_old_space_size", "--max-semi-space-size", "--stack-size", "--icu-data-dir",
        "--openssl-config", "--max-http-header-size", "--unhandled-rejections", "--dns-result-order",
      ], texts: ["-e", "--eval", "-p", "--print", "--run", "-v", "--version", "-h", "--help"],
      plain: [
        "--no-", "--use-", "--enable-", "--expose", "--harmony", "--preserve-", "--experimental-", "--inspect",
        "--trace-",
        "--throw-", "--pending-", "--watch",
      ])
    let python = Grammar(
      valued: ["-W", "-X", "--check-hash-based-pycs"], texts: ["-c", "-V", "--version", "-h", "--help"], modules: ["-m"]
    )
    let java = Grammar(
      valued: [
        "-cp", "-classpath", "--class-path", "-p", "--module-path", "--add-opens", "--add-exports", "--add-modules",
        "--add-reads", "--upgrade-module-path",
      ], texts: ["-version", "--version", "-help", "--help"], files: ["-jar"], modules: ["-m", "--module"],
      plain: [
        "-X", "-D", "-ea", "-da", "-esa", "-server", "-client", "-agentlib", "-javaagent", "-verbose", "--enable-",
      ],
      joinsLetters: false, endings: [".java"])
    let dotnet = Grammar(
      valued: ["--runtimeconfig", "--depsfile", "--additionalprobingpath", "--fx-version", "--roll-forward"],
      commands: ["exec"], endings: [".dll", ".exe"])
    let php = Grammar(
      valued: ["-d", "-c", "-z", "-t", "-S"], texts: ["-r", "-B", "-R", "-E", "-v", "-i", "-m"], files: ["-f", "-F"])
    let ruby = Grammar(
      valued: ["-I", "-r", "-C", "-E", "-K"], texts: ["-e", "-S", "-v", "--version"], plain: ["--yjit", "--jit"])
    let perl = Grammar(valued: ["-I"], texts: ["-e", "-E", "-v"], plain: ["-M", "-m"])
    let bun = Grammar(texts: ["-e", "-p"], plain: ["--hot", "--watch", "--smol"], commands: ["run"], endings: scripts)
    let deno = Grammar(
      valued: ["-c", "--config", "--import-map", "--lock"],
      plain: ["-A", "--allow-", "--no-", "--unstable", "--cached-only"],
      commands: ["run"], endings: scripts)
    var all = [
      "node": node, "nodejs": node, "python": python, "java": java, "dotnet": dotnet, "php": php, "ruby": ruby,
      "perl": perl, "bun": bun, "deno": deno,
    ]
    for name in shells { all[name] = shell }
    return all
  }()

  private static let scripts = [".js", ".ts", ".mjs", ".mts", ".cjs", ".tsx", ".jsx"]
}
