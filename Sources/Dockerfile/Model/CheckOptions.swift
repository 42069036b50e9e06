/// What `# check=…` asks of BuildKit's checks: `skip=A,B;error=true;experimental=all`.
package struct CheckOptions: Sendable, Hashable {
  /// Names of checks, or all of them.
  package enum Names: Sendable, Hashable {
    case all
    case some(Set<String>)

    package func contains(_ name: String) -> Bool {
      switch self {
      case .all: true
      case .some(let names): names.contains(name)
      }
    }
  }

  /// Checks that stay silent. Experimental ones cannot be skipped.
  package var skip = Names.some([])
  /// Experimental checks that run.
  package var experimental = Names.some([])
  /// Whether the build fails when any check speaks.
  package var failsBuild = false

  package init() {}

  /// Why BuildKit refuses the options.
  struct Fault: Error {
    var message: String
  }

  /// Reads the options: at most three parts between semicolons, of which a later one beats an earlier one of the same key.
  init(_ text: some StringProtocol) throws(Fault) {
    let option = text.prefix { $0 != " " }
    let parts = option.split(separator: ";", maxSplits: 2, omittingEmptySubsequences: false)
    for part in parts {
      let words = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard words.count == 2 else { throw Fault(message: "“\(part)” is no option of a check: expected key=value") }
      switch words[0] {
      case "skip": skip = Self.names(words[1])
      case "experimental": experimental = Self.names(words[1])
      case "error": failsBuild = try Self.boolean(words[1])
      default:
        throw Fault(message: "“\(words[0])” is no option of a check: expected skip, experimental or error")
      }
    }
  }

  private static func names(_ text: some StringProtocol) -> Names {
    if text == "all" { return .all }
    return .some(Set(text.split(separator: ",").map { $0.filter { $0 != " " } }.map { String($0) }))
  }

  private static func boolean(_ text: some StringProtocol) throws(Fault) -> Bool {
    if ["1", "t", "T", "TRUE", "true", "True"].contains(String(text)) { return true }
    if ["0", "f", "F", "FALSE", "false", "False"].contains(String(text)) { return false }
    throw Fault(message: "“\(text)” is no value of error: expected true or false")
  }
}

extension Instruction {
  /// The options that a comment attached to the instruction gives for it alone. Malformed ones are ignored, and `error` means
  /// nothing here.
  package var checkOptions: CheckOptions? {
    guard let comment = checkComment else { return nil }
    var options = try? CheckOptions(comment.text.dropFirst(5).drop { $0 != "=" }.dropFirst().drop(while: Self.isBlank))
    options?.failsBuild = false
    return options
  }

  /// The comment that such options stand in: of several the first.
  package var checkComment: Comment? {
    comments.first { comment in
      comment.text.lowercased().hasPrefix("check") && comment.text.dropFirst(5).drop(while: Self.isBlank).first == "="
    }
  }

  private static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
}
