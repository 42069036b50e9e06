/// One build stage: a FROM and what follows it.
package struct Stage: Sendable {
  /// What a stage is built on.
  package enum Base: Sendable, Hashable {
    case scratch
    /// An earlier stage of this file, by index.
    case stage(Int)
    case image(ImageUse)
    /// A variable without a known value, or an image reference that is none.
    case unresolved
  }

  package let index: Int
  /// In lower case; nil for a stage without a name.
  package let name: String?
  package let from: Instruction
  /// The image as written.
  package let imageWord: Word?
  package let nameWord: Word?
  package let base: Base
  /// What follows FROM.
  package internal(set) var instructions: [Instruction] = []
  /// The stage's own last USER.
  package internal(set) var user: Setting?
  /// The stage's own last HEALTHCHECK.
  package internal(set) var healthcheck: Healthcheck?
  package internal(set) var definitions: [VariableDefinition] = []
  package internal(set) var copies: [Copy] = []
  package internal(set) var runs: [Run] = []
  /// The SHELL in effect; nil for the builder's default.
  package internal(set) var shell: [String]?
  /// The environment behind the stage's last instruction.
  package internal(set) var environment = Environment()

  /// The stages of this file that it copies or mounts files from.
  package var fileSources: Set<Int> {
    Set(
      (copies.map(\.from) + runs.flatMap(\.mounts)).compactMap { source in
        if case .stage(let index) = source { index } else { nil }
      })
  }

  /// The name, or the index where the stage has none.
  package var label: String { name ?? String(index) }
}

/// An image that an instruction names, after expansion.
package struct ImageUse: Sendable, Hashable {
  package var text: String
  /// Offsets into the instruction's logical text.
  package var range: Range<Int>
}

/// The value that an instruction sets for the image's config, after expansion.
package struct Setting: Sendable {
  package var value: String
  package var isResolved: Bool
  package var word: Word
  package var instruction: Instruction
  package var stage: Int
}

/// A HEALTHCHECK instruction.
package struct Healthcheck: Sendable {
  package var instruction: Instruction
  /// `HEALTHCHECK NONE` switches a check off that the base may have.
  package var isNone: Bool
  package var stage: Int
}

/// A name that ARG or ENV defines.
package struct VariableDefinition: Sendable {
  package enum Kind: Sendable { case argument, environment }

  package var kind: Kind
  package var name: Word
  package var value: Word?
  package var instruction: Instruction
  /// nil before the first FROM.
  package var stage: Int?
}

/// Where COPY --from or a mount takes files from.
package enum FileSource: Sendable, Hashable {
  case context
  case stage(Int)
  case image(ImageUse)
  case unresolved
}

/// A COPY or ADD.
package struct Copy: Sendable {
  package var instruction: Instruction
  package var from: FileSource
  package var sources: [Word]
  package var destination: Word?
}

/// A RUN with the commands of its shell text.
package struct Run: Sendable {
  package var instruction: Instruction
  /// What its mounts take files from.
  package var mounts: [FileSource]
  package var commands: [ShellCommand]
}
