internal import Dockerfile
internal import Linting

extension Finding {
  /// A finding that says what BuildKit refuses, exactly where it does.
  init(_ info: RuleInfo, _ fault: SyntaxFault, in file: BuildModel, aliases: [String]) {
    self.init(
      info, fault.message, at: file.source.place(of: fault.range), aliases: aliases, help: fault.help ?? info.help)
    if let cause = fault.cause { notes.append(Self.note(cause, in: file)) }
    if case .ignoreFile = fault.cause {
      // Those who know only the Dockerfile say nothing of it.
      self.aliases = []
      place = nil
      return
    }
    guard let instruction = file.instruction(at: fault.range.lowerBound) else { return }
    self.instruction = InstructionReference(
      keyword: instruction.name, line: instruction.lines.lowerBound, endLine: instruction.lines.upperBound)
    self.stage = file.stage(holding: instruction)?.label
  }

  private static func note(_ cause: SyntaxFault.Cause, in file: BuildModel) -> Note {
    switch cause {
    case .trigger(let name, let range):
      return Note("the trigger is ONBUILD \(name)", place: file.source.place(of: range))
    case .ignoreFile(let path, let line):
      let place = Place(line: line, column: 1, endLine: line, endColumn: 1)
      return Note("this line is refused", path: path, place: place)
    }
  }
}

extension BuildModel {
  /// The faults of one kind, each with the instruction that it stands in.
  func faults(of kind: SyntaxFault.Kind) -> [(fault: SyntaxFault, instruction: Instruction?)] {
    faults.filter { $0.kind == kind }.map { ($0, instruction(at: $0.range.lowerBound)) }
  }

  /// What stands in the source where BuildKit refuses it.
  func text(of fault: SyntaxFault) -> String {
    String(decoding: source.bytes[fault.range.clamped(to: source.bytes.indices)], as: UTF8.self)
  }

  /// The instruction whose own lines hold a byte of the source.
  func instruction(at offset: Int) -> Instruction? {
    let last = lastIndex(of: syntax.instructions) { $0.range.lowerBound <= offset }
    return last.map { syntax.instructions[$0] }.flatMap { $0.range.contains(offset) ? $0 : nil }
  }

  /// The instruction that follows another one in the file, with nothing but comments and blank lines between them.
  func instruction(behind instruction: Instruction) -> Instruction? {
    let index = lastIndex(of: syntax.instructions) { $0.range.lowerBound <= instruction.range.lowerBound }
    return index.flatMap { syntax.instructions.indices.contains($0 + 1) ? syntax.instructions[$0 + 1] : nil }
  }

  /// The stage that an instruction stands in; nil before the first FROM.
  func stage(holding instruction: Instruction) -> Stage? {
    lastIndex(of: stages) { $0.from.range.lowerBound <= instruction.range.lowerBound }.map { stages[$0] }
  }

  /// The last of the elements for which a condition holds that holds for the first of them up to some point.
  private func lastIndex<Element>(of elements: [Element], where holds: (Element) -> Bool) -> Int? {
    var low = 0
    var high = elements.count
    while low < high {
      let middle = (low + high) / 2
      if holds(elements[middle]) { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }
}
