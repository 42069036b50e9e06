internal import Linting
internal import Policies

/// How grave each built-in policy takes a rule's findings to be.
struct BuiltInGrades {
  private let selections: [(policy: String, selection: Selection)]

  init(_ infos: [RuleInfo]) {
    let stack = PolicyStack(ruleNames: RuleNames(infos))
    selections = BuiltInPolicies.names.compactMap { name in
      // A built-in policy that cannot be read has its own test; here it grades nothing.
      guard let policy = try? stack.effective([.builtIn(name)]) else { return nil }
      return (name, Selection(layers: policy.layers))
    }
  }

  /// The policies that have the rule, in alphabetical order, each with the severity of a finding in which all of the
  /// rule's senses meet.
  func grades(of info: RuleInfo) -> [(policy: String, severity: Severity)] {
    let finding = Finding(info, "")
    return selections.compactMap { policy, selection in
      selection.severity(of: finding, info: info).map { (policy, $0) }
    }
  }
}
