internal import Linting

/// Resolves what COPY --from and mounts name, when all stages of the file are known, and finds what BuildKit refuses there.
struct FileSources {
  private(set) var stages: [StageDraft]
  private(set) var faults: [SyntaxFault] = []
  private let latestIndexOfName: [String: Int]
  private let changesByExpansion: [UInt8]

  init(of stages: [StageDraft], latestIndexOfName: [String: Int], escape: UInt8) {
    self.changesByExpansion = [ASCII.dollar, ASCII.doubleQuote, ASCII.singleQuote, escape]
    self.stages = stages
    self.latestIndexOfName = latestIndexOfName
    for stage in stages.indices {
      for copy in stages[stage].copies.indices { resolveCopy(copy, of: stage) }
      for run in stages[stage].runs.indices { resolveMounts(of: run, in: stage) }
    }
  }

  private mutating func resolveCopy(_ copy: Int, of stage: Int) {
    let instruction = stages[stage].copies[copy].instruction
    guard let flag = instruction.flag("from"), let value = flag.value else { return }
    let word = Word(text: value, range: flag.valueRange)
    if value.utf8.contains(where: { changesByExpansion.contains($0) }) {
      refuse("--from takes no variable: name a stage, and expand the variable in its FROM", word, of: instruction)
      stages[stage].copies[copy].from = .unresolved
    } else if let index = Int(value) {
      stages[stage].copies[copy].from = source(atIndex: index, word, of: instruction, in: stage)
    } else {
      stages[stage].copies[copy].from = source(named: value, word, of: instruction, in: stage, verb: "copy")
    }
  }

  private mutating func resolveMounts(of run: Int, in stage: Int) {
    let instruction = stages[stage].runs[run].instruction
    let flags = instruction.flags.filter { $0.name == "mount" }
    for (mount, flag) in zip(stages[stage].runs[run].mounts, flags) {
      guard let from = mount.from, !from.isEmpty else { continue }
      let word = Word(text: from, range: flag.range)
      let isPlain = !from.utf8.contains(ASCII.dollar)
      let source = isPlain ? source(named: from, word, of: instruction, in: stage, verb: "mount") : .unresolved
      stages[stage].runs[run].mountSources.append(source)
    }
  }

  private mutating func source(
    atIndex index: Int, _ word: Word, of instruction: Instruction, in stage: Int
  ) -> FileSource {
    guard stages.indices.contains(index) else {
      let last = stages.count - 1
      refuse("there is no stage with the index \(index): the last one is \(last)", word, of: instruction)
      return .unresolved
    }
    return earlier(index, word, of: instruction, in: stage, verb: "copy")
  }

  private mutating func source(
    named name: String, _ word: Word, of instruction: Instruction, in stage: Int, verb: String
  ) -> FileSource {
    // Names are compared without case, over the stages of the whole file; of equal ones the last counts.
    if let index = latestIndexOfName[name.lowercased()] {
      return earlier(index, word, of: instruction, in: stage, verb: verb)
    }
    do throws(ImageReference.ParseError) {
      _ = try ImageReference.parse(name)
    } catch {
      refuse("“\(name)” is neither a stage nor an image reference: \(error.message)", word, of: instruction)
    }
    return .image(ImageUse(text: name, range: word.range))
  }

  private mutating func earlier(
    _ index: Int, _ word: Word, of instruction: Instruction, in stage: Int, verb: String
  ) -> FileSource {
    if index == stage {
      refuse("\(stages[stage].title) cannot \(verb) from itself", word, of: instruction)
      return .unresolved
    }
    if index > stage {
      refuse("cannot \(verb) from \(stages[index].title): it comes later in the file", word, of: instruction)
      return .unresolved
    }
    return .stage(index)
  }

  private mutating func refuse(_ message: String, _ word: Word, of instruction: Instruction) {
    faults.append(SyntaxFault(message, at: instruction.text.sourceRange(of: word.range)))
  }
}
