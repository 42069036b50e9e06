/// A finding that one of the two programs has alone.
struct Difference {
  enum Side: String {
    case ours
    case theirs
  }

  var finding: ForeignFinding
  var side: Side
  var file: ComparedText
  /// The text of the instruction.
  var instruction: String
  /// All that the two say of the file, for deviations that show in other codes.
  var ours: Set<ForeignFinding>
  var theirs: Set<ForeignFinding>
}

/// What was counted of all files, code by code.
struct AgreementTally {
  private struct Count {
    var both = 0
    var ours = 0
    var theirs = 0
  }

  private var counts: [String: Count] = [:]
  private var differences: [Difference] = []
  private var refusedByThem = 0
  /// The files for which hadolint ended without a report.
  var crashed: [String] = []

  mutating func add(_ file: ComparedText, ours: Set<ForeignFinding>, theirs: Set<ForeignFinding>) {
    var ours = ours
    var theirs = theirs
    if theirs.contains(where: { $0.code == "DL1000" }) {
      // It says nothing else of such a file, and the line where it gave up is not where the fault is.
      refusedByThem += 1
      ours = Set(ours.filter { $0.code == "DL1000" }.prefix(1).map { Self.ofFile($0) })
      theirs = Set(theirs.filter { $0.code == "DL1000" }.map { Self.ofFile($0) })
    }
    for finding in ours.union(theirs) {
      switch (ours.contains(finding), theirs.contains(finding)) {
      case (true, true): counts[finding.code, default: Count()].both += 1
      case (true, false):
        counts[finding.code, default: Count()].ours += 1
        differences.append(difference(finding, .ours, file, ours, theirs))
      default:
        counts[finding.code, default: Count()].theirs += 1
        differences.append(difference(finding, .theirs, file, ours, theirs))
      }
    }
  }

  private static func ofFile(_ finding: ForeignFinding) -> ForeignFinding {
    ForeignFinding(file: finding.file, code: finding.code, line: 1)
  }

  private func difference(
    _ finding: ForeignFinding, _ side: Difference.Side, _ file: ComparedText, _ ours: Set<ForeignFinding>,
    _ theirs: Set<ForeignFinding>
  ) -> Difference {
    Difference(
      finding: finding, side: side, file: file, instruction: file.instruction(at: finding.line), ours: ours,
      theirs: theirs)
  }

  /// Prints the table, the deviations that explain differences, and what nothing explains; false when there is such.
  func report() -> Bool {
    print("\(refusedByThem) of them hadolint cannot parse, so it says nothing else of them")
    if !crashed.isEmpty {
      print("\(crashed.count) of them end hadolint without a report: \(crashed.joined(separator: ", "))")
    }
    print("\ncode     both  ours alone  theirs alone  agreement")
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) {
      let all = count.both + count.ours + count.theirs
      let percent = Double(count.both) * 100 / Double(max(1, all))
      print(
        "\(code) \(cell(count.both, 6)) \(cell(count.ours, 11)) \(cell(count.theirs, 13)) \(cell(tenths(percent), 8)) %"
      )
    }
    let silent = HadolintCodes.all.filter { counts[$0] == nil }
    if !silent.isEmpty { print("\nno file shows \(silent.joined(separator: ", "))") }
    let unexplained = explain()
    for difference in unexplained { print(words(difference)) }
    return unexplained.isEmpty && silent.isEmpty
  }

  /// Prints the deviations with what they explain; what is left over.
  private func explain() -> [Difference] {
    let deviations = KnownDeviation.shapes
    var explained: [Int: [Difference]] = [:]
    var left: [Difference] = []
    for difference in differences {
      if let index = deviations.firstIndex(where: { $0.explains(difference) }) {
        explained[index, default: []].append(difference)
      } else {
        left.append(difference)
      }
    }
    print("\nDifferences that a declared deviation explains:")
    for (index, found) in explained.sorted(by: { $0.key < $1.key }) {
      let codes = Dictionary(grouping: found, by: \.finding.code).sorted { $0.key < $1.key }
      let list = codes.map { "\($0.key) \($0.value.count)" }.joined(separator: ", ")
      print("  \(deviations[index].says): \(list)")
    }
    print("\nDifferences that no declared deviation explains: \(left.count)")
    return left.sorted {
      ($0.finding.code, $0.file.name, $0.finding.line) < ($1.finding.code, $1.file.name, $1.finding.line)
    }
  }

  private func words(_ difference: Difference) -> String {
    let place = "\(difference.file.name):\(difference.finding.line)"
    let text = difference.instruction.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n")
    return "  \(difference.finding.code) \(difference.side.rawValue) alone, \(place)\n\(text)"
  }

  private func cell(_ value: some CustomStringConvertible, _ width: Int) -> String {
    let text = value.description
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
