internal import Dockerfile
internal import Linting

/// Which instruction, stage and command the lines of a Dockerfile belong to.
struct DockerfileLines: Sendable {
  private let syntax: DockerfileSyntax
  /// The instructions that are FROM, by index, in order.
  private let stageStarts: [Int]
  /// For the lines of commands that were asked for, the line where the command ends.
  private(set) var commandEnds: [Int: Int] = [:]
  /// The lines that the latest search for code passed over, with what it found: comments are often stacked.
  private var passedLines: (lines: ClosedRange<Int>, code: Int?)?

  init(_ syntax: DockerfileSyntax) {
    self.syntax = syntax
    stageStarts = syntax.instructions.indices.filter { syntax.instructions[$0].keyword == .from }
  }

  /// The instruction that a line belongs to, heredocs included; nil for a line between instructions.
  func instruction(at line: Int) -> Int? {
    let index = Self.count(in: syntax.instructions, before: line) - 1
    guard index >= 0, syntax.instructions[index].lines.contains(line) else { return nil }
    return index
  }

  /// The instruction that begins in a line.
  func instruction(startingAt line: Int) -> Int? {
    instruction(at: line).flatMap { syntax.instructions[$0].lines.lowerBound == line ? $0 : nil }
  }

  /// The first instruction below a line.
  func instruction(below line: Int) -> Int? {
    let index = Self.count(in: syntax.instructions, before: line)
    return index < syntax.instructions.count ? index : nil
  }

  func isStage(_ instruction: Int) -> Bool {
    syntax.instructions.indices.contains(instruction) && syntax.instructions[instruction].keyword == .from
  }

  /// The stage that a line belongs to: all from its FROM up to the next one.
  func stage(at line: Int) -> Int? {
    let instruction = Self.count(in: syntax.instructions, before: line) - 1
    let index = stageStarts.partitioned { $0 <= instruction } - 1
    return index >= 0 ? index : nil
  }

  /// How many instructions begin in a line or above it.
  private static func count(in instructions: [Instruction], before line: Int) -> Int {
    instructions.partitioned { $0.lines.lowerBound <= line }
  }

  // MARK: Commands

  /// The first and the last line of the command that follows a comment line inside an instruction; nil when nothing of the
  /// instruction follows.
  ///
  /// A command goes on up to `&&`, `||` or `;` at an end or a beginning of a line. In an instruction that is not for a shell,
  /// and where lines of a heredoc are not continued, it is one line.
  mutating func command(below line: Int, in index: Int) -> ClosedRange<Int>? {
    let instruction = syntax.instructions[index]
    let region = region(of: line, in: instruction)
    guard let first = firstCode(below: line, upTo: region.end) else { return nil }
    var passed = [first]
    var last = first
    while commandEnds[last] == nil, region.joins(last), !endsCommand(last),
      let next = code(below: last, upTo: region.end), !beginsCommand(next)
    {
      passed.append(next)
      last = next
    }
    let end = commandEnds[last] ?? last
    for line in passed { commandEnds[line] = end }
    return first...end
  }

  /// A part of an instruction whose lines follow each other.
  private struct Region {
    var end: Int
    /// Whether the line below belongs to the command of a line.
    var joins: (Int) -> Bool
  }

  private func region(of line: Int, in instruction: Instruction) -> Region {
    let source = syntax.source
    let offset = source.contentRange(ofLine: line).lowerBound
    if let heredoc = instruction.heredocs.first(where: { $0.content.contains(offset) }) {
      return Region(end: source.line(at: heredoc.content.upperBound - 1)) { [self] in trimmed($0).last == 0x5C }
    }
    let last = source.line(at: instruction.text.sourceOffset(of: max(0, instruction.text.count - 1)))
    let isShell = instruction.isForShell
    return Region(end: last) { _ in isShell }
  }

  private mutating func firstCode(below line: Int, upTo end: Int) -> Int? {
    if let passedLines, passedLines.lines.contains(line) { return passedLines.code }
    let code = code(below: line, upTo: end)
    passedLines = (line...max(line, (code ?? end + 1) - 1), code)
    return code
  }

  /// The next line that is neither blank nor a comment.
  private func code(below line: Int, upTo end: Int) -> Int? {
    var next = line + 1
    while next <= end {
      let text = trimmed(next)
      if let first = text.first, first != CommentScanner.hash { return next }
      next += 1
    }
    return nil
  }

  private static let separators = ["&&", "||", ";"].map { Array($0.utf8) }

  private func endsCommand(_ line: Int) -> Bool {
    var text = trimmed(line)
    if text.last == syntax.directives.escape { text.removeLast() }
    while let last = text.last, CommentScanner.isBlank(last) { text.removeLast() }
    return Self.separators.contains { text.suffix($0.count) == $0[...] }
  }

  private func beginsCommand(_ line: Int) -> Bool {
    let text = trimmed(line)
    return Self.separators.contains { text.starts(with: $0) }
  }

  private func trimmed(_ line: Int) -> ArraySlice<UInt8> {
    var text = syntax.source.bytes[syntax.source.contentRange(ofLine: line)].drop(while: CommentScanner.isBlank)
    while let last = text.last, CommentScanner.isBlank(last) { text.removeLast() }
    return text
  }
}

extension DockerfileLines: SuppressionUnits {
  func units(at line: Int) -> [SuppressionScope.Unit] {
    var units: [SuppressionScope.Unit] = []
    if let end = commandEnds[line] { units.append(.command(endLine: end)) }
    if let instruction = instruction(at: line) { units.append(.instruction(instruction)) }
    if let stage = stage(at: line) { units.append(.stage(stage)) }
    return units
  }

  func laterUnit(at line: Int) -> SuppressionScope.Unit? { instruction(at: line).map { .laterInstruction($0) } }
}

extension Instruction {
  /// Whether it, or the trigger in it, is in shell form.
  fileprivate var isForShell: Bool {
    if case .shell = (trigger.first ?? self).arguments { true } else { false }
  }
}
