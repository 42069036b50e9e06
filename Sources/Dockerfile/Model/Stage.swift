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

  /// What was collected of it: as it is, because copying all of its parts takes longer than reading them.
  private let draft: StageDraft

  init(_ draft: consuming StageDraft) { self.draft = draft }

  package var index: Int { draft.index }
  /// In lower case; nil for a stage without a name.
  package var name: String? { draft.name }
  package var from: Instruction { draft.from }
  /// The image as written.
  package var imageWord: Word? { draft.imageWord }
  package var nameWord: Word? { draft.nameWord }
  package var base: Base { draft.base }
  /// `--platform` after expansion; nil without one.
  package var platform: String? { draft.platform }
  /// The platform that the base image is asked for: that of `--platform` in FROM, else that of the build; nil when it is
  /// not known.
  package var askedPlatform: Platform? { draft.askedPlatform }
  /// What is known of the image in FROM; nil when nothing is, or FROM names a stage.
  package var baseImage: BaseImage? { draft.baseImage }
  /// The variables in FROM, in the order of their use.
  package var fromVariables: [FromVariable] { draft.fromVariables }
  /// Why the image is no reference when only the defaults of the arguments count; nil when it is one.
  package var defaultBaseFault: String? { draft.defaultBaseFault }
  /// What follows FROM.
  package var instructions: [Instruction] { draft.instructions }
  /// What the stage and those below it set in the image's configuration.
  package var config: StageConfig { draft.config }
  /// What the chain of stages rests on: an image, scratch, or something unresolved.
  package var root: Base { draft.root }
  /// What is known of the image that the chain of stages rests on.
  package var rootFacts: BaseImageFacts? { draft.rootFacts }
  package var definitions: [VariableDefinition] { draft.definitions }
  /// The labels of the stage's own LABEL instructions, those of triggers included, in order.
  package var labels: [LabelDefinition] { draft.labels }
  package var ports: [ExposedPort] { draft.ports }
  /// Each path of its VOLUME instructions.
  package var volumes: [Setting] { draft.volumes }
  /// Each of its WORKDIR instructions, with the directory after all relative steps so far.
  package var workdirs: [Setting] { draft.workdirs }
  /// The stage's own CMD and ENTRYPOINT instructions, those of triggers included, in order.
  package var commands: [StageCommand] { draft.commands }
  /// The stage's own first WORKDIR, when no stage below has one.
  package var firstWorkdir: Setting? { draft.firstWorkdir }
  /// Uses of names that nothing in the file sets or declares before.
  package var undefinedVariables: [UndefinedUse] { draft.undefinedVariables }
  package var copies: [Copy] { draft.copies }
  package var runs: [Run] { draft.runs }
  /// The RUN that its own ONBUILD instructions leave to the stages on top.
  package var triggerRuns: [Run] { draft.triggerRuns }
  /// What its HEALTHCHECK instructions run in the container, in order.
  package var healthchecks: [Run] { draft.healthchecks }
  /// The COPY and ADD that its own ONBUILD instructions leave to the stages on top.
  package var triggerCopies: [Copy] { draft.triggerCopies }
  /// The environment behind the stage's last instruction.
  package var environment: Environment { draft.environment }

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
  /// Whether it is written as `$NAME` or `${NAME}`, so that nothing takes its place where it has no value.
  package var isBare: Bool

  /// Whether nothing of it will ever be in the text.
  package var isLost: Bool { isBare && !isKnown }
}

/// A use of a name that neither ENV nor ARG gives before it.
package struct UndefinedUse: Sendable {
  package var name: String
  /// Offsets into the instruction's logical text; for a heredoc's body, into the source.
  package var range: Range<Int>
  package var isInHeredoc: Bool
  package var instruction: Instruction
}
