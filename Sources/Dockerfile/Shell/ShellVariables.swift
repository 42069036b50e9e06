/// What is known of a shell script's variables while its commands are walked.
struct ShellVariables {
  /// Those that the build gives the script.
  private let inherited: Environment
  /// Those that the script itself has set.
  private var values: [String: VariableValue] = [:]
  /// Each change with the value before it, so that a scope can be left again.
  private var changes: [(name: String, before: VariableValue?)] = []

  /// What the words of the file may still grow by.
  var budget: ExpansionBudget

  init(inherited: Environment, budget: ExpansionBudget) {
    self.inherited = inherited
    self.budget = budget
  }

  func value(of name: String) -> VariableValue? { values[name] ?? inherited.value(of: name) }

  mutating func set(_ name: String, to value: VariableValue) {
    changes.append((name, values.updateValue(value, forKey: name)))
  }

  // MARK: Scopes

  /// A point of the script that can be gone back to.
  typealias Mark = Int

  var mark: Mark { changes.count }

  /// Takes back what was set since `mark`: a subshell's variables end with it.
  mutating func revert(to mark: Mark) {
    while changes.count > mark, let change = changes.popLast() { values[change.name] = change.before }
  }

  /// Makes unknown what has another value than at `mark`: a branch may or may not have run.
  mutating func forgetChanges(since mark: Mark) {
    var before: [String: VariableValue?] = [:]
    for change in changes[mark...].reversed() { before[change.name] = .some(change.before) }
    for (name, value) in before where values[name] != value ?? inherited.value(of: name) {
      values[name] = .uncertain("")
    }
  }
}
