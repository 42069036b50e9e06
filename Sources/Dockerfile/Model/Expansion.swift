/// What a text becomes when its variables are replaced and its quotes and escapes removed.
package struct Expansion: Sendable, Hashable {
  /// One use of a variable.
  package struct Use: Sendable, Hashable {
    package var name: String
    /// Offsets into the expanded text, from `$` to the end of the substitution.
    package var range: Range<Int>
    package var isSet: Bool

    /// Whether it is written as `$NAME` or `${NAME}`: nothing is said of what to do without a value.
    package var isBare: Bool { range.count <= name.utf8.count + "${}".utf8.count }
  }

  package let text: String
  package let uses: [Use]
  /// Whether `text` is what the build will see: nothing in it came from a variable without a known value.
  package let isResolved: Bool
  /// Whether a value was left out because the file's expansions had grown too much.
  let isCut: Bool

  /// What the text was made of; nil for one that stands for itself.
  private let output: ExpansionOutput?

  /// The text split at its unquoted blanks, those from variables included.
  package var words: [String] { (output ?? ExpansionOutput(Array(text.utf8))).words }

  /// A text in which nothing is to expand.
  init(_ text: String) {
    self.text = text
    self.uses = []
    self.isResolved = true
    self.isCut = false
    self.output = nil
  }

  init(_ output: ExpansionOutput, uses: [Use], isResolved: Bool, isCut: Bool = false) {
    self.text = String(decoding: output.bytes, as: UTF8.self)
    self.uses = uses
    self.isResolved = isResolved
    self.isCut = isCut
    self.output = output
  }
}

/// What is known of a variable that is set.
package enum VariableValue: Sendable, Hashable {
  case known(String)
  /// Its value depends on how the build is called, or on a variable that nobody knows; this is the value that it has as
  /// far as the file tells.
  case uncertain(String)

  /// The value as far as the file tells.
  package var text: String {
    switch self {
    case .known(let text), .uncertain(let text): text
    }
  }
}

/// Why BuildKit refuses to expand a text.
package struct ExpansionFault: Error, Sendable, Hashable {
  package var message: String
  /// Where in the text.
  package var offset: Int
}

/// How the lexer treats what it does not expand.
package struct ExpansionMode: Sendable {
  /// Quotes stay in the result.
  package var keepsQuotes = false
  /// Escape characters stay in the result.
  package var keepsEscapes = false
  /// Quotes are text like any other, as in the body of a heredoc.
  package var ignoresQuotes = false
  /// A variable without a value stays as it is written, its modifier unjudged.
  package var keepsUnset = false

  package static let build = ExpansionMode()
}

/// Expands `text` as BuildKit's word lexer does: `$name`, `${name}` with its modifiers, quotes, escapes.
package func expand(
  _ text: [UInt8], escape: UInt8, mode: ExpansionMode = .build, in environment: Environment
) throws(ExpansionFault) -> Expansion {
  var budget = ExpansionBudget()
  return try expand(text, escape: escape, mode: mode, in: environment, spending: &budget)
}

/// The same as one of many expansions, which share what they may grow by.
func expand(
  _ text: [UInt8], escape: UInt8, mode: ExpansionMode = .build, in environment: Environment,
  spending budget: inout ExpansionBudget
) throws(ExpansionFault) -> Expansion {
  guard ExpansionLexer.changes(text, escape: escape) else {
    return Expansion(ExpansionOutput(text), uses: [], isResolved: true)
  }
  var lexer = ExpansionLexer(text: text, escape: escape, mode: mode, environment: environment, spending: budget)
  defer { budget = lexer.budget }
  return try lexer.run()
}
