package import Linting

/// What a Dockerfile builds: its stages, how they depend on each other, and which of them ends in the image.
package struct BuildModel: Sendable {
  package let syntax: DockerfileSyntax
  /// The instructions before the first FROM.
  package let prologue: [Instruction]
  package let stages: [Stage]
  /// Names that ARG defines before the first FROM.
  package let globalDefinitions: [VariableDefinition]
  /// The environment that FROM sees: global arguments and the automatic ones.
  package let globalEnvironment: Environment
  /// The index of the stage that is built: the last one, or the one asked for. nil without any stage.
  package let targetIndex: Int?
  /// The name of the stage that was asked for; nil where the last one is built.
  package let requestedTarget: String?
  /// What `# check=` says for the whole file, or the build argument BUILDKIT_DOCKERFILE_CHECK in its place.
  package let checkOptions: CheckOptions
  /// What is known of the build context; nil when nothing is.
  package let context: BuildContext?
  /// Everything that BuildKit refuses, in the order of the file.
  package let faults: [SyntaxFault]
  /// What an analyser of shell scripts says of the file's scripts; nothing before one was asked.
  package var scriptFaults: [ScriptFault] = []
  /// Whether such an analyser has judged every script that it can.
  package var areScriptsJudged = false

  package var source: SourceText { syntax.source }

  /// Whether somebody asked for the stage that is built.
  package var isTargetChosen: Bool { requestedTarget != nil }

  /// The stage that is built.
  package var target: Stage? { targetIndex.map { stages[$0] } }

  /// Why the stage that was asked for cannot be built, in one line; nil where it can, or where the file has no stage at all.
  package var unknownTarget: String? {
    guard let requestedTarget, targetIndex == nil, !stages.isEmpty else { return nil }
    let names = stages.compactMap(\.name)
    let guess = nearest(to: requestedTarget.lowercased(), among: names).map { "did you mean “\($0)”? " } ?? ""
    let all = names.isEmpty ? "none of its stages has a name" : "it has \(names.joined(separator: ", "))"
    return "--target \(requestedTarget): \(source.path) has no such stage: \(guess)\(all)"
  }

  /// The stage and those of this file that it is built on, nearest first.
  package func chain(of stage: Stage) -> [Stage] {
    var chain = [stage]
    // A FROM names earlier stages only, so this ends.
    while case .stage(let parent) = chain[chain.count - 1].base { chain.append(stages[parent]) }
    return chain
  }

  /// The stages whose layers end in the image: the one that is built and those that its FROM stands on, nearest first.
  package var shippedStages: [Stage] { target.map { chain(of: $0) } ?? [] }

  /// The stages that a stage needs directly: its base, and what it copies and mounts from.
  package func dependencies(of stage: Stage) -> Set<Int> { stage.dependencies }

  /// The stages that the build of the target runs, the target included.
  package var reachableStages: Set<Int> { stages.needed(by: targetIndex) }

  /// The place of a part of an instruction, given by offsets into its logical text.
  package func place(of range: Range<Int>, in instruction: Instruction) -> Place {
    syntax.place(of: range, in: instruction)
  }
}

extension Stage {
  /// The stages that it needs directly: its base, and what it copies and mounts from.
  fileprivate var dependencies: Set<Int> {
    guard case .stage(let parent) = base else { return fileSources }
    return fileSources.union([parent])
  }
}

extension [Stage] {
  /// The stages that the build of a target runs, the target included; none without a target.
  func needed(by target: Int?) -> Set<Int> {
    var reached: Set<Int> = []
    var pending = [target].compactMap { $0 }
    while let index = pending.popLast() {
      if reached.insert(index).inserted { pending += self[index].dependencies }
    }
    return reached
  }
}
