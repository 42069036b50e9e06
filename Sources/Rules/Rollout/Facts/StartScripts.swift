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
  /// The command that it starts in its own place or ends with, as written; empty where nobody can tell.
  var next: [String] = []
  /// Whether a signal comes to that command: it stands in the script's place, or the script has a trap.
  var passesSignals = false
  /// Whether what it starts may be in another directory.
  var changesDirectory = false
  /// Whether it is a script, and small enough to be read.
  var isRead = false

  /// Whether it ends by starting what it is given.
  var handsOver: Bool { behindStarters(next[...]).first.map(Self.isAllArguments) == true }

  /// `"$@"`, as a script has it.
  static func isAllArguments(_ word: String) -> Bool { ["$@", "\"$@\"", "${@}", "\"${@}\""].contains(word) }

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
      case "r":
        isRead = true
        changesDirectory = isFirst
      case "n":
        passesSignals = isFirst
        next = text.split(separator: Self.wordEnd, omittingEmptySubsequences: false).map(String.init)
      case "d", "f": writes.append(Write(path: text, isDirectory: line.first == "d", isNeeded: isFirst))
      default: continue
      }
    }
  }

  init(reading content: [UInt8]) {
    var reader = StartScriptReader(content)
    reader.read()
    (demands, writes) = (reader.demands, reader.writes)
    let end = ScriptEnd(reader.script, in: content)
    (next, passesSignals, changesDirectory, isRead) = (end.next, end.passesSignals, end.changesDirectory, true)
  }

  private static let wordEnd: Character = "\u{1F}"

  /// A line each: its kind, whether its flag is set, its text.
  private var encoded: [UInt8] {
    let lines =
      ["r\(changesDirectory ? 1 : 0)"]
      + (next.isEmpty ? [] : ["n\(passesSignals ? 1 : 0)" + next.joined(separator: String(Self.wordEnd))])
      + demands.map { "?\($0.refusesEmpty ? 1 : 0)\($0.name)" }
      + writes.map { "\($0.isDirectory ? "d" : "f")\($0.isNeeded ? 1 : 0)\($0.path)" }
    return Array(lines.filter { !$0.contains("\n") }.joined(separator: "\n").utf8)
  }
}

extension Launch {
  /// The script that an image starts before its program, and what it does; nil when the image starts its program itself, or nobody
  /// knows the script.
  var entrypointScript: (file: FileEntry, script: StartScript)? {
    guard let image, let words = config?.entrypoint,
      let file = scriptStart(Array(behindStarters(words[...])))?.file
    else { return nil }
    return (file, StartScript(of: file, in: image))
  }
}
