internal import Linting

/// Resolves what COPY --from and mounts name, when all stages of the file are known, and finds what BuildKit refuses there.
struct FileSources {
  private(set) var faults: [SyntaxFault] = []
  /// The stages' names in their order; nil for one without a name.
  private let names: [String?]
  private let latestIndexOfName: [String: Int]
  private let changesByExpansion: [UInt8]

  init(names: [String?], latestIndexOfName: [String: Int], escape: UInt8) {
    self.names = names
    self.latestIndexOfName = latestIndexOfName
    self.changesByExpansion = [ASCII.dollar, ASCII.doubleQuote, ASCII.singleQuote, escape]
  }

  /// Where a COPY or ADD of the stage takes files from.
  mutating func source(ofCopy instruction: Instruction, in stage: Int) -> FileSource {
    guard let flag = instruction.flag("from"), let value = flag.value else { return .context }
    let word = Word(text: value, range: flag.valueRange)
    if value.utf8.contains(where: { changesByExpansion.contains($0) }) {
      refuse("--from takes no variable: name a stage, and expand the variable in its FROM", word, of: instruction)
      return .unresolved
    }
    if let index = Int(value) { return source(atIndex: index, word, of: instruction, in: stage) }
    return source(named: value, word, of: instruction, in: stage, verb: "copy")
  }

  /// Where the mounts of a RUN of the stage take files from, those that say so.
  mutating func sources(ofMounts run: Run, in stage: Int) -> [FileSource] {
    if run.mounts.isEmpty { return [] }
    let flags = run.instruction.flags.filter { $0.name == "mount" }
    var sources: [FileSource] = []
    for (mount, flag) in zip(run.mounts, flags) {
      guard let from = mount.from, !from.isEmpty else { continue }
      let word = Word(text: from, range: flag.range)
      let isPlain = !from.utf8.contains(ASCII.dollar)
      sources.append(
        isPlain ? source(named: from, word, of: run.instruction, in: stage, verb: "mount") : .unresolved)
    }
    return sources
  }

  private mutating func source(
    atIndex index: Int, _ word: Word, of instruction: Instruction, in stage: Int
  ) -> FileSource {
    guard names.indices.contains(index) else {
      let last = names.count - 1
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
      refuse("\(title(of: stage)) cannot \(verb) from itself", word, of: instruction)
      return .unresolved
    }
    if index > stage {
      refuse("cannot \(verb) from \(title(of: index)): it comes later in the file", word, of: instruction)
      return .unresolved
    }
    return .stage(index)
  }

  private func title(of stage: Int) -> String { Stage.title(of: stage, named: names[stage]) }

  private mutating func refuse(_ message: String, _ word: Word, of instruction: Instruction) {
    faults.append(SyntaxFault(message, at: instruction.text.sourceRange(of: word.range)))
  }
}

extension StageDraft {
  /// Gives its copies and mounts the sources that they name.
  mutating func resolveSources(with sources: inout FileSources) {
    for copy in copies.indices { copies[copy].from = sources.source(ofCopy: copies[copy].instruction, in: index) }
    for run in runs.indices { runs[run].mountSources = sources.sources(ofMounts: runs[run], in: index) }
  }
}
