internal import Dockerfile
internal import Images
internal import Workloads

/// What the kernel has to start in the place of a program, and the image lacks.
struct MissingInterpreter {
  enum Kind {
    /// What the first line of a script names.
    case ofScript
    /// The same, where it is only the carriage return behind a word that makes it another one; who takes the word so.
    case ofWindowsLine(taker: String)
    /// What loads the libraries of a program.
    case loader
  }

  var name: String
  var kind = Kind.ofScript
  /// What asks for it: the program, or an interpreter of it.
  var file: FileEntry

  /// `/bin/bash for /app/check.sh`
  var title: String {
    let word = if case .ofWindowsLine = kind { "“\(name)\\r”" } else { name }
    return "\(word) for /\(file.displayPath)"
  }
}

/// What the first line of a script asks for.
struct ScriptLine {
  /// A path as the kernel takes it: from the root or from the working directory, never by PATH.
  var interpreter: String
  /// The program that `#!/usr/bin/env NAME` looks for by PATH. Without `-S` the whole rest of the line is its name.
  var nameForEnv: String?
  /// The word that ends in the carriage return of a line end of Windows, and who takes it so.
  var cutWord: (word: String, taker: String)?

  /// nil for a line that names nothing.
  init?(words: [String], endsInReturn: Bool) {
    guard let first = words.first else { return nil }
    interpreter = first.contains("/") ? first : "./\(first)"
    let rest = words.dropFirst()
    if baseName(first) == "env", let name = rest.first, !rest.contains(where: { $0.contains("=") }) {
      if !name.hasPrefix("-") { nameForEnv = rest.joined(separator: " ") }
      if name == "-S" { nameForEnv = rest.dropFirst().first }
    }
    guard endsInReturn, let last = words.last else { return }
    if words.count == 1 {
      cutWord = (first, "the kernel looks for")
    } else if last == nameForEnv {
      cutWord = (last, "env looks for")
    } else if shells.contains(baseName(first)), last.hasPrefix("-") {
      cutWord = (last, "\(baseName(first)) is given")
    }
  }
}

extension Launch {
  /// What the first line of a script asks for; nil for what is none.
  func scriptLine(of file: FileEntry) -> ScriptLine? {
    guard let image, case .script(let words, let endsInReturn)? = ProgramStart(of: file, in: image) else { return nil }
    return ScriptLine(words: words, endsInReturn: endsInReturn)
  }

  /// What has to be there for a program to run and the container lacks; nil when it has all, or nobody knows.
  func missingInterpreter(of file: FileEntry) -> MissingInterpreter? {
    programChain(from: file).lazy.compactMap { missingLoader(of: $0) ?? missingWord(of: $0) }.first
  }

  private func missingLoader(of file: FileEntry) -> MissingInterpreter? {
    // What is for another machine does not come so far.
    guard let image, case .elf(let elf)? = ProgramStart(of: file, in: image), case .path(let path) = elf.loader,
      elf.runs(on: image.config?.architecture ?? "") != false, case .missing = presence(of: path)
    else { return nil }
    return MissingInterpreter(name: path, kind: .loader, file: file)
  }

  private func missingWord(of file: FileEntry) -> MissingInterpreter? {
    guard let line = scriptLine(of: file) else { return nil }
    if let (word, taker) = line.cutWord {
      return MissingInterpreter(name: word, kind: .ofWindowsLine(taker: taker), file: file)
    }
    if case .missing = program(line.interpreter) { return MissingInterpreter(name: line.interpreter, file: file) }
    guard let name = line.nameForEnv, case .missing = program(name), !isOnImagePath(name) else { return nil }
    return MissingInterpreter(name: "“\(name)” in PATH", file: file)
  }

  /// A program, what its first line names, what that one's first line names, and what `env` there looks for.
  func programChain(from file: FileEntry) -> [FileEntry] {
    var chain = [file]
    while chain.count <= Self.deepestInterpreter, let last = chain.last {
      let next = interpreters(of: last).compactMap { name -> FileEntry? in
        guard case .usable(let file) = program(name), !chain.contains(file) else { return nil }
        return file
      }
      if next.isEmpty { break }
      chain += next
    }
    return chain
  }

  /// The kernel gives up behind so many scripts of which one runs the other.
  private static let deepestInterpreter = 5

  /// Whether scripts name each other as interpreters, so that the kernel never comes to a program.
  func hasEndlessInterpreters(_ file: FileEntry) -> Bool {
    var file = file
    for _ in 0...Self.deepestInterpreter {
      guard let line = scriptLine(of: file), case .usable(let next) = program(line.interpreter) else { return false }
      file = next
    }
    return true
  }

  /// The programs that have to be there for a script to run: what its first line names, and what `env` there looks for.
  func interpreters(of file: FileEntry) -> [String] {
    guard let line = scriptLine(of: file), line.cutWord == nil else { return [] }
    return [line.interpreter] + (line.nameForEnv.map { [$0] } ?? [])
  }

  /// Whether the image's own PATH leads to a program.
  func isOnImagePath(_ program: String) -> Bool {
    guard let image, !program.contains("/"), environment.pod["PATH"] != nil else { return false }
    return environment.imageSearchPath.contains {
      image.files.entry(at: "\($0)/\(program)")?.kind == .regularFile
    }
  }

  /// Whether a relative path leads to a file from the image's own working directory, which is not the container's.
  func isInImageDirectory(_ path: String) -> Bool {
    guard let image, container.node["workingDir"] != nil, let own = config?.workingDirectory, !path.hasPrefix("/"),
      path.contains("/") || path.contains(".")
    else { return false }
    return image.files.entry(at: "\(own)/\(path)")?.kind == .regularFile
  }
}
