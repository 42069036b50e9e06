internal import Dockerfile
internal import Images

/// What a container comes to run, from its first process on: through init programs, shell scripts that go over to what they are
/// given or to a command of their own, and the texts that shells are given.
struct LaunchChain: Sendable {
  /// That of the process which is the first one in the end: a script is gone that something else takes the place of.
  fileprivate(set) var first: [String] = []
  /// The script that is the first process and starts another one to which it passes no signal.
  fileprivate(set) var deafScript: FileEntry?
  /// The command lines on the way, what only starts them left out.
  fileprivate(set) var steps: [[String]] = []
  /// Those behind which nothing more is seen.
  fileprivate(set) var servers: [[String]] = []
  /// The shell scripts of the image that surely start.
  fileprivate(set) var scripts: [FileEntry] = []
  /// Whether something on the way may start what follows in another directory.
  fileprivate(set) var mayChangeDirectory = false

  /// Scripts that start each other, or themselves, have no end.
  fileprivate static let mostSteps = 200
}

extension Launch {
  func followed() -> LaunchChain {
    var chain = LaunchChain()
    if let process { follow(process.words, into: &chain, isFirst: true) }
    return chain
  }

  /// The command lines that the process comes to, as far as they show.
  var servers: [[String]] { chain.servers }

  private func follow(_ all: [String], into chain: inout LaunchChain, isFirst mayBeFirst: Bool = false) {
    let words = Array(behindStarters(all[...]))
    let isFirst = mayBeFirst && all.first.map(baseName).map(inits.contains) != true
    if mayBeFirst { chain.first = isFirst ? words : all }
    guard let program = words.first, chain.steps.count < LaunchChain.mostSteps else { return }
    chain.steps.append(words)
    if let index = shellTextIndex(in: words) {
      for command in ShellCommands(words[index]).all {
        let line = command.words.first == "exec" ? Array(command.words.dropFirst()) : command.words
        if ["cd", "pushd"].contains(line.first) { chain.mayChangeDirectory = true }
        follow(line.handed(words.dropFirst(index + 2)), into: &chain)
      }
      return
    }
    let start = scriptStart(words)
    if let start, let image {
      if !chain.scripts.contains(start.file) { chain.scripts.append(start.file) }
      let script = StartScript(of: start.file, in: image)
      if script.changesDirectory { chain.mayChangeDirectory = true }
      if isFirst, !script.passesSignals, let next = script.next.first, !shellWords.contains(next) {
        chain.deafScript = start.file
      }
      if !script.next.isEmpty {
        let isFirst = isFirst && script.passesSignals
        return follow(script.next.handed(start.arguments), into: &chain, isFirst: isFirst)
      }
      if script.isRead { return chain.servers.append(words) }
    }
    // Of a script that nobody has read, the name says what it does.
    guard baseName(program).contains("entrypoint"), words.count > 1 else { return chain.servers.append(words) }
    chain.mayChangeDirectory = true
    follow(Array(words.dropFirst()), into: &chain, isFirst: isFirst)
  }

  /// The script of the image that a command line starts, by itself or as what a shell is to run, and what it is given.
  func scriptStart(_ words: [String]) -> (file: FileEntry, arguments: ArraySlice<String>)? {
    guard let first = words.first else { return nil }
    if shells.contains(baseName(first)) {
      guard let call = InterpreterCall(words), call.isSure, case .file(let name) = call.subject,
        let path = absolute(name), case .found(let file) = presence(of: path), file.kind == .regularFile
      else { return nil }
      return (file, call.arguments)
    }
    guard case .usable(let file) = program(first), let interpreter = interpreters(of: file).last,
      shells.contains(baseName(interpreter))
    else { return nil }
    return (file, words.dropFirst())
  }
}

extension [String] {
  /// The words with `$@` replaced by what a script or a shell's text is given.
  fileprivate func handed(_ arguments: ArraySlice<String>) -> [String] {
    flatMap { StartScript.isAllArguments($0) ? Array(arguments) : [$0] }
  }
}
