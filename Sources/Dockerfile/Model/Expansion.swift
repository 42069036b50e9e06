/// What a text becomes when its variables are replaced and its quotes and escapes removed.
package struct Expansion: Sendable, Hashable {
  /// One use of a variable.
  package struct Use: Sendable, Hashable {
    package var name: String
    /// Offsets into the expanded text, from `$` to the end of the substitution.
    package var range: Range<Int>
    package var isSet: Bool
  }

  package var text: String
  /// The words, where quotes or escapes may have kept blanks together; nil where blanks alone tell.
  private var splitWords: [String]?
  package var uses: [Use]
  /// Whether `text` is what the build will see: nothing in it came from a variable without a known value.
  package var isResolved: Bool

  /// The text split at its unquoted blanks, those from variables included.
  package var words: [String] {
    splitWords ?? text.utf8.split { ASCII.isBlank($0) || $0 == ASCII.newline }.compactMap { String($0) }
  }

  init(text: String, words: [String]?, uses: [Use], isResolved: Bool) {
    self.text = text
    self.splitWords = words
    self.uses = uses
    self.isResolved = isResolved
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
///
/// `value` tells of a variable; nil when it is not set.
package func expand(
  _ text: [UInt8], escape: UInt8, mode: ExpansionMode = .build, value: @escaping (String) -> VariableValue?
) throws(ExpansionFault) -> Expansion {
  var lexer = ExpansionLexer(text: text, escape: escape, mode: mode, value: value)
  return try lexer.run()
}
