internal import Linting

/// What decoding a configuration file needs and gathers: the names of the rules, and all faults.
struct DecodeContext {
  let source: String
  let names: RuleNames
  private(set) var faults: [PolicyError.Fault] = []

  init(source: String, names: RuleNames) {
    self.source = source
    self.names = names
  }

  mutating func fault(_ place: Place, _ message: String) {
    faults.append(PolicyError.Fault(source, at: place, message))
  }

  /// Throws what was gathered, if anything, in the order of the file. What stands behind an anchor is read for each alias, and
  /// its faults are told once.
  func finish() throws(PolicyError) {
    guard !faults.isEmpty else { return }
    var told: Set<PolicyError.Fault> = []
    throw PolicyError(
      faults.filter { told.insert($0).inserted }.sorted { left, right in
        guard let first = left.place, let second = right.place else { return left.place == nil && right.place != nil }
        return first < second
      })
  }
}

/// The keys of one mapping: how each is decoded, and which exist in the format but are not judged by this version.
struct KeyTable<Value>: Sendable {
  typealias Decode = @Sendable (inout Value, ConfigNode, inout DecodeContext) -> Void

  var decoders: [(key: String, decode: Decode)]
  /// A demand that nobody judges must not look like one that is met, so these are refused.
  var unsupported: [String] = []
  /// Keys that belong into other files, and which these are.
  var elsewhere: [(keys: [String], file: String)] = []

  /// The keys that are decoded.
  var keys: [String] { decoders.map(\.key) }

  fileprivate var known: [String] { keys + unsupported }
}

/// The ways to read a node. Each returns nil after having told the context what is wrong.
extension ConfigNode {
  /// Reads a mapping whose keys are known.
  func decode<Value>(into value: inout Value, by table: KeyTable<Value>, _ context: inout DecodeContext) {
    guard let entries = entries(&context, expected: "a mapping of keys to values") else { return }
    for entry in entries {
      if let decoder = table.decoders.first(where: { $0.key == entry.key }) {
        decoder.decode(&value, entry.value, &context)
      } else if table.unsupported.contains(entry.key) {
        context.fault(entry.place, "\(entry.value.name) is not supported by this version of imgpolicy")
      } else if let other = table.elsewhere.first(where: { $0.keys.contains(entry.key) }) {
        context.fault(entry.place, "`\(entry.key)` belongs into \(other.file)")
      } else {
        context.fault(entry.place, unknown("key", entry.key, among: table.known))
      }
    }
  }

  func entries(_ context: inout DecodeContext, expected: String) -> [Entry]? {
    guard case .mapping(let entries) = content else { return mismatch(expected, &context) }
    return entries
  }

  func items(_ context: inout DecodeContext, expected: String) -> [ConfigNode]? {
    guard case .sequence(let items) = content else { return mismatch(expected, &context) }
    return items
  }

  func text(_ context: inout DecodeContext, expected: String = "text") -> String? {
    guard case .scalar(let text) = content, !text.isEmpty else { return mismatch(expected, &context) }
    return text
  }

  /// One name or a list of at least one, each with its place.
  func names(_ context: inout DecodeContext, expected: String) -> [(text: String, place: Place)]? {
    if case .scalar = content { return text(&context, expected: expected).map { [($0, place)] } }
    guard let items = items(&context, expected: expected) else { return nil }
    guard !items.isEmpty else { return mismatch(expected, found: "an empty list", &context) }
    var names: [(String, Place)] = []
    for item in items {
      if let name = item.text(&context, expected: "a name in the list") { names.append((name, item.place)) }
    }
    return names
  }

  func integer(in range: ClosedRange<Int>, _ context: inout DecodeContext) -> Int? {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let text = text(&context, expected: expected) else { return nil }
    guard let number = Int(text), range.contains(number) else { return mismatch(expected, &context) }
    return number
  }

  /// In the spellings of YAML 1.2.
  func flag(_ context: inout DecodeContext) -> Bool? {
    let words = [("true", true), ("True", true), ("TRUE", true), ("false", false), ("False", false), ("FALSE", false)]
    return choice(words, offering: ["true", "false"], &context)
  }

  /// One of a few words; messages tell those of `offering`, or all.
  func choice<Value>(
    _ words: [(word: String, value: Value)], offering: [String]? = nil, _ context: inout DecodeContext
  ) -> Value? {
    let all = offering ?? words.map(\.word)
    let expected = all.count > 1 ? "one of \(listed(all))" : "`\(listed(all))`"
    guard let text = text(&context, expected: expected) else { return nil }
    if let match = words.first(where: { $0.word == text }) { return match.value }
    let guess = nearestKey(to: text, among: all).map { "; did you mean `\($0)`?" } ?? ""
    return mismatch(expected + guess, &context)
  }

  func size(_ context: inout DecodeContext) -> ByteSize? {
    guard let text = text(&context, expected: "a size such as 500MB") else { return nil }
    do throws(ByteSize.ParseError) {
      return try ByteSize.parse(text)
    } catch {
      context.fault(place, "\(name): \(error.message)")
      return nil
    }
  }

  /// Tells what stands here instead of what should.
  func mismatch<Value>(_ expected: String, found words: String? = nil, _ context: inout DecodeContext) -> Value? {
    if words == nil, case .nothing = content {
      context.fault(place, "\(name) has no value: expected \(expected)")
    } else {
      context.fault(place, "\(name) is \(words ?? found): expected \(expected)")
    }
    return nil
  }

  /// `unknown key `budget` in `layout`: did you mean `budgets`?`
  func unknown(_ kind: String, _ word: String, among known: [String]) -> String {
    let position = keyPath.isEmpty ? "" : " in `\(keyPath)`"
    if let guess = nearestKey(to: word, among: known) {
      return "unknown \(kind) `\(word)`\(position): did you mean `\(guess)`?"
    }
    return "unknown \(kind) `\(word)`\(position): expected one of \(listed(known))"
  }
}

/// `a, b or c`.
func listed(_ words: [String]) -> String {
  guard words.count > 1, let last = words.last else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " or " + last
}
