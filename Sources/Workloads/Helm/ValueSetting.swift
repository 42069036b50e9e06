/// An option `--set` or `--set-string`: values by their paths, in the grammar of Helm.
///
/// `a.b=1,c[0].d=x,e={x,y},f=null,g.h\.i=z`: commas divide, a backslash takes the next character as it is, `{…}` is a list.
/// `true`, `false`, `null` and whole numbers are what they look like, all else is text. (helm, pkg/strvals/parser.go)
package struct ValueSetting: Sendable {
  package struct Fault: Error, Sendable, Hashable {
    /// What is wrong, without any value.
    package var message: String
  }

  /// A step on the way to a value.
  enum Step: Sendable, Hashable {
    case key(String)
    case index(Int)
  }

  /// What is set.
  enum Value: Sendable {
    case scalar(YAMLScalar)
    case list([YAMLScalar])
  }

  struct Assignment: Sendable {
    var path: [Step]
    var value: Value
  }

  /// The paths that it sets, for messages: `a.b, c[0].d`.
  package var name: String { assignments.map { Self.words(for: $0.path) }.joined(separator: ", ") }
  /// The option's own name.
  package var option: String { isText ? "--set-string" : "--set" }
  private let isText: Bool
  let assignments: [Assignment]

  /// - Parameter isText: whether all values are texts, as `--set-string` has it.
  package init(_ text: String, isText: Bool = false) throws(Fault) {
    self.isText = isText
    var parser = SettingParser(text, isText: isText)
    assignments = try parser.parse()
  }

  static func words(for path: [Step]) -> String {
    path.reduce(into: "") { words, step in
      switch step {
      case .key(let key): words += (words.isEmpty ? "" : ".") + key
      case .index(let index): words += "[\(index)]"
      }
    }
  }
}

/// Reads the text of an option.
private struct SettingParser {
  private static let deepest = 30
  private static let highestIndex = 65_536

  private var rest: Substring
  private let isText: Bool

  init(_ text: String, isText: Bool) {
    rest = text[...]
    self.isText = isText
  }

  mutating func parse() throws(ValueSetting.Fault) -> [ValueSetting.Assignment] {
    var assignments: [ValueSetting.Assignment] = []
    while !rest.isEmpty {
      let path = try path()
      assignments.append(ValueSetting.Assignment(path: path, value: try value(of: path)))
    }
    guard !assignments.isEmpty else { throw fault("is empty") }
    return assignments
  }

  /// Up to and with the `=`.
  private mutating func path() throws(ValueSetting.Fault) -> [ValueSetting.Step] {
    var path: [ValueSetting.Step] = []
    while true {
      let key = word(endingAt: "=[,.")
      let end = rest.popFirst()
      // Behind an index stands no key.
      let isBehindIndex = if case .index? = path.last { key.isEmpty } else { false }
      if !isBehindIndex {
        guard !key.isEmpty else { throw fault("has an empty key") }
        path.append(.key(key))
      }
      guard path.count <= Self.deepest else { throw fault("goes more than \(Self.deepest) levels deep") }
      switch end {
      case "=": return path
      case ".":
        if isBehindIndex, rest.isEmpty { throw fault("has no value for `\(ValueSetting.words(for: path))`") }
      case "[": path.append(.index(try index()))
      default:
        throw fault(
          "has no value for `\(ValueSetting.words(for: path))`: write `\(ValueSetting.words(for: path))=VALUE`")
      }
    }
  }

  private mutating func index() throws(ValueSetting.Fault) -> Int {
    guard let end = rest.firstIndex(of: "]"), let index = Int(rest[..<end]), (0...Self.highestIndex).contains(index)
    else { throw fault("has an index that is no number from 0 to \(Self.highestIndex)") }
    rest = rest[end...].dropFirst()
    return index
  }

  private mutating func value(of path: [ValueSetting.Step]) throws(ValueSetting.Fault) -> ValueSetting.Value {
    if rest.hasPrefix("[]"), rest.dropFirst(2).first ?? "," == "," {
      rest = rest.dropFirst(3)
      return .list([])
    }
    guard rest.first == "{" else {
      let value = scalar(word(endingAt: ","))
      rest = rest.dropFirst()
      return .scalar(value)
    }
    rest = rest.dropFirst()
    var items: [YAMLScalar] = []
    while true {
      let text = word(endingAt: ",}")
      let end = rest.popFirst()
      guard let end else { throw fault("has a list at `\(ValueSetting.words(for: path))` that no `}` closes") }
      if end == "}", text.isEmpty, items.isEmpty { break }
      items.append(scalar(text))
      if end == "}" { break }
    }
    guard rest.first ?? "," == "," else { throw fault("has text behind the `}` of `\(ValueSetting.words(for: path))`") }
    rest = rest.dropFirst()
    return .list(items)
  }

  private mutating func word(endingAt ends: String) -> String {
    var word = ""
    while let next = rest.first, !ends.contains(next) {
      rest = rest.dropFirst()
      if next == "\\" {
        if let escaped = rest.popFirst() { word.append(escaped) }
      } else {
        word.append(next)
      }
    }
    return word
  }

  /// What Helm takes a text for.
  private func scalar(_ text: String) -> YAMLScalar {
    let lower = text.lowercased()
    let isTyped =
      !isText && (["true", "false", "null", "0"].contains(lower) || (!text.hasPrefix("0") && Int(text) != nil))
    return isTyped ? YAMLScalar(text: lower, style: .plain) : YAMLScalar(text: text, style: .quoted)
  }

  private func fault(_ words: String) -> ValueSetting.Fault { ValueSetting.Fault(message: words) }
}
