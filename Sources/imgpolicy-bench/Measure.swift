#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Times pieces of work and prints them, a line each.
///
/// What counts is the processor's time, and of several runs the shortest: what else the machine does must not show.
struct Measure {
  static let rounds = 7

  /// The shortest of several runs, in seconds.
  static func seconds(_ work: @escaping () -> Void, rounds: Int = rounds) -> Double {
    seconds([work], rounds: rounds).min() ?? 0
  }

  /// The shortest of several runs of each piece of work, in seconds. They take turns: a slow minute of the machine is
  /// the same for all.
  private static func seconds(_ works: [() -> Void], rounds: Int = rounds) -> [Double] {
    var best = works.map { _ in Double.infinity }
    for _ in 0..<rounds {
      for (index, work) in works.enumerated() { best[index] = min(best[index], processorSeconds(work)) }
    }
    return best
  }

  private static func processorSeconds(_ work: () -> Void) -> Double {
    let start = clock()
    work()
    // POSIX counts in millionths of a second.
    return Double(clock() - start) / 1e6
  }

  /// Prints what `work` does with `count` bytes in a second.
  static func line(_ title: String, bytes: Int, _ work: @escaping () -> Void) {
    let seconds = seconds(work)
    let speed = number(Double(bytes) / seconds / 1e6)
    show("\(pad(title, 44)) \(pad(number(seconds * 1000), 10, left: true)) ms \(pad(speed, 10, left: true)) MB/s")
  }

  /// Prints how the time grows from each size to the next, which is its double, and on the average.
  static func growth(_ title: String, _ sizes: [(size: Int, work: () -> Void)]) {
    let times = seconds(sizes.map(\.work))
    for (index, time) in times.enumerated() {
      let factor = index > 0 ? "   × \(number(time / times[index - 1]))" : ""
      show("\(pad("\(title), \(sizes[index].size)", 44)) \(pad(number(time * 1000), 10, left: true)) ms\(factor)")
    }
    guard let first = times.first, let last = times.last, times.count > 1 else { return }
    let mean = pow(last / first, 1 / Double(times.count - 1))
    show("\(pad("", 58))   × \(number(mean)) on the average")
  }

  /// Prints a line at once, also into a pipe: a slow row shows by the one before it.
  private static func show(_ line: String) {
    print(line)
    fflush(nil)
  }

  /// Shows at once what was printed so far: the next row may take long.
  static func show() { fflush(nil) }

  /// Seconds as messages show them.
  static func milliseconds(_ seconds: Double) -> String { "\(number(seconds * 1000)) ms" }

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
