internal import Dockerfile
internal import Images
internal import Linting
internal import Workloads

/// What a shell script demands and does where a container starts it. Of its text only that is kept.
struct StartScript: Hashable {
  /// A variable that it ends without.
  struct Demand: Hashable {
    var name: String
    /// Whether an empty one is as good as none.
    var refusesEmpty: Bool
  }

  /// What it writes.
  struct Write: Hashable {
    /// From the root.
    var path: String
    /// Whether it is a directory that it makes where there is none.
    var isDirectory: Bool
    /// Whether it ends when it cannot.
    var isNeeded: Bool
  }

  /// In the order of its text.
  var demands: [Demand] = []
  var writes: [Write] = []

  private static let scan = ContentScan("start-script", wantsText: true) { content in
    content.starts(with: Array("#!".utf8)) ? StartScript(reading: content).encoded : []
  }

  /// These scripts are small, and are no part of a library.
  static let wants =
    ProgramStart.wants + [
      WantedContents(
        "**", excluding: ["**/node_modules", "**/site-packages", "usr/share", "usr/lib"], sizeLimit: 1 << 16,
        keeping: .scan(scan))
    ]

  /// Empty for a file that was not read.
  init(of file: FileEntry, in image: ImageModel) {
    let kept = image.files.outcome(of: Self.scan, in: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
    for line in kept.split(separator: "\n") {
      let text = String(line.dropFirst(2))
      let isFirst = line.dropFirst().first == "1"
      switch line.first {
      case "?": demands.append(Demand(name: text, refusesEmpty: isFirst))
      case "d", "f": writes.append(Write(path: text, isDirectory: line.first == "d", isNeeded: isFirst))
      default: continue
      }
    }
  }

  init(reading content: [UInt8]) {
    var reader = StartScriptReader(content)
    reader.read()
    (demands, writes) = (reader.demands, reader.writes)
  }

  /// A line each: its kind, whether its flag is set, its text.
  private var encoded: [UInt8] {
    let lines =
      demands.map { "?\($0.refusesEmpty ? 1 : 0)\($0.name)" }
      + writes.map { "\($0.isDirectory ? "d" : "f")\($0.isNeeded ? 1 : 0)\($0.path)" }
    return Array(lines.filter { !$0.contains("\n") }.joined(separator: "\n").utf8)
  }
}

extension Launch {
  /// The shell scripts that the container surely starts: its process, and what that is to start.
  var startedScripts: [FileEntry] {
    guard let process else { return [] }
    var seen: Set<String> = []
    return ([Array(behindStarters(process.words[...]))] + servers).compactMap(script).filter {
      seen.insert($0.displayPath).inserted
    }
  }

  /// The script that a command line starts, by itself or as what a shell is to run.
  private func script(startedBy words: [String]) -> FileEntry? {
    guard let first = words.first else { return nil }
    if shells.contains(baseName(first)) {
      guard shellText(of: words) == nil, let name = words.dropFirst().first(where: { !$0.hasPrefix("-") }),
        let path = absolute(name), case .found(let file) = presence(of: path), file.kind == .regularFile
      else { return nil }
      return file
    }
    guard case .usable(let file) = program(first), let interpreter = interpreters(of: file).last,
      shells.contains(baseName(interpreter))
    else { return nil }
    return file
  }
}
