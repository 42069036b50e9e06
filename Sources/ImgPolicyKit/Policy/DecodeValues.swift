internal import Linting
internal import Rules
internal import Workloads

/// The key `values` of a policy: what Helm values must be.
extension ConfigNode {
  func valueDemands(_ context: inout DecodeContext) -> [ValueDemand] {
    let expected = "a list of entries such as { path: replicaCount, minimum: 1 }"
    return (items(&context, expected: expected) ?? []).compactMap { $0.valueDemand(&context) }
  }

  private func valueDemand(_ context: inout DecodeContext) -> ValueDemand? {
    var draft = ValueDemand.Draft()
    let before = context.faults.count
    decode(into: &draft, by: ValueDemand.Draft.keys, &context)
    // What is wrong with a key says why there is no demand.
    guard case .mapping = content, context.faults.count == before else { return nil }
    guard let path = draft.path else {
      context.fault(place, "\(name) has no `path`: expected one such as frontend.replicaCount")
      return nil
    }
    let demand = draft.demand(path)
    if !demand.demandsAnything {
      context.fault(
        place, "\(name) demands nothing of `\(path.text)`: expected `required`, `pattern`, `minimum` or the like")
    }
    if let least = demand.minimum, let most = demand.maximum, most.quantity < least.quantity {
      context.fault(place, "\(name): the minimum \(least.text) of `\(path.text)` is above the maximum \(most.text)")
    }
    if [demand.lessThan, demand.atMost].contains(path) {
      context.fault(place, "\(name) holds `\(path.text)` against itself: expected another path")
    }
    for other in [demand.lessThan, demand.atMost].compactMap({ $0 })
    where other.wildcards > 0 && other.wildcards != path.wildcards {
      context.fault(
        place, "\(name): `\(other.text)` and `\(path.text)` have not as many `*`: each stands for the same key")
    }
    return demand
  }

  fileprivate func valuePath(_ context: inout DecodeContext) -> ValuePath? {
    let expected = "keys joined by dots, such as frontend.replicaCount or hosts[0].name"
    guard let text = text(&context, expected: expected) else { return nil }
    return ValuePath(text) ?? mismatch(expected, &context)
  }

  fileprivate func pattern(_ context: inout DecodeContext) -> TextPattern? {
    guard let text = text(&context, expected: "a regular expression such as \"^sk-\"") else { return nil }
    do throws(TextPattern.Fault) {
      return try TextPattern(text)
    } catch {
      context.fault(place, "\(name): \(error.message)")
      return nil
    }
  }

  fileprivate func bound(_ context: inout DecodeContext) -> ValueDemand.Bound? {
    let expected = "a number, or an amount such as 64Mi"
    guard let text = text(&context, expected: expected) else { return nil }
    return ValueDemand.Bound(text) ?? mismatch(expected, &context)
  }
}

extension ValueDemand {
  /// The keys of an entry.
  static var keyNames: [String] { Draft.keys.keys }

  fileprivate var demandsAnything: Bool {
    isRequired || pattern != nil || !choices.isEmpty || minimum != nil || maximum != nil || lessThan != nil
      || atMost != nil
  }

  /// An entry while it is read: its path may come last.
  fileprivate struct Draft {
    var path: ValuePath?
    private var changes: [@Sendable (inout ValueDemand) -> Void] = []

    func demand(_ path: ValuePath) -> ValueDemand {
      var demand = ValueDemand(path: path)
      for change in changes { change(&demand) }
      return demand
    }

    private mutating func set<Value: Sendable>(
      _ key: WritableKeyPath<ValueDemand, Value> & Sendable, _ value: Value?
    ) {
      if let value { changes.append { $0[keyPath: key] = value } }
    }

    static let keys = KeyTable<Draft>(decoders: [
      ("path", { $0.path = $1.valuePath(&$2) }),
      ("required", { $0.set(\.isRequired, $1.flag(&$2)) }),
      ("pattern", { $0.set(\.pattern, $1.pattern(&$2)) }),
      ("minimum", { $0.set(\.minimum, $1.bound(&$2)) }),
      ("maximum", { $0.set(\.maximum, $1.bound(&$2)) }),
      ("one-of", { $0.set(\.choices, $1.names(&$2, expected: "a text, or a list of texts")?.map { $0.text }) }),
      ("less-than", { $0.set(\.lessThan, $1.valuePath(&$2)) }),
      ("at-most", { $0.set(\.atMost, $1.valuePath(&$2)) }),
      ("message", { $0.set(\.message, $1.text(&$2)) }),
    ])
  }
}
