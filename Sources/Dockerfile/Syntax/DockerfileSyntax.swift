package import Linting

/// A Dockerfile as written: every byte of it, split into instructions.
package struct DockerfileSyntax: Sendable {
  package let source: SourceText
  package let directives: Directives
  /// In order; those that BuildKit does not know included.
  package let instructions: [Instruction]
  /// What is behind the last instruction.
  package let epilogue: Range<Int>
  /// What the parser alone can refuse. It goes on after each.
  package let faults: [SyntaxFault]

  /// The place of a part of an instruction, given by offsets into its logical text.
  package func place(of range: Range<Int>, in instruction: Instruction) -> Place {
    source.place(of: instruction.text.sourceRange(of: range))
  }

  /// The place of the instruction's keyword.
  package func place(of instruction: Instruction) -> Place { place(of: instruction.spelling.range, in: instruction) }
}
