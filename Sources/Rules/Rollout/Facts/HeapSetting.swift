internal import Linting
internal import Workloads

/// How large the heap of a program may grow, by a setting of its runtime.
struct HeapSetting {
  var bytes: Int
  /// The flag or variable that says so.
  var source: String

  /// nil when nothing says it.
  ///
  /// - Parameter limit: the bytes of memory that the container may have.
  init?(_ launch: Launch, limit: Int) {
    let value = launch.environment.value(of:)
    // What the command line says comes last, and counts.
    let lines = launch.servers.map { (source: String?.none, words: $0.map { $0[...] }) }
    let variables = Self.variables.compactMap { name in
      value(name).map { (source: Optional(name), words: $0.split(separator: " ")) }
    }
    for (source, words) in lines + variables {
      guard let (word, bytes) = Self.last(of: words, limit: limit) else { continue }
      self.init(bytes: bytes, source: source.map { "\($0) (\(word))" } ?? String(word))
      return
    }
    if let text = value("GOMEMLIMIT"), let size = try? ByteSize.parse(text) {
      self.init(bytes: size.bytes, source: "GOMEMLIMIT")
    } else if let text = value("DOTNET_GCHeapHardLimit"),
      let bytes = Int(text.hasPrefix("0x") ? String(text.dropFirst(2)) : text, radix: 16)
    {
      self.init(bytes: bytes, source: "DOTNET_GCHeapHardLimit")
    } else {
      return nil
    }
  }

  private init(bytes: Int, source: String) {
    self.bytes = bytes
    self.source = source
  }

  /// In the order in which they count. The launcher of Java puts the first in front of the command line.
  private static let variables = ["JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "JAVA_OPTS", "NODE_OPTIONS"]

  /// Of several flags the last one counts, and a share of the memory only where there is none in bytes.
  private static func last(of words: [Substring], limit: Int) -> (word: Substring, bytes: Int)? {
    let found = words.compactMap { word in bytes(ofFlag: word, limit: limit).map { (word: word, bytes: $0) } }
    return found.last { !$0.word.hasPrefix(share) } ?? found.last
  }

  private static let share = "-XX:MaxRAMPercentage="

  /// `--max-old-space-size=1024` counts in MiB, `-Xmx2g` in units of 1024, `-XX:MaxRAMPercentage=80` in hundredths of the limit.
  private static func bytes(ofFlag word: Substring, limit: Int) -> Int? {
    if word.hasPrefix(share) {
      return Double(word.dropFirst(share.utf8.count)).flatMap { Int(exactly: (Double(limit) / 100 * $0).rounded()) }
    }
    for flag in ["--max-old-space-size=", "--max_old_space_size="] where word.hasPrefix(flag) {
      return Int(word.dropFirst(flag.utf8.count)).flatMap { times($0, 1 << 20) }
    }
    guard word.hasPrefix("-Xmx"), let unit = word.last?.lowercased() else { return nil }
    let powers = ["k": 10, "m": 20, "g": 30]
    guard let power = powers[unit] else { return Int(word.dropFirst(4)) }
    return Int(word.dropFirst(4).dropLast()).flatMap { times($0, 1 << power) }
  }

  private static func times(_ number: Int, _ unit: Int) -> Int? {
    let (product, overflow) = number.multipliedReportingOverflow(by: unit)
    return overflow ? nil : product
  }
}
