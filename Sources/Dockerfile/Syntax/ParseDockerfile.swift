package import Linting

/// Parses a Dockerfile as BuildKit's parser does, but never stops: what BuildKit refuses becomes a fault, and the next
/// line is read as if it had been accepted.
package func parseDockerfile(_ source: SourceText) -> DockerfileSyntax {
  var parser = Parser(source)
  return parser.parse()
}

/// The state of a parse: bytes → logical lines → instructions.
private struct Parser {
  private let source: SourceText
  private var lines: PhysicalLines
  private var directives = Directives()
  private var mayReadDirectives = true
  private var instructions: [Instruction] = []
  private var comments: [Instruction.Comment] = []
  private var faults: [SyntaxFault] = []
  private var extentStart = 0
  /// The lines of the instruction at hand, without what only continues them.
  private var pieces: [Range<Int>] = []

  init(_ source: SourceText) {
    self.source = source
    self.lines = PhysicalLines(source)
  }

  mutating func parse() -> DockerfileSyntax {
    if source.bytes.starts(with: [0xFF, 0xFE]) || source.bytes.starts(with: [0xFE, 0xFF]) { return foreignEncoding() }
    while let line = lines.read() {
      checkLength(of: line)
      if mayReadDirectives, readDirective(line) { continue }
      if isComment(line) {
        collectComment(line)
        continue
      }
      readInstruction(startingWith: line)
    }
    directives.lookUpOptions(in: source)
    if instructions.isEmpty { faults.append(emptyFileFault()) }
    return DockerfileSyntax(
      source: source, directives: directives, instructions: instructions, epilogue: extentStart..<source.bytes.count,
      faults: faults)
  }

  /// UTF-16, as some editors write it: every line would be a fault of its own.
  private func foreignEncoding() -> DockerfileSyntax {
    let fault = SyntaxFault(
      "the file is in UTF-16, which the builder cannot read: expected UTF-8", at: 0..<0, help: "Save the file as UTF-8."
    )
    return DockerfileSyntax(
      source: source, directives: directives, instructions: [], epilogue: 0..<source.bytes.count, faults: [fault])
  }

  // MARK: Lines before an instruction

  private mutating func readDirective(_ line: PhysicalLines.Line) -> Bool {
    guard
      let directive = Directives.parse(line.textStart..<line.content.upperBound, of: source.bytes, line: line.number)
    else {
      mayReadDirectives = false
      return false
    }
    if directives.all.contains(where: { $0.name == directive.name }) {
      faults.append(repeatedDirective(directive))
    } else if directive.name == "escape" {
      setEscape(directive)
    }
    directives.all.append(directive)
    return true
  }

  private mutating func setEscape(_ directive: Directives.Directive) {
    switch directive.value {
    case "\\": directives.escape = ASCII.backslash
    case "`": directives.escape = ASCII.backtick
    default: faults.append(invalidEscape(directive))
    }
  }

  private func isComment(_ line: PhysicalLines.Line) -> Bool {
    !line.isBlank && source.bytes[line.textStart] == ASCII.hash
  }

  /// The content of a comment line without its first byte.
  private func comment(of line: PhysicalLines.Line) -> String {
    let text = source.bytes[line.content.lowerBound + 1..<line.content.upperBound]
    let from = text.startIndex + text.leadingSpaceCount
    var end = text.endIndex
    while end > from, ASCII.isBlank(source.bytes[end - 1]) { end -= 1 }
    return String(decoding: source.bytes[from..<end], as: UTF8.self)
  }

  /// A bare `#` parts what is above it from the instruction below; a blank line does not.
  private mutating func collectComment(_ line: PhysicalLines.Line) {
    let text = comment(of: line)
    if text.isEmpty { comments = [] } else { comments.append(Instruction.Comment(text: text, line: line.number)) }
  }

  // MARK: Instructions

  private mutating func readInstruction(startingWith line: PhysicalLines.Line) {
    guard let (text, emptyLine) = joinLines(startingWith: line) else { return }
    let instruction = readInstructionLine(text, escape: directives.escape, faults: &faults)
    let heredocs = readHeredocs(of: instruction)
    let frame = InstructionFrame(
      heredocs: heredocs, comments: comments, range: line.range.lowerBound..<lines.offset,
      extent: extentStart..<lines.offset, lines: line.number...max(line.number, lines.lineNumber),
      emptyContinuationLine: emptyLine)
    instructions.append(Instruction(instruction, in: frame))
    comments = []
    extentStart = lines.offset
  }

  /// The logical line that begins with `line`, and the first blank line in it; nil for a line that is blank itself.
  private mutating func joinLines(startingWith line: PhysicalLines.Line) -> (text: LogicalText, emptyLine: Int?)? {
    var emptyLine: Int?
    pieces.removeAll(keepingCapacity: true)
    var continues = addPiece(line.textStart..<line.content.upperBound)
    guard continues || !line.isBlank else { return nil }
    while continues, let next = lines.read() {
      checkLength(of: next)
      if isComment(next) { continue }
      if next.isBlank {
        emptyLine = emptyLine ?? next.number
        continue
      }
      continues = addPiece(next.content)
    }
    var text = LogicalText(pieces, of: source.bytes, origin: line.textStart)
    text.trimEnd()
    return (text, emptyLine)
  }

  /// Takes a line without its continuation mark; whether another line follows.
  private mutating func addPiece(_ content: Range<Int>) -> Bool {
    var end = content.upperBound
    while end > content.lowerBound, source.bytes[end - 1] == ASCII.space || source.bytes[end - 1] == ASCII.tab {
      end -= 1
    }
    let last = end - 1
    // Two escape characters at the end never continue, nor do three: BuildKit looks at one byte before the last alone.
    let continues =
      last >= content.lowerBound && source.bytes[last] == directives.escape
      && (last == content.lowerBound || source.bytes[last - 1] != directives.escape)
    pieces.append(content.lowerBound..<(continues ? last : content.upperBound))
    return continues
  }

  private mutating func readHeredocs(of instruction: InstructionLine) -> [Heredoc] {
    guard instruction.mayHaveHeredocs, opensHeredoc(instruction.text.bytes) else { return [] }
    var heredocs: [Heredoc] = []
    for start in heredocStarts(in: instruction.text.bytes) {
      let (heredoc, isClosed) = readHeredoc(start, in: instruction)
      heredocs.append(heredoc)
      if !isClosed {
        // Those behind it can have no body: the file ends with this one's.
        faults.append(unterminatedHeredoc(start, in: instruction, body: heredoc.content))
        break
      }
    }
    return heredocs
  }

  /// Whether `<<` stands anywhere: only then the line is worth a closer look.
  private func opensHeredoc(_ line: [UInt8]) -> Bool {
    var previous: UInt8 = 0
    for byte in line {
      if byte == ASCII.less, previous == ASCII.less { return true }
      previous = byte
    }
    return false
  }

  private mutating func readHeredoc(
    _ start: HeredocStart, in instruction: InstructionLine
  ) -> (heredoc: Heredoc, isClosed: Bool) {
    let bodyStart = lines.offset
    let name = Array(start.name.utf8)
    var isReadable = true
    while let line = lines.read() {
      if isReadable, let length = excessiveLength(of: line) {
        // BuildKit reads no further, and misses the end.
        faults.append(unreadHeredoc(start, in: instruction, line, length: length))
        isReadable = false
      }
      var candidate = source.bytes[line.range.lowerBound..<line.content.upperBound]
      if start.chomps { candidate = candidate.drop { $0 == ASCII.tab } }
      if candidate.elementsEqual(name) { return (makeHeredoc(start, bodyStart..<line.range.lowerBound), true) }
    }
    return (makeHeredoc(start, bodyStart..<lines.offset), false)
  }

  private func makeHeredoc(_ start: HeredocStart, _ content: Range<Int>) -> Heredoc {
    Heredoc(
      name: start.name, expands: start.expands, chomps: start.chomps, fileDescriptor: start.fileDescriptor,
      content: content)
  }

  private mutating func checkLength(of line: PhysicalLines.Line) {
    if let length = excessiveLength(of: line) { faults.append(overlongLine(line, length: length)) }
  }

  /// The length of a line that is longer than BuildKit reads; nil of any other.
  private func excessiveLength(of line: PhysicalLines.Line) -> Int? {
    guard line.range.count > PhysicalLines.maximumLength else { return nil }
    // All but the line feed counts: the carriage return and the byte order mark too.
    let length = line.range.count - (source.bytes[line.range.upperBound - 1] == ASCII.newline ? 1 : 0)
    return length > PhysicalLines.maximumLength ? length : nil
  }
}

// MARK: Messages

extension Parser {
  private func emptyFileFault() -> SyntaxFault {
    source.bytes.isEmpty
      ? SyntaxFault("the Dockerfile is empty: expected at least FROM", at: 0..<0, kind: .missingStage)
      : SyntaxFault("the Dockerfile has no instructions: expected at least FROM", at: 0..<0, kind: .missingStage)
  }

  private func repeatedDirective(_ directive: Directives.Directive) -> SyntaxFault {
    SyntaxFault("the parser directive “\(directive.name)” is given twice: only one is allowed", at: directive.range)
  }

  private func invalidEscape(_ directive: Directives.Directive) -> SyntaxFault {
    SyntaxFault("“\(directive.value)” is no escape character: expected \\ or `", at: directive.range)
  }

  private func unterminatedHeredoc(
    _ start: HeredocStart, in instruction: InstructionLine, body: Range<Int>
  ) -> SyntaxFault {
    let opening = place(of: start, in: instruction)
    let line = source.line(at: opening.lowerBound)
    let read =
      body.isEmpty
      ? "nothing follows it"
      : "everything from line \(source.line(at: body.lowerBound)) to the end of the file was read as its body"
    return SyntaxFault(
      "the heredoc “\(start.name)” that line \(line) opens is not closed: \(read)", at: opening,
      help: "End it with a line that is exactly “\(start.name)”\(start.chomps ? ", behind tabs at the most" : "").")
  }

  private func unreadHeredoc(
    _ start: HeredocStart, in instruction: InstructionLine, _ line: PhysicalLines.Line, length: Int
  ) -> SyntaxFault {
    SyntaxFault(
      "the heredoc “\(start.name)” is not closed for BuildKit: its line \(line.number) has \(length) bytes, of which it reads at "
        + "most \(PhysicalLines.maximumLength)", at: place(of: start, in: instruction))
  }

  private func place(of start: HeredocStart, in instruction: InstructionLine) -> Range<Int> {
    instruction.text.sourceRange(of: instruction.text.opening(of: start) ?? instruction.spelling.range)
  }

  private func overlongLine(_ line: PhysicalLines.Line, length: Int) -> SyntaxFault {
    let limit = PhysicalLines.maximumLength
    return SyntaxFault(
      "the line has \(length) bytes: BuildKit reads at most \(limit) in one line",
      at: line.content.lowerBound..<line.content.lowerBound + 1)
  }
}
