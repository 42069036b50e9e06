internal import Linting
internal import Rules

/// The key `waivers` of a policy.
extension Policy {
  /// A waiver while it is read.
  private struct Draft {
    var waiver: Waiver
    var rule: RuleNames.Selector?
  }

  mutating func decodeWaivers(_ node: ConfigNode, _ context: inout DecodeContext) {
    for item in node.items(&context, expected: "a list of waivers") ?? [] {
      guard case .mapping(let entries) = item.content else {
        let _: Waiver? = item.mismatch("waivers such as { rule: setuid-file, path: /usr/bin/su }", &context)
        continue
      }
      var draft = Draft(waiver: Waiver(rule: .all, source: context.source, place: item.place))
      let before = context.faults.count
      item.decode(into: &draft, by: Self.waiverKeys, &context)
      // A misspelt key says why there is none.
      if context.faults.count == before, !entries.contains(where: { $0.key == "rule" }) {
        context.fault(item.place, "the waiver has no `rule`: expected the name of a rule, an alias or a group")
      }
      guard let rule = draft.rule else { continue }
      draft.waiver.rule = rule
      waivers.append(draft.waiver)
    }
  }

  /// The keys of a waiver.
  static var waiverKeyNames: [String] { waiverKeys.keys }

  private static let waiverKeys = KeyTable<Draft>(decoders: [
    ("rule", { $0.rule = $1.waivedRule(&$2) }),
    ("path", { $0.waiver.path = $1.pathGlob(&$2) }),
    ("image", { $0.waiver.image = $1.pathGlob(&$2) }),
    ("stage", { $0.waiver.stage = $1.glob(&$2, expected: "the name of a stage") }),
    ("dockerfile", { $0.waiver.dockerfile = $1.pathGlob(&$2) }),
    ("reason", { $0.waiver.reason = $1.text(&$2, expected: "why the fault is accepted") }),
    ("expires", { $0.waiver.expires = $1.date(&$2) }),
  ])
}

extension ConfigNode {
  fileprivate func waivedRule(_ context: inout DecodeContext) -> RuleNames.Selector? {
    guard let text = text(&context, expected: "the name of a rule, an alias or a group") else { return nil }
    guard let selector = context.names.selector(text) else {
      context.fault(place, context.names.unknown(text))
      return nil
    }
    if selector == .rule(ExpiredWaiver.info.name) {
      context.fault(
        place, "\(ExpiredWaiver.info.name) cannot be waived: give the expired waiver a later day, or remove it")
      return nil
    }
    return selector
  }
}
