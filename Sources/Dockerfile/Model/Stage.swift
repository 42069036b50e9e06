package import Linting

/// One build stage: a FROM and what follows it.
///
/// An immutable class, because everybody who asks the model holds on to stages, and a stage knows much.
package final class Stage: StageIdentity {
  /// What a stage is built on.
  package enum Base: Sendable, Hashable {
    case scratch
    /// An earlier stage of this file, by index.
    case stage(Int)
    case image(ImageUse)
    /// A variable without a known value; the text as far as the file tells.
    case unresolved(String)
  }

  package let index: Int
  /// In lower case; nil for a stage without a name.
  package let name: String?
  package let from: Instruction
  /// The image as written.
  package let imageWord: Word?
  package let nameWord: Word?
  package let base: Base
  /// `--platform` after expansion; nil without one.
  package let platform: String?
  /// The platform that the base image is asked for: that of `--platform` in FROM, else that of the build; nil when it is
  /// not known.
  package let askedPlatform: Platform?
  /// What is known of the image in FROM; nil when nothing is, or FROM names a stage.
  package let baseImage: BaseImage?
  /// The variables in FROM, in the order of their use.
  package let fromVariables: [FromVariable]
  /// Why the image is no reference when only the defaults of the arguments count; nil when it is one.
  package let defaultBaseFault: String?
  /// What follows FROM.
  package let instructions: [Instruction]
  /// What the stage and those below it set in the image's configuration.
  package let config: StageConfig
  /// What the chain of stages rests on: an image, scratch, or something unresolved.
  package let root: Base
  /// What is known of the image that the chain of stages rests on.
  package let rootFacts: BaseImageFacts?
  package let definitions: [VariableDefinition]
  /// The labels of the stage's own LABEL instructions, those of triggers included, in order.
  package let labels: [LabelDefinition]
  package let ports: [ExposedPort]
  /// Each path of its VOLUME instructions.
  package let volumes: [Setting]
  /// Each of its WORKDIR instructions, with the directory after all relative steps so far.
  package let workdirs: [Setting]
  /// The stage's own CMD and ENTRYPOINT instructions, those of triggers included, in order.
  package let commands: [StageCommand]
  /// The stage's own first WORKDIR, when no stage below has one.
  package let firstWorkdir: Setting?
  /// Uses of names that nothing in the file sets or declares before.
  package let undefinedVariables: [UndefinedUse]
  package let copies: [Copy]
  package let runs: [Run]
  /// The RUN that its own ONBUILD instructions leave to the stages on top.
  package let triggerRuns: [Run]
  /// What its HEALTHCHECK instructions run in the container, in order.
  package let healthchecks: [Run]
  /// The COPY and ADD that its own ONBUILD instructions leave to the stages on top.
  package let triggerCopies: [Copy]
  /// The environment behind the stage's last instruction.
  package let environment: Environment

  init(_ draft: consuming StageDraft) {
    index = draft.index
    name = draft.name
    from = draft.from
    imageWord = draft.imageWord
    nameWord = draft.nameWord
    base = draft.base
    platform = draft.platform
    askedPlatform = draft.askedPlatform
    baseImage = draft.baseImage
    fromVariables = draft.fromVariables
    defaultBaseFault = draft.defaultBaseFault
    instructions = draft.instructions
    config = draft.config
    root = draft.root
    rootFacts = draft.rootFacts
    definitions = draft.definitions
    labels = draft.labels
    ports = draft.ports
    volumes = draft.volumes
    workdirs = draft.workdirs
    commands = draft.commands
    firstWorkdir = draft.firstWorkdir
    undefinedVariables = draft.undefinedVariables
    copies = draft.copies
    runs = draft.runs
    triggerRuns = draft.triggerRuns
    healthchecks = draft.healthchecks
    triggerCopies = draft.triggerCopies
    environment = draft.environment
  }

  /// The stages of this file that it copies or mounts files from.
  package var fileSources: Set<Int> {
    Set(
      (copies.map(\.from) + runs.flatMap(\.mountSources)).compactMap { source in
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

/// A variable in a FROM.
package struct FromVariable: Sendable {
  package enum Field: Sendable { case image, platform }

  package var name: String
  package var field: Field
  /// Offsets into the instruction's logical text.
  package var range: Range<Int>
  /// Whether a global ARG declares it, or every build has it.
  package var isKnown: Bool
}

/// A use of a name that neither ENV nor ARG gives before it.
package struct UndefinedUse: Sendable {
  package var name: String
  /// Offsets into the instruction's logical text; for a heredoc's body, into the source.
  package var range: Range<Int>
  package var isInHeredoc: Bool
  package var instruction: Instruction
}

/// A name that ARG or ENV defines.
package struct VariableDefinition: Sendable {
  package enum Kind: Sendable { case argument, environment }

  package var kind: Kind
  /// As written.
  package var name: Word
  /// After expansion; an argument's name is never expanded.
  package var expandedName: String
  package var value: Word?
  package var instruction: Instruction
  /// nil before the first FROM.
  package var stage: Int?
  /// What the name stood for before; nil when nothing in the file had set it.
  package var previousValue: VariableValue?
  /// What it stands for from here on; nil for an argument without a value, and where BuildKit refuses the value.
  package var newValue: VariableValue?
}

/// A label that LABEL sets.
package struct LabelDefinition: Sendable {
  /// As written.
  package var name: Word
  package var expandedName: VariableValue
  /// As written.
  package var value: Word
  package var expandedValue: VariableValue
  package var instruction: Instruction
  /// Whether the LABEL is a trigger of the base, be that a stage or an image.
  package var isTriggered: Bool
}

/// A port of an EXPOSE, after expansion.
package struct ExposedPort: Sendable {
  package var port: PortSpecification
  /// The word that it came from.
  package var word: Word
  package var instruction: Instruction
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
  /// The sources after expansion, one for each; nil where a variable is not known, or the builder refuses to expand it.
  package var sourcePaths: [String?] = []
  /// Where the files go: an absolute path, with a final slash where it is a directory for certain. nil when it depends on an
  /// unknown variable, or on a working directory that only the base image knows.
  package var destinationPath: String?
  /// The destination after expansion; nil where the file alone does not tell, or there is none.
  package var expandedDestination: String?
  /// The value of `--chown` after expansion; nil without one, and where the file alone does not tell.
  package var owner: String?
  /// The USER in effect; nil for that of the base image.
  package var user: Setting?
  /// The directory in effect; nil for that of the base image.
  package var workdir: Setting?
}

/// A RUN with the commands of its shell text.
package struct Run: Sendable {
  package var instruction: Instruction
  package var mounts: [Mount]
  /// What those of its mounts take files from that have a `from`.
  package var mountSources: [FileSource]
  /// In the order of the text; commands that are substituted stand before the command that they are part of.
  package var commands: [ShellCommand]
  /// The pipelines in which the commands stand.
  package var pipelines: [CommandPipeline]
  /// The source range at which shell text begins that was not read, because it is nested deeper than any script that a
  /// person writes; nil when all was.
  package var unread: Range<Int>?
  /// The working directory as far as it is known; nil when only the base image knows it.
  package var workdir: String?
  /// The home directory of the user who runs it: `/root`, or for another user the usual one.
  package var home: String
  /// The shell that the text is judged for: that of a comment which names one, else of the SHELL in effect; nil for the
  /// builder's default, `/bin/sh -c`.
  package var shell: [String]?
}
