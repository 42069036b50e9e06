/// A parsed shell text. Its words are ranges of the text, which everybody who reads them holds.
package struct ShellScript: Sendable {
  package var list: ShellList
  /// The bodies of here-documents that stand in the text itself, by the offset of their operator.
  package var heredocBodies: [Int: Range<Int>]
  /// Where text begins that was not read, because it is nested deeper than any script that a person writes; nil when all was.
  package var unreadOffset: Int?
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
    /// From the name to the end of the value.
    package var range: Range<Int>
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
    /// `((…))`: its one word is the expression.
    case arithmetic
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
      /// Text that stands for itself, quotes and escapes removed: its bytes are those of the range.
      case literal
      /// `$name` or `${name…}`: where the name stands, whether more follows it inside the braces, and the commands that are
      /// substituted there.
      case parameter(name: Range<Int>, hasModifier: Bool, commands: [ShellList])
      /// `$(…)` or `` `…` ``.
      case command(ShellList)
      /// `<(…)` or `>(…)`.
      case process(ShellList)
      /// `$((…))` and `((…))`, with the commands that are substituted inside.
      case arithmetic([ShellList])
      /// The `(…)` of `name=(…)`, with the commands that are substituted inside.
      case array([ShellList])
    }

    package var kind: Kind
    /// Offsets into the script's text.
    package var range: Range<Int>
    package var isQuoted: Bool
  }

  /// One part or several. Nearly every word has one alone, which needs no memory of its own.
  package enum Parts: Sendable, RandomAccessCollection {
    case one(Part)
    case list([Part])

    package var startIndex: Int { 0 }

    package var endIndex: Int {
      switch self {
      case .one: 1
      case .list(let parts): parts.count
      }
    }

    package subscript(index: Int) -> Part {
      switch self {
      case .one(let part): part
      case .list(let parts): parts[index]
      }
    }

    /// The commands of all that is substituted in them.
    var substitutions: [ShellList] {
      flatMap { part -> [ShellList] in
        switch part.kind {
        case .literal: return []
        case .command(let list), .process(let list): return [list]
        case .parameter(_, _, let lists), .arithmetic(let lists), .array(let lists): return lists
        }
      }
    }
  }

  package var parts: Parts
  /// Offsets into the script's text, quotes included.
  package var range: Range<Int>

  /// Where the text stands of a word that is one literal and nothing else; nil for any other word.
  var literalRange: Range<Int>? {
    if case .one(let part) = parts, case .literal = part.kind { part.range } else { nil }
  }

  /// The word's text in a script of these bytes, when nothing in it is expanded; nil otherwise.
  package func literal(in bytes: [UInt8]) -> String? {
    var text = ""
    for part in parts {
      guard case .literal = part.kind else { return nil }
      text += String(decoding: bytes[part.range], as: UTF8.self)
    }
    return text
  }

  /// Whether any part stands between quotes.
  package var isQuoted: Bool { parts.contains(where: \.isQuoted) }
}
