internal import Dockerfile
internal import Linting

/// Downloads that PowerShell runs as a script at once: `iwr … | iex`, `iex ((New-Object …).DownloadString('…'))`.
///
/// Its text is no shell of the Bourne family's and is not parsed: within one statement the words alone tell.
enum PowerShellDownloads {
  struct Use {
    /// Where the word stands that runs the text, as a range of the source.
    var source: Range<Int>
    /// That word, and the one that fetches.
    var evaluator: String
    var downloader: String
  }

  private static let evaluators: Set = ["iex", "invoke-expression"]
  private static let downloaders: Set = [
    "iwr", "irm", "invoke-webrequest", "invoke-restmethod", "curl", "wget", "downloadstring",
  ]
  private static let programs: Set = ["powershell", "pwsh"]

  /// The first such use of each statement in a RUN for PowerShell; none in any other RUN.
  static func uses(in run: Run, of source: SourceText) -> [Use] {
    let instruction = run.instruction
    let line = words(of: instruction.text.bytes[...])
    let shell = run.shell?.first.map { words(of: Array($0.utf8)[...]) } ?? []
    guard (shell + line).contains(where: { programs.contains($0.text) }) else { return [] }
    let bodies = instruction.heredocs.flatMap { heredoc in
      uses(among: words(of: source.bytes[heredoc.content.clamped(to: source.bytes.indices)])) { $0 }
    }
    return uses(among: line) { instruction.text.sourceRange(of: $0) } + bodies
  }

  private static func uses(among words: [Word], at place: (Range<Int>) -> Range<Int>) -> [Use] {
    words.split { $0.text.isEmpty }.compactMap { statement in
      guard let evaluator = statement.first(where: { evaluators.contains($0.text) }),
        let downloader = statement.first(where: { downloaders.contains($0.text) })
      else { return nil }
      return Use(source: place(evaluator.range), evaluator: evaluator.written, downloader: downloader.written)
    }
  }

  /// A name of the text; empty for the end of a statement.
  private struct Word {
    var written: String
    var text: String
    var range: Range<Int>
  }

  /// The names in a text, of letters and dashes alone.
  private static func words(of bytes: ArraySlice<UInt8>) -> [Word] {
    var words: [Word] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let start = index
      while index < bytes.endIndex, isPartOfName(bytes[index]) { index += 1 }
      if index > start {
        let written = String(decoding: bytes[start..<index], as: UTF8.self)
        words.append(Word(written: written, text: written.lowercased(), range: start..<index))
      } else {
        if endsStatement(bytes[index]) { words.append(Word(written: "", text: "", range: index..<index + 1)) }
        index += 1
      }
    }
    return words
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool { byte.isLatinLetter || byte == UInt8(ascii: "-") }

  private static func endsStatement(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ";") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "&")
  }
}
