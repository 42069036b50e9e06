internal import Dockerfile
internal import Images
internal import Linting
internal import Workloads

/// The first line of scripts, which names their interpreter.
enum StartLine {
  private static let scan = ContentScan("start-line") { content in
    guard content.starts(with: Array("#!".utf8)) else { return [] }
    let line = content.prefix { $0 != UInt8(ascii: "\n") }
    return Array(line.prefix(longest))
  }

  /// The kernel reads no more of it.
  private static let longest = 256

  static let wants = [wants(scan)]

  /// What a scan wants of the scripts that containers start: these are small, and are no part of a library.
  static func wants(_ scan: ContentScan) -> WantedContents {
    WantedContents(
      "**", excluding: ["**/node_modules", "**/site-packages", "usr/share", "usr/lib"], sizeLimit: 1 << 16,
      keeping: .scan(scan))
  }

  /// The words behind `#!`; nil for what is no script.
  static func words(of file: FileEntry, in image: ImageModel) -> (words: [String], endsInReturn: Bool)? {
    guard var line = image.files.outcome(of: scan, in: file), !line.isEmpty else { return nil }
    let endsInReturn = line.last == UInt8(ascii: "\r")
    if endsInReturn { line.removeLast() }
    return (String(decoding: line.dropFirst(2), as: UTF8.self).split(separator: " ").map(String.init), endsInReturn)
  }
}

/// What a script asks for and the image lacks.
struct MissingInterpreter {
  var name: String
  /// Whether it is only the carriage return behind its name that makes it another one.
  var endsLine = false
}

extension Launch {
  /// What the script asks for that the container lacks; nil when it has all, or the file is no script.
  func missingInterpreter(of file: FileEntry) -> MissingInterpreter? {
    guard let image, let start = StartLine.words(of: file, in: image), let interpreter = start.words.first else {
      return nil
    }
    if start.endsInReturn, start.words.count == 1 { return MissingInterpreter(name: interpreter, endsLine: true) }
    if case .missing = program(interpreter) { return MissingInterpreter(name: interpreter) }
    guard let name = Self.nameForEnv(start.words), case .missing = program(name), !isOnImagePath(name) else {
      return nil
    }
    return MissingInterpreter(name: "“\(name)” in PATH")
  }

  /// The program that `#!/usr/bin/env NAME` looks for by PATH.
  private static func nameForEnv(_ words: [String]) -> String? {
    words.count == 2 && words.first.map(baseName) == "env" ? words.last : nil
  }

  /// The programs that have to be there for a script to run: what its first line names, and what `env` there looks for.
  func interpreters(of file: FileEntry) -> [String] {
    guard let image, let start = StartLine.words(of: file, in: image), !start.endsInReturn,
      let interpreter = start.words.first
    else { return [] }
    return [interpreter] + (Self.nameForEnv(start.words).map { [$0] } ?? [])
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
