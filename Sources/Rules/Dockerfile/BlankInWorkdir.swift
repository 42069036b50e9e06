package import Dockerfile
package import Linting

/// A WORKDIR with a blank that neither quotes nor an escape character protect.
package struct BlankInWorkdir: Rule {
  package static let info = RuleInfo(
    name: "blank-in-workdir", aliases: ["lint:invalid_workdir"], groups: ["correctness"], severity: .info,
    summary: "WORKDIR has a blank outside quotes, and the whole rest of the line is the path.",
    rationale: """
      WORKDIR takes one path, up to the end of the line: what looks like a second word or a comment becomes a part of the
      directory's name. Where a blank is meant, quotes say so.
      """,
    help: "Put a path with a blank into quotes, and a comment on a line of its own.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        WORKDIR ‹/app # where the program lives›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        WORKDIR /app
        WORKDIR "/my documents"
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#workdir"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.writtenInstructions.filter { $0.keyword == .workdir }.compactMap { instruction in
        guard let word = instruction.arguments.words.first, hasBareBlank(word, escape: file.syntax.directives.escape)
        else { return nil }
        return Finding(Self.info, message(word.text), at: word.range, of: instruction, stage: stage, in: file)
      }
    }
  }

  /// Blanks inside a substitution (`${DIR:-a b}`) are not judged.
  private func hasBareBlank(_ word: Word, escape: UInt8) -> Bool {
    var quote: UInt8?
    var isEscaped = false
    var depth = 0
    for byte in word.text.utf8 {
      if isEscaped {
        isEscaped = false
      } else if byte == escape, quote != UInt8(ascii: "'") {
        isEscaped = true
      } else if byte == quote {
        quote = nil
      } else if quote == nil {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
        case UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "}"): depth -= 1
        case UInt8(ascii: " "), UInt8(ascii: "\t"): if depth <= 0 { return true }
        default: break
        }
      }
    }
    return false
  }

  private func message(_ path: String) -> String { "WORKDIR takes all of “\(path)” for one path, blanks included" }
}
