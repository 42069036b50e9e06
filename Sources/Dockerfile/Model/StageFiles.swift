internal import Linting

/// What COPY, ADD and RUN bring into a stage.
extension StageBuilder {
  mutating func addCopy(_ instruction: Instruction) {
    let words = instruction.arguments.words
    // A heredoc's name is no path; its body is expanded unless the name is quoted.
    let paths = instruction.heredocs.isEmpty ? words : words.withoutHeredocs
    let hasDestination = words.count > 1 && words.last == paths.last
    var copy = Copy(
      instruction: instruction, from: .context, sources: hasDestination ? paths.dropLast() : paths,
      destination: hasDestination ? paths.last : nil, user: stage.config.user, workdir: stage.config.workdir)
    let expanded = paths.map { expandPath($0, of: instruction) }
    copy.expandedSources = Array(expanded.prefix(copy.sources.count))
    copy.expandedDestination = hasDestination ? expanded.last ?? nil : nil
    for heredoc in instruction.heredocs where heredoc.expands { expandBody(of: heredoc, in: instruction) }
    copy.owner = expandFlag("chown", of: instruction)
    checkMode(expandFlag("chmod", of: instruction), of: instruction)
    _ = expandFlag("checksum", of: instruction)
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
      let expansion = try Dockerfile.expand(body, escape: ASCII.backslash, mode: mode) { environment.value(of: $0) }
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

  /// The value of a flag as far as it is known; nil without one.
  private mutating func expandFlag(_ name: String, of instruction: Instruction) -> String? {
    guard let flag = instruction.flag(name), let value = flag.value, !value.isEmpty else { return nil }
    let expansion = expand(Word(text: value, range: flag.valueRange), of: instruction)
    return expansion?.isResolved == true ? expansion?.text : nil
  }

  private mutating func checkMode(_ mode: String?, of instruction: Instruction) {
    guard let mode, !FileMode.isValid(mode), let flag = instruction.flag("chmod") else { return }
    refuse(
      "“\(mode)” is no mode: expected octal such as 0755, or symbolic such as u+x",
      Word(text: mode, range: flag.valueRange), of: instruction)
  }

  /// A path as far as it is known. COPY takes no address; only ADD fetches.
  private mutating func expandPath(_ word: Word, of instruction: Instruction) -> String? {
    guard let expansion = expand(word, of: instruction) else { return nil }
    if instruction.keyword == .copy, instruction.flag("from") == nil, isRemoteSource(expansion.text) {
      refuse("COPY cannot fetch \(word.text): ADD can", word, of: instruction)
    }
    return expansion.isResolved ? expansion.text : nil
  }

  mutating func addRun(_ instruction: Instruction) {
    let commands = shellCommands(
      of: instruction, source: source, shell: stage.config.shell, environment: stage.environment)
    var run = Run(instruction: instruction, mounts: [], mountSources: [], commands: commands)
    for flag in instruction.flags where flag.name == "mount" {
      let word = Word(text: flag.value ?? "", range: flag.valueRange)
      let reader = MountReader(word.text) { expand(Word(text: $0, range: word.range), of: instruction)?.text }
      let workdir = stage.config.workdir.map(\.value) ?? (stage.isOnScratch ? "/" : nil)
      for fault in reader.faults + reader.targetFaults(in: workdir) {
        refuse("this mount is refused: \(fault)", word, of: instruction)
      }
      run.mounts.append(reader.mount)
    }
    stage.runs.append(run)
  }
}
