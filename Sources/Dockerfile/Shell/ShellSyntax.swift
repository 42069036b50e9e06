/// A parsed shell text.
package struct ShellScript: Sendable {
  package var list: ShellList
  /// The bodies of here-documents that stand in the text itself, by the offset of their operator.
  package var heredocBodies: [Int: Range<Int>]
}

/// Commands one after the other, as POSIX calls a list.
package struct ShellList: Sendable {
  /// What stands behind a pipeline.
  package enum Separator: Sendable {
    case and
    case or
    case sequence
    case background
    case end
  }

  package struct Item: Sendable {
    package var pipeline: ShellPipeline
    package var separator: Separator
  }

  package var items: [Item] = []
}

/// Commands joined by `|` or `|&`.
package struct ShellPipeline: Sendable {
  package var isNegated = false
  package var commands: [ShellNode] = []
}

/// A command of a pipeline.
package enum ShellNode: Sendable {
  case simple(SimpleCommand)
  case compound(CompoundCommand)
}

/// Assignments, words and redirections, up to an operator.
package struct SimpleCommand: Sendable {
  package struct Assignment: Sendable {
    package var name: String
    package var value: ShellWord
  }

  package var assignments: [Assignment] = []
  package var words: [ShellWord] = []
  package var redirections: [Redirection] = []
  /// Offsets into the script's text.
  package var range: Range<Int>
}

/// `>file`, `2>&1`, `<<EOF` and their like.
package struct Redirection: Sendable {
  /// The operator without its number: `>`, `>>`, `<`, `<<`, `<<-`, `<<<`, `>&`, …
  package var operation: String
  package var target: ShellWord
  /// Where the operator stands; a here-document's body is found by it.
  package var offset: Int
}

/// `( … )`, `{ …; }`, `if`, loops, `case` and functions.
package struct CompoundCommand: Sendable {
  package enum Kind: Sendable {
    case subshell
    case group
    case conditional
    /// `while` and `until`.
    case loop
    /// `for` and `select`, with the variable's name.
    case iteration(variable: String)
    case selection
    case function(name: String)
  }

  package var kind: Kind
  /// The words of `for … in`, of `case … in` and of its patterns.
  package var words: [ShellWord] = []
  /// Conditions and bodies, in order.
  package var lists: [ShellList] = []
  package var redirections: [Redirection] = []
}

/// A word of a shell command, in its parts.
package struct ShellWord: Sendable {
  package struct Part: Sendable {
    package enum Kind: Sendable {
      /// Text that stands for itself, quotes and escapes removed.
      case literal(String)
      /// `$name` or `${name…}`: the name, and what follows it inside the braces.
      case parameter(name: String, modifier: String)
      /// `$(…)` or `` `…` ``.
      case command(ShellList)
      /// `<(…)` or `>(…)`.
      case process(ShellList)
      /// `$((…))`.
      case arithmetic
    }

    package var kind: Kind
    /// Offsets into the script's text. For a literal the text stands there byte for byte, but for removed escapes.
    package var range: Range<Int>
    package var isQuoted: Bool
  }

  package var parts: [Part]
  /// Offsets into the script's text, quotes included.
  package var range: Range<Int>

  /// The text when nothing in it is expanded; nil otherwise.
  package var literal: String? {
    var text = ""
    for part in parts {
      guard case .literal(let piece) = part.kind else { return nil }
      text += piece
    }
    return text
  }

  /// Whether any part stands between quotes.
  package var isQuoted: Bool { parts.contains(where: \.isQuoted) }
}
