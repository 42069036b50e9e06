/// How long a server waits for open requests when it is to end, by a flag of its own.
struct DrainTime {
  /// Seconds.
  var seconds: Int
  /// The flag that says so.
  var source: String

  /// nil when the command line says nothing of it.
  init?(_ words: [String]) {
    guard let first = words.first, let flags = Self.flags[ServerFlags.name(of: first, words)] else { return nil }
    for (flag, value) in ServerFlags.pairs(words) where flags.contains(flag) {
      guard let seconds = Int(value), seconds > 0 else { return nil }
      self.init(seconds: seconds, source: "\(flag) \(value)")
      return
    }
    return nil
  }

  private init(seconds: Int, source: String) {
    self.seconds = seconds
    self.source = source
  }

  private static let flags: [String: Set<String>] = [
    "uvicorn": ["--timeout-graceful-shutdown"], "gunicorn": ["--graceful-timeout"],
    "hypercorn": ["--graceful-timeout"],
  ]
}
