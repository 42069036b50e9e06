internal import Linting
internal import Rules

/// Takes over the rules by which dive judges an image in CI.
struct ImportDive {
  private let path: String

  init(_ path: String) { self.path = path }

  func take(_ entries: [ConfigNode.Entry], into policy: inout ImportedPolicy) {
    for entry in entries where entry.key != "rules" {
      policy.remarks.append("\(path): \(entry.key) is not known here")
    }
    guard let node = entries.first(where: { $0.key == "rules" })?.value else {
      policy.remarks.append("\(path): there are no `rules`, so nothing is taken over")
      return
    }
    guard let rules = node.members else {
      policy.remarks.append("\(path): `rules` is \(node.found), so nothing is taken over: dive reads a mapping")
      return
    }
    for rule in rules {
      if let problem = take(rule, into: &policy) { policy.remarks.append("\(path): \(rule.key)\(problem)") }
    }
  }

  /// What there is to say of a rule; nil when it has an equal.
  private func take(_ rule: ConfigNode.Entry, into policy: inout ImportedPolicy) -> String? {
    guard let value = rule.value.word else { return " is \(rule.value.found), expected a single value" }
    if value == "disabled" { return nil }
    // Their case does not count for dive.
    switch rule.key.lowercased() {
    case "highestwastedbytes":
      guard let size = Self.size(value) else {
        return ": \(value) is no size that is known here, expected such as 20MB"
      }
      policy.deadBytes = size
      return nil
    case "highestuserwastedpercent":
      guard let percent = Self.percent(value, .down) else { return ": \(value) is no share from 0 to 1" }
      policy.deadPercent = percent
      return ": \(value) became budgets.dead.percent, a share of the whole image, not of all layers but the first"
    case "lowestefficiency":
      guard let percent = Self.percent(value, .up) else { return ": \(value) is no share from 0 to 1" }
      policy.grades.append((LowEfficiency.info.name, "{ percent: \(percent) }"))
      return nil
    default: return ": \(value) is not known here"
    }
  }

  private static let units = [
    "": "", "b": "B", "k": "kB", "kb": "kB", "m": "MB", "mb": "MB", "g": "GB", "gb": "GB", "t": "TB", "tb": "TB",
    "ki": "KiB", "kib": "KiB", "mi": "MiB", "mib": "MiB", "gi": "GiB", "gib": "GiB", "ti": "TiB", "tib": "TiB",
  ]

  /// A size as dive takes it, with a unit in letters of any case and without its B, in the spelling that policies have.
  private static func size(_ text: String) -> String? {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(number.count).drop { $0 == " " }.lowercased()
    guard let spelling = units[unit] else { return nil }
    let size = String(number) + spelling
    return (try? ByteSize.parse(size)) == nil ? nil : size
  }

  /// A share from 0 to 1 in whole per cent, rounded to the strict side.
  private static func percent(_ text: String, _ rule: FloatingPointRoundingRule) -> Int? {
    guard let share = Double(text), (0...1).contains(share) else { return nil }
    // 0.29 has no exact double, and shall be 29.
    return Int(((share * 100_000_000).rounded() / 1_000_000).rounded(rule))
  }
}
