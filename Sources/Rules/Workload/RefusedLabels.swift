internal import Linting
internal import Workloads

extension KubernetesObject {
  /// Labels and keys of data that the API refuses, and conditions on labels that make no sense to it.
  var refusedLabels: [RefusedSetting] {
    var settings = labels(of: node["metadata", "labels"])
    for path in [["spec", "template"], ["spec", "jobTemplate", "spec", "template"]] {
      var template: YAMLNode? = node
      for key in path { template = template?[key] }
      settings += labels(of: template?["metadata", "labels"])
    }
    settings += conditions(node["spec", "selector", "matchExpressions"])
    if let config = ConfigObject(self) {
      settings += config.entries.filter { !LabelSyntax.isKeyOfData($0.key) && !ReplacedText.isReplaced($0.key) }.map {
        RefusedSetting(
          range: $0.keyRange,
          reason: "“\($0.key.prefix(40))” is no key: expected letters, digits, dots, hyphens and underscores")
      }
    }
    return settings
  }

  private func labels(of node: YAMLNode?) -> [RefusedSetting] {
    (node?.entries ?? []).compactMap { entry in
      if !LabelSyntax.isKey(entry.key), !ReplacedText.isReplaced(entry.key) {
        return RefusedSetting(
          range: entry.keyRange, reason: "“\(entry.key.prefix(40))” is no key of a label: \(LabelSyntax.rule)")
      }
      guard let value = entry.value.text, entry.value.scalar?.value == .string, !LabelSyntax.isValue(value),
        !ReplacedText.isReplaced(value)
      else { return nil }
      return RefusedSetting(
        range: entry.value.range,
        reason: "the value of the label “\(entry.key.prefix(40))” is none: \(LabelSyntax.rule)")
    }
  }

  private func conditions(_ list: YAMLNode?) -> [RefusedSetting] {
    (list?.items ?? []).compactMap { condition in
      guard let node = condition["operator"], let word = node.text else { return nil }
      let hasValues = condition["values"]?.items.isEmpty == false
      switch word {
      case "In", "NotIn":
        return hasValues ? nil : RefusedSetting(range: node.range, reason: "\(word) has no values to compare with")
      case "Exists", "DoesNotExist":
        return hasValues ? RefusedSetting(range: node.range, reason: "\(word) takes no values") : nil
      default: return nil
      }
    }
  }
}

/// What keys and values of labels are like.
private enum LabelSyntax {
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
