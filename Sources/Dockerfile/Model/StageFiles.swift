internal import Linting

/// What COPY, ADD and RUN bring into a stage.
extension StageBuilder {
  mutating func addCopy(_ instruction: Instruction) {
    let words = instruction.arguments.words
    // A heredoc's name is no path; its body is expanded unless the name is quoted.
    let paths = instruction.heredocs.isEmpty ? words : words.withoutHeredocs
    let hasDestination = words.count > 1 && words.last == paths.last
    let copy = Copy(
      instruction: instruction, from: .context, sources: hasDestination ? Array(paths.dropLast()) : paths,
      destination: hasDestination ? paths.last : nil)
    for word in paths { checkPath(word, of: instruction) }
    for heredoc in instruction.heredocs where heredoc.expands { expandBody(of: heredoc, in: instruction) }
    for name in ["chown", "chmod", "checksum"] { checkFlag(name, of: instruction) }
    if !hasDestination, let last = words.last, words.count > 1 {
      refuse("\(instruction.name) cannot have a heredoc as its destination", last, of: instruction)
    }
    stage.copies.append(copy)
  }

  private mutating func expandBody(of heredoc: Heredoc, in instruction: Instruction) {
    let body = Array(source.bytes[heredoc.content])
    let environment = stage.environment
    var mode = ExpansionMode()
    mode.ignoresQuotes = true
    do throws(ExpansionFault) {
      let expansion = try Dockerfile.expand(body, escape: ASCII.backslash, mode: mode, in: environment)
      for use in expansion.uses where !environment.knows(use.name) && !Self.isExempt(use.name) {
        let start = heredoc.content.lowerBound
        stage.undefinedVariables.append(
          UndefinedUse(
            name: use.name, range: start + use.range.lowerBound..<start + use.range.upperBound, isInHeredoc: true,
            instruction: instruction))
      }
    } catch {
      let place = min(
        heredoc.content.lowerBound + error.offset, max(heredoc.content.lowerBound, heredoc.content.upperBound - 1))
      faults.append(
        SyntaxFault("the heredoc “\(heredoc.name)” cannot be expanded: \(error.message)", at: place..<place + 1))
    }
  }

  private mutating func checkFlag(_ name: String, of instruction: Instruction) {
    guard let flag = instruction.flag(name), let value = flag.value, !value.isEmpty else { return }
    let word = Word(text: value, range: flag.valueRange)
    guard let expansion = expand(word, of: instruction), name == "chmod", expansion.isResolved else { return }
    if !FileMode.isValid(expansion.text) {
      refuse(
        "“\(expansion.text)” is no mode: expected octal such as 0755, or symbolic such as u+x", word, of: instruction)
    }
  }

  /// COPY takes no address; only ADD fetches.
  private mutating func checkPath(_ word: Word, of instruction: Instruction) {
    guard let expansion = expand(word, of: instruction), instruction.keyword == .copy, instruction.flag("from") == nil
    else { return }
    if isRemoteSource(expansion.text) { refuse("COPY cannot fetch \(word.text): ADD can", word, of: instruction) }
  }

  mutating func addRun(_ instruction: Instruction) {
    let (commands, pipelines) = shellCommands(
      of: instruction, source: source, shell: stage.config.shell, environment: stage.environment)
    let workdir = stage.config.workdir.map(\.value) ?? (stage.isOnScratch ? "/" : nil)
    var run = Run(
      instruction: instruction, mounts: [], mountSources: [], commands: commands, pipelines: pipelines,
      workdir: workdir, home: stage.config.home)
    for flag in instruction.flags where flag.name == "mount" {
      let word = Word(text: flag.value ?? "", range: flag.valueRange)
      let reader = MountReader(word.text) { expand(Word(text: $0, range: word.range), of: instruction)?.text }
      for fault in reader.faults + reader.targetFaults(in: workdir) {
        refuse("this mount is refused: \(fault)", word, of: instruction)
      }
      run.mounts.append(reader.mount)
    }
    stage.runs.append(run)
  }
}
