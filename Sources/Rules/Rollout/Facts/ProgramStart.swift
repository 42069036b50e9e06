internal import Dockerfile
internal import Images
internal import Linting
internal import Workloads

/// How the kernel starts a program, by the beginning of its file.
enum ProgramStart {
  /// The words behind `#!` in the first line of a script.
  case script(words: [String], endsInReturn: Bool)
  case elf(ELFStart)

  private static let scan = ContentScan("program-start", start: ELFStart.bytes) { start in
    if start.starts(with: Array("#!".utf8)) {
      return Array(start.prefix { $0 != UInt8(ascii: "\n") }.prefix(longestLine))
    }
    return ELFStart(start).map(encode) ?? []
  }

  /// The kernel reads no more of a script's first line.
  private static let longestLine = 256

  static let wants = [WantedContents.programs(scan)]

  /// nil for what is neither, and for what nobody may execute.
  init?(of file: FileEntry, in image: ImageModel) {
    guard var kept = image.files.outcome(of: Self.scan, in: file), let first = kept.first else { return nil }
    guard first == UInt8(ascii: "#") else {
      guard let elf = Self.decode(kept) else { return nil }
      self = .elf(elf)
      return
    }
    let endsInReturn = kept.last == UInt8(ascii: "\r")
    if endsInReturn { kept.removeLast() }
    let words = String(decoding: kept.dropFirst(2), as: UTF8.self).split { $0 == " " || $0 == "\t" }
    self = .script(words: words.map(String.init), endsInReturn: endsInReturn)
  }

  // MARK: What is kept of an ELF header

  private static func encode(_ elf: ELFStart) -> [UInt8] {
    let start = [
      elf.is64Bit ? 1 : 0, elf.isBigEndian ? 1 : 0, UInt8(elf.machine >> 8), UInt8(truncatingIfNeeded: elf.machine),
    ]
    return switch elf.loader {
    case .none: start + [0]
    case .unknown: start + [1]
    case .path(let path): start + [2] + path.utf8
    }
  }

  private static func decode(_ kept: [UInt8]) -> ELFStart? {
    guard kept.count >= 5 else { return nil }
    let loader: ELFStart.Loader =
      switch kept[4] {
      case 0: .none
      case 1: .unknown
      default: .path(String(decoding: kept[5...], as: UTF8.self))
      }
    return ELFStart(
      machine: UInt16(kept[2]) << 8 | UInt16(kept[3]), isBigEndian: kept[1] == 1, is64Bit: kept[0] == 1, loader: loader)
  }
}

/// What the kernel has to start in the place of a program, and the image lacks.
struct MissingInterpreter {
  enum Kind {
    /// What the first line of a script names.
    case ofScript
    /// The same, where it is only the carriage return behind its name that makes it another one.
    case ofWindowsLine
    /// What loads the libraries of a program.
    case loader
  }

  var name: String
  var kind = Kind.ofScript
  /// What asks for it: the program, or an interpreter of it.
  var file: FileEntry
}

extension Launch {
  /// What has to be there for a program to run and the container lacks; nil when it has all, or nobody knows.
  func missingInterpreter(of file: FileEntry) -> MissingInterpreter? {
    for file in programChain(from: file) {
      switch image.flatMap({ ProgramStart(of: file, in: $0) }) {
      case nil: continue
      case .elf(let elf):
        // What is for another machine does not come so far.
        guard case .path(let path) = elf.loader, elf.runs(on: image?.config?.architecture ?? "") != false,
          case .missing = presence(of: path)
        else { continue }
        return MissingInterpreter(name: path, kind: .loader, file: file)
      case .script(let words, let endsInReturn):
        guard let interpreter = words.first else { continue }
        if endsInReturn, words.count == 1 {
          return MissingInterpreter(name: interpreter, kind: .ofWindowsLine, file: file)
        }
        if case .missing = program(interpreter) { return MissingInterpreter(name: interpreter, file: file) }
        if let name = Self.nameForEnv(words), case .missing = program(name), !isOnImagePath(name) {
          return MissingInterpreter(name: "“\(name)” in PATH", file: file)
        }
      }
    }
    return nil
  }

  /// A program, what its first line names, what that one's first line names, and what `env` there looks for.
  func programChain(from file: FileEntry) -> [FileEntry] {
    var chain = [file]
    // The kernel gives up after five.
    while chain.count <= 5, let last = chain.last {
      let next = interpreters(of: last).compactMap { name -> FileEntry? in
        guard case .usable(let file) = program(name), !chain.contains(file) else { return nil }
        return file
      }
      if next.isEmpty { break }
      chain += next
    }
    return chain
  }

  /// The program that `#!/usr/bin/env NAME` looks for by PATH.
  private static func nameForEnv(_ words: [String]) -> String? {
    words.count == 2 && words.first.map(baseName) == "env" ? words.last : nil
  }

  /// The programs that have to be there for a script to run: what its first line names, and what `env` there looks for.
  func interpreters(of file: FileEntry) -> [String] {
    guard let image, case .script(let words, false)? = ProgramStart(of: file, in: image), let interpreter = words.first
    else { return [] }
    return [interpreter] + (Self.nameForEnv(words).map { [$0] } ?? [])
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
