internal import Images
internal import Linting
internal import Workloads

/// Why the kernel refuses to start a program that is there and that may be executed, or why it dies at once.
struct ExecFormatFault {
  enum Kind {
    case empty
    /// A program with fewer bytes than its headers tell of.
    case cut(neededBytes: Int)
    /// A script whose `#!` is followed by nothing.
    case namelessInterpreter
    /// A script without `#!` at its very beginning.
    case scriptWithoutLine
    /// Scripts that run each other, and no program at the end.
    case endlessInterpreters
  }

  var kind: Kind
  var file: FileEntry
}

extension Launch {
  /// nil where it starts, or nobody knows.
  func execFormatFault(of program: FileEntry) -> ExecFormatFault? {
    if hasEndlessInterpreters(program) { return ExecFormatFault(kind: .endlessInterpreters, file: program) }
    return programChain(from: program).lazy.compactMap { file in
      execFormatKind(of: file).map { ExecFormatFault(kind: $0, file: file) }
    }.first
  }

  private func execFormatKind(of file: FileEntry) -> ExecFormatFault.Kind? {
    guard let image else { return nil }
    if file.size == 0 { return .empty }
    switch ProgramStart(of: file, in: image) {
    case .elf(let elf):
      // What is for another machine is refused for that.
      let isForeign = elf.runs(on: image.config?.architecture ?? "") == false
      return file.size < elf.neededBytes && !isForeign ? .cut(neededBytes: elf.neededBytes) : nil
    case .script(let words, _): return words.isEmpty ? .namelessInterpreter : nil
    // A text may be what the node has a handler for; one that is called a script is one.
    case .text: return Self.scriptEndings.contains(where: file.displayPath.hasSuffix) ? .scriptWithoutLine : nil
    case nil: return nil
    }
  }

  private static let scriptEndings = [".sh", ".bash", ".py", ".rb", ".pl", ".js", ".mjs", "entrypoint"]
}
