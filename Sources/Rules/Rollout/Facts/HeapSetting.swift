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
    let flags = ["NODE_OPTIONS", "JAVA_TOOL_OPTIONS", "JAVA_OPTS"].compactMap { name in value(name).map { (name, $0) } }
    for (name, text) in flags {
      for word in text.split(separator: " ") {
        guard let bytes = Self.bytes(ofFlag: word, limit: limit) else { continue }
        self.init(bytes: bytes, source: "\(name) (\(word))")
        return
      }
    }
    for word in launch.process?.words ?? [] {
      if let bytes = Self.bytes(ofFlag: word[...], limit: limit) {
        self.init(bytes: bytes, source: word)
        return
      }
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

  /// `--max-old-space-size=1024` counts in MiB, `-Xmx2g` in units of 1024, `-XX:MaxRAMPercentage=80` in hundredths of the limit.
  private static func bytes(ofFlag word: Substring, limit: Int) -> Int? {
    let share = "-XX:MaxRAMPercentage="
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
