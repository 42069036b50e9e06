/// What a mode of chmod(1) sets, in octal or in symbols.
struct ModeChange {
  /// The bits that are surely set, as in an octal mode: `0o4755`.
  private(set) var bits = 0
  /// Whether the mode is a number, so that all other bits are cleared.
  private(set) var isOctal = false

  var setsSetuid: Bool { bits & 0o4000 != 0 }
  var setsSetgid: Bool { bits & 0o2000 != 0 }
  var isSticky: Bool { bits & 0o1000 != 0 }
  var isWritableByAll: Bool { bits & 0o002 != 0 }
  /// Whether everybody gets all rights: `777`, `a+rwx`.
  var grantsAllToAll: Bool { bits & 0o777 == 0o777 }

  /// nil for a text that is no mode.
  init?(_ text: String) {
    let digits = text.hasPrefix("=") ? text.dropFirst() : text[...]
    if !digits.isEmpty, digits.utf8.count <= 6, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x37 }) {
      guard let value = Int(digits, radix: 8), value <= 0o7777 else { return nil }
      bits = value
      isOctal = true
      return
    }
    guard !text.isEmpty, text.utf8.count < 128 else { return nil }
    for clause in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard read(clause) else { return nil }
    }
  }

  /// `u+rwx`, `go-w`, `a=rX,+t`; false for what is none.
  private mutating func read(_ clause: Substring) -> Bool {
    let who = clause.prefix { "ugoa".contains($0) }
    var rest = clause.dropFirst(who.count)
    guard !rest.isEmpty else { return false }
    let all = who.contains("a")
    // Without a letter, the umask keeps others from writing.
    let classes =
      (all || who.contains("u") || who.isEmpty ? 0o100 : 0) + (all || who.contains("g") ? 0o010 : 0)
      + (all || who.contains("o") ? 0o001 : 0)
    while let operation = rest.first {
      guard "+-=".contains(operation) else { return false }
      rest = rest.dropFirst()
      let letters = rest.prefix { !"+-=".contains($0) }
      guard letters.allSatisfy({ "rwxXstugo".contains($0) }) else { return false }
      rest = rest.dropFirst(letters.count)
      set(letters, classes, who, adds: operation != "-")
    }
    return true
  }

  private mutating func set(_ letters: Substring, _ classes: Int, _ who: Substring, adds: Bool) {
    var changed = 0
    for letter in letters {
      switch letter {
      case "r": changed |= classes * 4
      case "w": changed |= classes * 2
      case "x", "X": changed |= classes
      case "t": changed |= who.isEmpty || who.contains("o") || who.contains("a") ? 0o1000 : 0
      case "s":
        let isForAll = who.isEmpty || who.contains("a")
        changed |= isForAll || who.contains("u") ? 0o4000 : 0
        changed |= isForAll || who.contains("g") ? 0o2000 : 0
      default: break
      }
    }
    if adds { bits |= changed } else { bits &= ~changed }
  }
}
