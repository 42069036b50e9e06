/// Times pieces of work and prints them, a line each.
struct Measure {
  private static let rounds = 5

  /// The shortest of several runs, in seconds.
  static func seconds(_ work: () -> Void) -> Double {
    var best = Double.infinity
    for _ in 0..<rounds {
      let time = ContinuousClock().measure(work).components
      best = min(best, Double(time.seconds) + Double(time.attoseconds) / 1e18)
    }
    return best
  }

  /// Prints what `work` does with `count` bytes or pieces in a second.
  static func line(_ title: String, bytes: Int, _ work: () -> Void) {
    let seconds = seconds(work)
    print(
      "\(pad(title, 44)) \(pad(number(seconds * 1000), 10, left: true)) ms \(pad(number(Double(bytes) / seconds / 1e6), 10, left: true)) MB/s"
    )
  }

  /// Prints how the time grows from one size to the double.
  static func growth(_ title: String, _ sizes: [(name: String, work: () -> Void)]) {
    var previous: Double?
    for size in sizes {
      let seconds = seconds(size.work)
      let factor = previous.map { " × \(number(seconds / $0))" } ?? ""
      print("\(pad("\(title), \(size.name)", 44)) \(pad(number(seconds * 1000), 10, left: true)) ms\(factor)")
      previous = seconds
    }
  }

  private static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }

  private static func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return left ? blanks + text : text + blanks
  }
}
