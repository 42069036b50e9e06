internal import Dockerfile
internal import Images
internal import Linting
internal import Workloads

/// A variable that a script ends without.
struct DemandedVariable: Hashable {
  var name: String
  /// Whether an empty one is as good as none.
  var refusesEmpty: Bool
}

/// What scripts demand of their environment. Of a content only that is kept.
enum ScriptDemands {
  private static let scan = ContentScan("demanded-variables", wantsText: true) { content in
    guard content.starts(with: Array("#!".utf8)) else { return [] }
    let demands = read(String(decoding: content, as: UTF8.self))
    return Array(demands.map { ($0.refusesEmpty ? ":" : "?") + $0.name }.joined(separator: "\n").utf8)
  }

  static let wants = StartLine.wants + [StartLine.wants(scan)]

  /// What a script demands at its start, in the order of its text.
  static func demands(of file: FileEntry, in image: ImageModel) -> [DemandedVariable] {
    let text = image.files.outcome(of: scan, in: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.split(separator: "\n").map {
      DemandedVariable(name: String($0.dropFirst()), refusesEmpty: $0.hasPrefix(":"))
    }
  }

  /// The names in `${NAME:?…}` and `${NAME?…}` that the script does not set before. What stands in a condition or a function
  /// may never be reached, and what a script that is read in sets nobody knows.
  static func read(_ text: String) -> [DemandedVariable] {
    var demands: [DemandedVariable] = []
    var given: Set<String> = []
    var depth = 0
    for line in text.split(separator: "\n") {
      let words = line.split { " \t;".contains($0) }
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      if [".", "source", "eval"].contains(first) { break }
      depth += words.count { openers.contains($0) } - words.count { closers.contains($0) }
      for part in line.split(separator: "${", omittingEmptySubsequences: false).dropFirst() {
        let name = part.prefix(while: isOfName)
        let operation = part.dropFirst(name.count)
        if name.isEmpty { continue }
        if operation.hasPrefix(":=") || operation.hasPrefix("=") { given.insert(String(name)) }
        let demand = DemandedVariable(name: String(name), refusesEmpty: operation.hasPrefix(":?"))
        if depth <= 0, operation.hasPrefix(":?") || operation.hasPrefix("?"), !given.contains(demand.name) {
          demands.append(demand)
        }
      }
      given.formUnion(assigned(by: words))
    }
    return demands
  }

  /// What a line sets: `NAME=value`, `export NAME=value`.
  private static func assigned(by words: [Substring]) -> [String] {
    let rest = words.drop { ["export", "readonly", "local", "declare"].contains($0) }
    let isWhole = rest.count < words.count
    let named = rest.prefix { word in
      isWhole || word.contains("=") && word.prefix(while: isOfName).endIndex < word.endIndex
    }
    return named.compactMap { word in
      let name = word.prefix(while: isOfName)
      return !name.isEmpty && word.dropFirst(name.count).first == "=" ? String(name) : nil
    }
  }

  private static func isOfName(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }

  private static let openers: Set<Substring> = ["if", "case", "while", "until", "for", "{"]
  private static let closers: Set<Substring> = ["fi", "esac", "done", "}"]
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
