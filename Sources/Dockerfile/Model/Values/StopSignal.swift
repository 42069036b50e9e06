/// A signal as STOPSIGNAL takes it.
package enum StopSignal {
  /// The names of Linux, without SIG, by number.
  private static let names = [
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
    "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO",
    "PWR", "SYS",
  ]

  /// `SIGTERM` for `15`, `TERM`, `sigterm`; `SIGRTMIN+3` for `37`. nil for what is no signal.
  ///
  /// Real-time signals are numbered as the C library counts them: SIGRTMIN is 34, SIGRTMAX 64.
  package static func canonicalName(of text: String) -> String? {
    guard isValid(text) else { return nil }
    if let number = Int(text) { return nameOfNumber(number) }
    let name = text.uppercased()
    return name.hasPrefix("SIG") ? name : "SIG" + name
  }

  /// The text by which two spellings of one signal are equal.
  package static func comparable(_ text: String) -> String { canonicalName(of: text) ?? text }

  private static func nameOfNumber(_ number: Int) -> String? {
    switch number {
    case 1...names.count: "SIG" + names[number - 1]
    case 34: "SIGRTMIN"
    case 35...49: "SIGRTMIN+\(number - 34)"
    case 50...63: "SIGRTMAX-\(64 - number)"
    case 64: "SIGRTMAX"
    default: nil
    }
  }

  private static let otherNames: Set<String> = ["CLD", "IOT", "POLL", "RTMIN", "RTMAX"]

  /// Whether a text is a number other than 0, or the name of a signal in any case, with or without SIG.
  package static func isValid(_ text: String) -> Bool {
    if let number = Int(text) { return number != 0 }
    var name = text.uppercased()
    if name.hasPrefix("SIG") { name = String(name.dropFirst(3)) }
    return names.contains(name) || otherNames.contains(name) || isRealTime(name)
  }

  /// `RTMIN+1` to `RTMIN+15` and `RTMAX-1` to `RTMAX-14`.
  private static func isRealTime(_ name: String) -> Bool {
    for (prefix, limit) in [("RTMIN+", 15), ("RTMAX-", 14)] where name.hasPrefix(prefix) {
      return (1...limit).contains { name.dropFirst(prefix.count) == String($0) }
    }
    return false
  }
}
