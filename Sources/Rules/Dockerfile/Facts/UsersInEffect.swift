internal import Dockerfile
internal import Linting

/// Which instructions root runs, as far as the file tells: by the last USER before them, else by that of the stage below, else by
/// the base image, which is root's unless it is known to be somebody else's.
struct UsersInEffect {
  /// For each stage, where its USER instructions stand and whether they name root.
  private var changes: [(offsets: [Int], areRoot: [Bool])] = []
  /// Whether root runs what stands before the first of them.
  private var startsAsRoot: [Bool] = []

  init(_ file: BuildModel) {
    for stage in file.stages {
      let users = stage.instructions.filter { $0.keyword == .user && stage.wrote($0) }
      let areRoot = users.map { $0.arguments.words.first.map { RootAccount.isNamed($0.text) } ?? false }
      changes.append((users.map(\.range.lowerBound), areRoot))
      startsAsRoot.append(Self.startsAsRoot(stage, in: file))
    }
  }

  private static func startsAsRoot(_ stage: Stage, in file: BuildModel) -> Bool {
    if let base = stage.baseStage, let user = file.stages[base].config.user { return RootAccount.isNamed(user.value) }
    guard case .image(let use) = stage.root else { return stage.root == .scratch }
    return stage.rootFacts == nil && !NonRootBases.contains(use.text)
  }

  func isRoot(at instruction: Instruction, of stage: Stage) -> Bool {
    let (offsets, areRoot) = changes[stage.index]
    let count = offsets.countNotAfter(instruction.range.lowerBound)
    return count > 0 ? areRoot[count - 1] : startsAsRoot[stage.index]
  }
}
