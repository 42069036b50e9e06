internal import Linting
internal import Workloads

extension ManifestSchema.Visit {
  /// Labels and annotations that are none, and conditions on labels that make no sense to the API.
  var refusedLabels: [RefusedSetting] {
    guard isKnown else { return [] }
    switch (type, key) {
    case (.map, "labels"), (.map, "matchLabels"), (.map, "nodeSelector"), (.map, "selector"):
      return keys("label") + node.entries.compactMap(misvalue)
    case (.map, "annotations"): return keys("annotation")
    case (.object("SelectorRequirement"), _), (.object("NodeRequirement"), _): return [misfit].compactMap { $0 }
    default: return []
    }
  }

  private func keys(_ what: String) -> [RefusedSetting] {
    // The domain of an annotation may have capital letters.
    let isKey = { (key: String) in LabelSyntax.isKey(what == "annotation" ? key.lowercased() : key) }
    return node.entries.filter { !isKey($0.key) && !ReplacedText.isReplaced($0.key) }.map {
      RefusedSetting(
        range: $0.keyRange,
        reason: "“\($0.key.prefix(40))” is no key of \(what == "label" ? "a" : "an") \(what): \(LabelSyntax.rule)",
        isOfPods: isOfPods)
    }
  }

  private func misvalue(_ entry: YAMLNode.Entry) -> RefusedSetting? {
    guard LabelSyntax.isKey(entry.key), let value = entry.value.text, entry.value.scalar?.value == .string,
      !LabelSyntax.isValue(value), !ReplacedText.isReplaced(value)
    else { return nil }
    return RefusedSetting(
      range: entry.value.range,
      reason: "the value of the label “\(entry.key.prefix(40))” is none: \(LabelSyntax.rule)", isOfPods: isOfPods)
  }

  /// A condition with values that it cannot have, or without those that it needs.
  private var misfit: RefusedSetting? {
    guard let condition = node["operator"], let word = condition.text else { return nil }
    let values = node["values"]?.items ?? []
    let reason: String? =
      switch word {
      case "In", "NotIn": values.isEmpty ? "\(word) has no values to compare with" : nil
      case "Exists", "DoesNotExist": values.isEmpty ? nil : "\(word) takes no values"
      case "Gt", "Lt": values.count == 1 ? nil : "\(word) takes one value, a number"
      default: nil
      }
    return reason.map { RefusedSetting(range: condition.range, reason: $0, isOfPods: isOfPods) }
  }
}

/// What keys and values of labels are like.
enum LabelSyntax {
  static let rule =
    "expected up to 63 letters, digits, dots, hyphens and underscores, with a letter or digit at both ends"

  static func isValue(_ text: String) -> Bool { text.isEmpty || isName(text) }

  /// A name, perhaps behind a domain and a slash.
  static func isKey(_ text: String) -> Bool {
    guard let slash = text.firstIndex(of: "/") else { return isName(text) }
    return ObjectName.isSubdomain(String(text[..<slash])) && isName(String(text[text.index(after: slash)...]))
  }

  static func isKeyOfData(_ text: String) -> Bool {
    (1...253).contains(text.utf8.count) && text.utf8.allSatisfy(isPlain) && text != "." && text != ".."
  }

  private static func isName(_ text: String) -> Bool {
    guard (1...63).contains(text.utf8.count), let first = text.utf8.first, let last = text.utf8.last else {
      return false
    }
    return text.utf8.allSatisfy(isPlain) && isInner(first) && isInner(last)
  }

  private static func isPlain(_ byte: UInt8) -> Bool { isInner(byte) || "-_.".utf8.contains(byte) }

  private static func isInner(_ byte: UInt8) -> Bool { byte.isLatinLetter || byte.isDecimalDigit }
}
