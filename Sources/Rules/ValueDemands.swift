package import Linting
package import Workloads

/// What a policy demands of one Helm value: an entry of the key `values`.
package struct ValueDemand: Sendable, Hashable {
  /// A bound of a number or an amount, as it was written.
  package struct Bound: Sendable, Hashable {
    package let text: String
    package let quantity: Quantity

    /// nil for a text that is no amount.
    package init?(_ text: String) {
      guard let quantity = try? Quantity(text) else { return nil }
      self.text = text
      self.quantity = quantity
    }

    /// Whether it is a plain number: then a value must be one, too, and not a text that looks like one.
    var isNumber: Bool { quantity.suffix.isEmpty }
  }

  package var path: ValuePath
  /// Whether it must be there and not blank.
  package var isRequired = false
  package var pattern: TextPattern?
  /// The only texts that it may be; empty for any.
  package var choices: [String] = []
  package var minimum: Bound?
  package var maximum: Bound?
  /// What it must be less than.
  package var lessThan: ValuePath?
  /// What it must not exceed.
  package var atMost: ValuePath?
  /// What a finding says, to the letter; nil for a sentence that names the path and the demand.
  package var message: String?

  package init(path: ValuePath) { self.path = path }
}
