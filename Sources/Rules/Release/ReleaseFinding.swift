internal import Dockerfile
internal import Linting

extension Release {
  /// A finding at a part of an instruction of the Dockerfile, given by offsets into its logical text.
  func finding(
    _ info: RuleInfo, _ message: String, at range: Range<Int>, of instruction: Instruction, stage: Int
  ) -> Finding {
    let stages = dockerfile.stages
    return Finding(
      info, message, at: range, of: instruction, stage: stages.indices.contains(stage) ? stages[stage] : nil,
      in: dockerfile)
  }

  /// A finding at what an instruction sets.
  func finding(_ info: RuleInfo, _ message: String, at setting: Setting) -> Finding {
    finding(info, message, at: setting.word.range, of: setting.instruction, stage: setting.stage)
  }
}
