internal import Linting

/// Resolves what COPY --from and mounts name, when all stages of the file are known, and finds what BuildKit refuses there.
struct FileSources {
  /// Where the copies and mounts of a stage take files from.
  struct Resolved {
    /// By the index of the copy.
    var copies: [(copy: Int, source: FileSource)] = []
    /// Those of the mounts that have a `from`, by the index of their RUN.
    var mounts: [(run: Int, sources: [FileSource])] = []
  }

  private(set) var faults: [SyntaxFault] = []
  private let stages: [StageBuilder]
  private let latestIndexOfName: [String: Int]
  private let changesByExpansion: [UInt8]
  /// Made when the first reference to a later stage asks for it: a file that builds has none.
  private var cycles: StageCycles?

  init(of stages: [StageBuilder], latestIndexOfName: [String: Int], escape: UInt8) {
    self.changesByExpansion = [ASCII.dollar, ASCII.doubleQuote, ASCII.singleQuote, escape]
    self.stages = stages
    self.latestIndexOfName = latestIndexOfName
  }

  mutating func resolve() -> [Resolved] {
    stages.indices.map { stage in
      // What names no source is not touched again.
      let (copies, runs) = (stages[stage].stage.copiesWithFrom, stages[stage].stage.runsWithMounts)
      return Resolved(
        copies: copies.map { ($0, source(ofCopyBy: stages[stage].stage.copies[$0].instruction, in: stage)) },
        mounts: runs.map { ($0, sources(ofMountsOf: stages[stage].stage.runs[$0], in: stage)) })
    }
  }

  private mutating func source(ofCopyBy instruction: Instruction, in stage: Int) -> FileSource {
    guard let flag = instruction.flag("from"), let value = flag.value, !value.isEmpty else { return .context }
    let word = Word(text: value, range: flag.valueRange)
    if value.utf8.contains(where: { changesByExpansion.contains($0) }) {
      refuse(
        "--from takes no variable: name a stage, and expand the variable in its FROM", word, of: instruction, in: stage)
      return .unresolved
    }
    if let index = Int(value) { return source(atIndex: index, word, of: instruction, in: stage) }
    return source(named: value, word, of: instruction, in: stage, verb: "copy")
  }

  private mutating func sources(ofMountsOf run: Run, in stage: Int) -> [FileSource] {
    let instruction = run.instruction
    var sources: [FileSource] = []
    for (mount, flag) in zip(run.mounts, instruction.mountFlags) {
      guard let from = mount.from, !from.isEmpty else { continue }
      let range = mount.fromRange.map { flag.place(of: $0, in: instruction.text) }
      let word = Word(text: from, range: range ?? flag.valueRange)
      let isPlain = !from.utf8.contains(ASCII.dollar)
      sources.append(isPlain ? source(named: from, word, of: instruction, in: stage, verb: "mount") : .unresolved)
    }
    return sources
  }

  private mutating func source(
    atIndex index: Int, _ word: Word, of instruction: Instruction, in stage: Int
  ) -> FileSource {
    guard stages.indices.contains(index) else {
      let last = stages.count - 1
      refuse(
        "there is no stage with the index \(index): the last one is \(last)", word, of: instruction, in: stage)
      return .unresolved
    }
    return earlier(index, word, of: instruction, in: stage, verb: "copy")
  }

  private mutating func source(
    named name: String, _ word: Word, of instruction: Instruction, in stage: Int, verb: String
  ) -> FileSource {
    if let index = index(ofStageNamed: name) { return earlier(index, word, of: instruction, in: stage, verb: verb) }
    do throws(ImageReference.ParseError) {
      _ = try ImageReference.parse(name)
    } catch {
      refuse(
        "“\(name)” is neither a stage nor an image reference: \(error.message)", word, of: instruction, in: stage)
    }
    return .image(ImageUse(text: name, range: word.range))
  }

  /// Names are compared without case, over the stages of the whole file; of equal ones the last counts.
  private func index(ofStageNamed name: String) -> Int? { latestIndexOfName[name.lowercased()] }

  private mutating func earlier(
    _ index: Int, _ word: Word, of instruction: Instruction, in stage: Int, verb: String
  ) -> FileSource {
    if index < stage { return .stage(index) }
    let (own, other) = (stages[stage].stage.title, stages[index].stage.title)
    if index == stage {
      refuse("\(own) cannot \(verb) from itself", word, of: instruction, in: stage, kind: .circularStageReference)
    } else if needEachOther(stage, index) {
      refuse(
        "cannot \(verb) from \(other): it needs \(own) itself", word, of: instruction, in: stage,
        kind: .circularStageReference)
    } else {
      refuse("cannot \(verb) from \(other): it comes later in the file", word, of: instruction, in: stage)
    }
    return .unresolved
  }

  private mutating func needEachOther(_ one: Int, _ other: Int) -> Bool {
    let cycles = cycles ?? StageCycles(stages.indices.map { references(of: stages[$0].stage) })
    self.cycles = cycles
    return cycles.connect(one, other)
  }

  /// The stages that a stage names, those behind it included.
  private func references(of stage: StageDraft) -> [Int] {
    let copied = stage.copies.compactMap { $0.instruction.flag("from")?.value }.compactMap { name in
      Int(name).map { stages.indices.contains($0) ? $0 : nil } ?? index(ofStageNamed: name)
    }
    let mounted = stage.runs.flatMap(\.mounts).compactMap(\.from).compactMap(index(ofStageNamed:))
    guard case .stage(let parent) = stage.base else { return copied + mounted }
    return copied + mounted + [parent]
  }

  private mutating func refuse(
    _ message: String, _ word: Word, of instruction: Instruction, in stage: Int,
    kind: SyntaxFault.Kind = .unknownFileSource
  ) {
    let fault = SyntaxFault(message, at: instruction.text.sourceRange(of: word.range), kind: kind)
    let stage = stages[stage].stage
    faults.append(stage.isTriggered(instruction) ? fault.moved(from: instruction, toFromOf: stage) : fault)
  }
}

extension StageDraft {
  mutating func take(_ resolved: FileSources.Resolved) {
    for (copy, source) in resolved.copies { copies[copy].from = source }
    for (run, sources) in resolved.mounts { runs[run].mountSources = sources }
  }
}
