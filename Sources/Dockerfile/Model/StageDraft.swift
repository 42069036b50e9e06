internal import Linting

/// What a stage is from its FROM on, while its instructions are applied and afterwards.
package protocol StageIdentity: Sendable {
  var index: Int { get }
  var name: String? { get }
  var from: Instruction { get }
  var imageWord: Word? { get }
}

extension StageIdentity {
  /// How messages name the stage.
  package var title: String { name.map { "the stage “\($0)”" } ?? (index == 0 ? "the stage" : "stage \(index)") }

  /// Whether an instruction stands in this stage, and is no trigger of a stage below that runs here.
  package func holds(_ instruction: Instruction) -> Bool { !isTriggered(instruction) }
}

/// A stage while its instructions are applied.
struct StageDraft: StageIdentity {
  let index: Int
  let name: String?
  let from: Instruction
  let imageWord: Word?
  let nameWord: Word?
  let base: Stage.Base
  let platform: String?
  let askedPlatform: Platform?
  let baseImage: BaseImage?
  let fromVariables: [FromVariable]
  let defaultBaseFault: String?
  var instructions: [Instruction] = []
  var config = StageConfig()
  var root = Stage.Base.scratch
  var rootFacts: BaseImageFacts?
  var definitions: [VariableDefinition] = []
  var labels: [LabelDefinition] = []
  var ports: [ExposedPort] = []
  var volumes: [Setting] = []
  var workdirs: [Setting] = []
  var commands: [StageCommand] = []
  var firstWorkdir: Setting?
  var undefinedVariables: [UndefinedUse] = []
  var copies: [Copy] = []
  var runs: [Run] = []
  /// The indices of the copies with `--from` and of the runs with mounts.
  var copiesWithFrom: [Int] = []
  var runsWithMounts: [Int] = []
  var triggerRuns: [Run] = []
  var healthchecks: [Run] = []
  var triggerCopies: [Copy] = []
  var environment = Environment()

  var isOnScratch: Bool { root == .scratch }
}
