package import Linting
internal import Rules

/// The key `layout` of a policy: the stages that a Dockerfile must have.
extension Policy {
  /// What a `layout` says, with the places that a check of its names needs.
  fileprivate struct Draft {
    var stages: [(text: String, place: Place)]?
    var final: (text: String, place: Place)?
    var bases: [(stage: String, place: Place, glob: String)] = []
    var copies: [(stage: String, place: Place, sources: [(text: String, place: Place)])] = []
    var forbidden: Set<StageLayout.Ballast> = []

    /// The stages of which something is demanded, as often as they are named.
    var named: [StageMention] {
      let keys = bases.map { ($0.stage, $0.place) } + copies.map { ($0.stage, $0.place) }
      let sources = copies.flatMap { $0.sources.map { ($0.text, $0.place) } }
      return (keys + sources + [final].compactMap { $0 }).map { StageMention(name: $0.0, place: $0.1) }
    }
  }

  mutating func decodeLayout(_ node: ConfigNode, _ context: inout DecodeContext) {
    var draft = Draft()
    node.decode(into: &draft, by: Self.layoutKeys, &context)
    Self.refuseForeignStages(in: draft, &context)
    var layout = StageLayout()
    layout.stages = (draft.stages ?? []).map { $0.text.lowercased() }
    layout.final = draft.final?.text.lowercased()
    for base in draft.bases { layout.bases[base.stage.lowercased()] = base.glob }
    for copy in draft.copies { layout.copies[copy.stage.lowercased()] = copy.sources.map { $0.text.lowercased() } }
    layout.forbidden = draft.forbidden
    settings.layout = layout
    if draft.stages == nil { foreignStages = draft.named }
  }

  /// The words of `forbid-in-final`.
  static var forbiddenThings: [String] { StageLayout.Ballast.allCases.map(\.rawValue) }

  /// The keys of a layout.
  static var layoutKeyNames: [String] { layoutKeys.keys }

  private static let layoutKeys = KeyTable<Draft>(decoders: [
    ("stages", { $0.decodeStages($1, &$2) }),
    ("final", { draft, node, context in draft.final = node.text(&context).map { ($0, node.place) } }),
    ("bases", { $0.decodeBases($1, &$2) }),
    ("copies", { $0.decodeCopies($1, &$2) }),
    ("forbid-in-final", { $0.decodeForbidden($1, &$2) }),
  ])

  /// A misspelt stage would be a demand that nobody checks.
  private static func refuseForeignStages(in draft: Draft, _ context: inout DecodeContext) {
    guard let stages = draft.stages else { return }
    let known = stages.map { $0.text.lowercased() }
    for stage in draft.named {
      if let message = stage.foreignMessage(among: known) { context.fault(stage.place, message) }
    }
  }
}

extension String {
  /// Whether BuildKit takes it for the name of a stage, in any case.
  fileprivate var isStageName: Bool {
    utf8.first.map { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A } == true
      && utf8.allSatisfy {
        ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || "-_.".utf8.contains($0)
      }
  }
}

/// A stage that a `layout` names, with its place.
package struct StageMention: Sendable {
  /// As written.
  package var name: String
  /// Where the policy has it.
  package var place: Place

  /// Why none of `stages` is meant; nil when one is.
  func foreignMessage(among stages: [String]) -> String? {
    let name = name.lowercased()
    guard !stages.contains(name) else { return nil }
    let guess = nearest(to: name, among: stages).map { "did you mean `\($0)`?" }
    return "the stage `\(self.name)` is not one of `layout.stages`: \(guess ?? "expected \(listed(stages))")"
  }
}

extension Policy.Draft {
  /// Two stages of one name are a fault of the Dockerfile, so that no layout can be meant so.
  fileprivate mutating func decodeStages(_ node: ConfigNode, _ context: inout DecodeContext) {
    stages = node.names(&context, expected: "a list of stage names")
    var seen: Set<String> = []
    for (name, place) in stages ?? [] {
      if !name.isStageName {
        context.fault(place, "`\(name)` is no name of a stage: expected letters, digits, `-`, `_` and `.`")
      } else if !seen.insert(name.lowercased()).inserted {
        context.fault(place, "\(node.name) has the stage `\(name)` twice")
      }
    }
  }

  fileprivate mutating func decodeBases(_ node: ConfigNode, _ context: inout DecodeContext) {
    for entry in node.entries(&context, expected: "a mapping of stages to base images") ?? [] {
      let glob = entry.value.glob(&context, expected: "a base image with * for any text, such as node:*-alpine*")
      if let glob { bases.append((entry.key, entry.place, glob)) }
    }
  }

  fileprivate mutating func decodeCopies(_ node: ConfigNode, _ context: inout DecodeContext) {
    for entry in node.entries(&context, expected: "a mapping of stages to lists of stages") ?? [] {
      let sources = entry.value.names(&context, expected: "the stages to copy from")
      if let own = sources?.first(where: { $0.text.lowercased() == entry.key.lowercased() }) {
        context.fault(own.place, "`\(own.text)` cannot copy from itself: expected an earlier stage")
      } else if let sources {
        copies.append((entry.key, entry.place, sources))
      }
    }
  }

  fileprivate mutating func decodeForbidden(_ node: ConfigNode, _ context: inout DecodeContext) {
    let words = Policy.forbiddenThings
    for (word, place) in node.names(&context, expected: "a list of \(listed(words))") ?? [] {
      if let ballast = StageLayout.Ballast(rawValue: word) {
        forbidden.insert(ballast)
      } else {
        context.fault(place, node.unknown("value", word, among: words))
      }
    }
  }
}
