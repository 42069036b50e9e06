internal import Dockerfile
internal import Images
internal import Linting

/// A command of a container that copies files of its image: `cp -r /app/dist /site`.
struct FileCopy {
  /// As written.
  private(set) var sources: [String] = []
  /// From the root.
  let destination: String
  /// The files that are certainly copied, by path.
  private(set) var files: [FileEntry] = []

  /// Together, as far as they are known.
  var bytes: Int { files.reduce(0) { $0.addingSaturating($1.size) } }

  /// What the process of a container copies, where the paths are written out.
  static func all(of launch: Launch) -> [FileCopy] {
    let commands = launch.servers
    // From where relative paths go then, nobody knows.
    guard !commands.contains(where: { $0.first == "cd" }) else { return [] }
    // A shell makes names of a pattern; the program itself takes it for a name.
    let isInShell = launch.process.flatMap { shellText(of: $0.words) } != nil
    return commands.compactMap { FileCopy($0, launch, isInShell: isInShell) }
  }

  /// nil for another command, and for one whose paths are made of variables.
  private init?(_ words: [String], _ launch: Launch, isInShell: Bool) {
    guard let program = words.first, baseName(program) == "cp",
      !words.contains(where: { $0.contains("$") || $0.contains("`") })
    else { return nil }
    var operands: [String] = []
    var (target, isRecursive): (String?, Bool) = (nil, false)
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        break
      } else if word == "--target-directory" {
        target = rest.popFirst()
      } else if word.hasPrefix("--target-directory=") {
        target = String(word.dropFirst("--target-directory=".count))
      } else if word.hasPrefix("--") {
        isRecursive = isRecursive || word == "--recursive" || word == "--archive"
      } else if word.hasPrefix("-"), word != "-" {
        // What stands behind `t` is its value.
        let letters = word.dropFirst().prefix { $0 != "t" }
        isRecursive = isRecursive || letters.contains { "rRa".contains($0) }
        if letters.count + 1 < word.count {
          let value = word.dropFirst(letters.count + 2)
          target = value.isEmpty ? rest.popFirst() : String(value)
        }
      } else {
        operands.append(word)
      }
    }
    guard let last = target ?? operands.popLast(), let destination = launch.absolute(last) else { return nil }
    self.destination = cleanPath(destination)
    for operand in operands { add(operand, launch, isRecursive: isRecursive, isInShell: isInShell) }
  }

  private mutating func add(_ source: String, _ launch: Launch, isRecursive: Bool, isInShell: Bool) {
    guard let path = launch.absolute(source), !sources.contains(source) else { return }
    let isPattern = isInShell && path.hasSuffix("/*")
    let top = cleanPath(isPattern ? String(path.dropLast(2)) : path)
    // What is mounted there is nothing of the image, and a link may be copied as one.
    guard let image = launch.image, case .found = launch.presence(of: top),
      let entry = image.files.entry(at: top, followingLinks: false)
    else { return }
    var found: [FileEntry] = []
    if entry.kind == .regularFile, !isPattern {
      found = [entry]
    } else if entry.kind == .directory, isRecursive {
      let (dot, slash) = (UInt8(ascii: "."), UInt8(ascii: "/"))
      found = image.files.regularFiles(below: top).filter { file in
        // A pattern does not mean names that begin with a dot.
        let isMeant = !isPattern || file.path.dropFirst(entry.path.count).first { $0 != slash } != dot
        return isMeant && launch.mount(over: "/\(file.displayPath)") == nil
      }
    }
    if found.isEmpty { return }
    sources.append(source)
    files += found
  }
}
