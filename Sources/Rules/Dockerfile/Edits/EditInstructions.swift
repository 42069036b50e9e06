internal import Dockerfile
internal import Linting

/// Edits of whole instructions and their flags.
extension BuildModel {
  /// Adds a flag behind the keyword, or behind the flags that are there.
  func adding(flag: String, to instruction: Instruction) -> Fix.Edit? {
    let last = instruction.flags.last?.range ?? instruction.spelling.range
    return written(last, in: instruction).map { inserting(" \(flag)", at: $0.upperBound) }
  }

  /// Writes the keyword otherwise, in the author's case.
  func replacing(keywordOf instruction: Instruction, with keyword: Keyword) -> Fix.Edit? {
    let isLower = instruction.spelling.text == instruction.spelling.text.lowercased()
    let text = isLower ? keyword.rawValue.lowercased() : keyword.rawValue
    return replacing(instruction.spelling.range, of: instruction, with: text)
  }

  /// Takes an instruction out, all its lines. The comments above it stay; nil when there are some in it, or when one above it is
  /// for a tool, which would then take it for the next instruction.
  func removing(_ instruction: Instruction) -> Fix.Edit? {
    guard stands(instruction), instruction.heredocs.isEmpty, !holdsComments(instruction),
      !instruction.comments.contains(where: Self.isForTool)
    else { return nil }
    return removing(linesToRemove(instruction.range))
  }

  /// Puts a line before an instruction.
  func inserting(line: String, before instruction: Instruction) -> Fix.Edit? {
    guard stands(instruction) else { return nil }
    let start = instruction.range.lowerBound
    // The mark that some editors put before the first byte stays there.
    let offset = start == 0 && source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : start
    return inserting(line + lineEnd(at: start), at: offset)
  }

  /// Whether an instruction stands on lines of its own in the file: no trigger of a base image, nor one behind ONBUILD.
  func stands(_ instruction: Instruction) -> Bool {
    !instruction.isTrigger && written(instruction.spelling.range, in: instruction) != nil
      && instruction.range.contains(instruction.text.sourceRange(of: instruction.spelling.range).lowerBound)
  }

  /// Whether comment lines stand between its continued lines.
  func holdsComments(_ instruction: Instruction) -> Bool {
    instruction.lines.dropFirst().contains { line in
      source.bytes[source.contentRange(ofLine: line)].first { !$0.isBlank } == UInt8(ascii: "#")
    }
  }

  private static func isForTool(_ comment: Instruction.Comment) -> Bool {
    let text = comment.text.lowercased()
    return ["ignore", "skip", "nosemgrep", "disable", "kics-scan"].contains(where: text.contains)
  }

  /// Whole lines; of a file that ends without a line end, the one before goes in its place.
  private func linesToRemove(_ lines: Range<Int>) -> Range<Int> {
    guard lines.upperBound == source.bytes.count, source.bytes.last != UInt8(ascii: "\n"), lines.lowerBound > 0 else {
      return lines
    }
    let line = source.line(at: lines.lowerBound - 1)
    return source.contentRange(ofLine: line).upperBound..<lines.upperBound
  }
}
