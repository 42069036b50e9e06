internal import Linting
internal import Rules

/// The key `layout` of a policy: the stages that a Dockerfile must have.
extension Policy {
  /// What a `layout` says, with the places that a check of its names needs.
  fileprivate struct Draft {
    var stages: [(text: String, place: Place)]?
    var final: (text: String, place: Place)?
    var bases: [(stage: String, place: Place, glob: String)] = []
    var copies: [(stage: String, place: Place, sources: [(text: String, place: Place)])] = []
    var forbidden: [Grade] = []
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
    settings.layout = layout
    // First, so that `rules` of the same file has the last word wherever it stands.
    grades.insert(contentsOf: draft.forbidden, at: 0)
  }

  /// The keys of a layout.
  static var layoutKeyNames: [String] { layoutKeys.keys }

  private static let layoutKeys = KeyTable<Draft>(decoders: [
    ("stages", { $0.stages = $1.names(&$2, expected: "a list of stage names") }),
    ("final", { draft, node, context in draft.final = node.text(&context).map { ($0, node.place) } }),
    ("bases", { $0.decodeBases($1, &$2) }),
    ("copies", { $0.decodeCopies($1, &$2) }),
    ("forbid-in-final", { $0.decodeForbidden($1, &$2) }),
  ])

  /// A misspelt stage would be a demand that nobody checks.
  private static func refuseForeignStages(in draft: Draft, _ context: inout DecodeContext) {
    guard let stages = draft.stages else { return }
    let known = stages.map { $0.text.lowercased() }
    var used = draft.bases.map { ($0.stage, $0.place) } + draft.copies.map { ($0.stage, $0.place) }
    used += draft.copies.flatMap { $0.sources.map { ($0.text, $0.place) } }
    if let final = draft.final { used.append((final.text, final.place)) }
    for (stage, place) in used where !known.contains(stage.lowercased()) {
      let guess = nearest(to: stage.lowercased(), among: known).map { ": did you mean `\($0)`?" } ?? ""
      context.fault(place, "the stage `\(stage)` is not one of `layout.stages`\(guess)")
    }
  }
}

extension Policy.Draft {
  fileprivate mutating func decodeBases(_ node: ConfigNode, _ context: inout DecodeContext) {
    for entry in node.entries(&context, expected: "a mapping of stages to base images") ?? [] {
      let glob = entry.value.text(&context, expected: "a base image with * for any text, such as node:*-alpine*")
      if let glob { bases.append((entry.key, entry.place, glob)) }
    }
  }

  fileprivate mutating func decodeCopies(_ node: ConfigNode, _ context: inout DecodeContext) {
    for entry in node.entries(&context, expected: "a mapping of stages to lists of stages") ?? [] {
      let sources = entry.value.names(&context, expected: "the stages to copy from")
      if let sources { copies.append((entry.key, entry.place, sources)) }
    }
  }

  /// What the final stage and the image must not hold, and the rules that find it.
  private static let forbidders = [
    "build-tools": ["build-tools-in-final-stage", "build-tools-in-image"],
    "package-manager-caches": ["package-cache-in-image"],
    "source-tree": ["source-tree-in-final-stage", "source-tree-in-image"],
  ]

  fileprivate mutating func decodeForbidden(_ node: ConfigNode, _ context: inout DecodeContext) {
    let words = Self.forbidders.keys.sorted()
    for (word, place) in node.names(&context, expected: "a list of \(listed(words))") ?? [] {
      guard let rules = Self.forbidders[word] else {
        context.fault(place, node.unknown("value", word, among: words))
        continue
      }
      // Forbidding demands a verdict, so what the rules by themselves only remark is a warning here.
      forbidden += rules.compactMap { context.names.selector($0) }.map { Policy.Grade($0, .on(.warning)) }
    }
  }
}
