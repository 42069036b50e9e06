/// What words become, and what BuildKit refuses in them.
extension StageBuilder {
  /// A word after expansion; nil, and a fault, when BuildKit would refuse it.
  mutating func expand(_ word: Word, of instruction: Instruction) -> Expansion? {
    do throws(ExpansionFault) {
      let expansion = try stage.environment.expand(word.text, escape: escape, spending: &budget)
      noteUndefined(expansion.uses, of: word, in: instruction)
      return expansion
    } catch {
      let fault = SyntaxFault(error, in: word, of: instruction).during(stage.index)
      // A quote that closes in the next word leaves both open.
      if faults.last?.message != fault.message || instruction !== lastRefused { faults.append(fault) }
      lastRefused = instruction
      return nil
    }
  }

  private mutating func noteUndefined(
    _ uses: [Expansion.Use], of word: Word, in instruction: Instruction
  ) {
    // EXPOSE is expanded, but BuildKit does not look at its names.
    guard !uses.isEmpty, instruction.keyword != .expose else { return }
    for use in undefined(uses) {
      stage.undefinedVariables.append(
        UndefinedUse(
          name: use.name, range: word.place(of: use.range), isInHeredoc: false, instruction: instruction))
    }
  }

  /// Of the variables of one text those that nothing defines, each once.
  func undefined(_ uses: [Expansion.Use]) -> [Expansion.Use] {
    var seen: Set<String> = []
    // The closure must not carry the whole builder with it.
    let environment = stage.environment
    return uses.filter { use in
      !use.isSet && !environment.knows(use.name) && !Self.isScanArgument(use.name)
        && seen.insert(use.name).inserted
    }
  }

  static func isScanArgument(_ name: String) -> Bool {
    name == "BUILDKIT_SBOM_SCAN_CONTEXT" || name == "BUILDKIT_SBOM_SCAN_STAGE"
  }

  mutating func refuse(
    _ message: String, _ word: Word, of instruction: Instruction, kind: SyntaxFault.Kind = .other
  ) {
    faults.append(
      SyntaxFault(message, at: instruction.text.sourceRange(of: word.range), kind: kind).during(stage.index))
  }

  mutating func setting(_ instruction: Instruction) -> Setting? {
    guard let word = instruction.arguments.words.first else { return nil }
    let expansion = expand(word, of: instruction)
    return Setting(
      value: expansion?.text ?? word.text, isResolved: expansion?.isResolved ?? false, word: word,
      instruction: instruction, stage: stage.index)
  }
}
