internal import Linting

/// What COPY, ADD and RUN bring into a stage.
extension StageBuilder {
  mutating func readCopy(_ instruction: Instruction) -> Copy {
    let words = instruction.arguments.words
    // A heredoc's name is no path, nor is a string of an array that looks like one.
    let paths = words.withoutHeredocs
    let hasDestination = words.count > 1 && words.last == paths.last
    var copy = Copy(
      instruction: instruction, from: .context, sources: hasDestination ? Array(paths.dropLast()) : paths,
      destination: hasDestination ? paths.last : nil, user: stage.config.user, workdir: stage.config.workdir)
    let expansions = paths.map { expandPath($0, of: instruction) }
    copy.sourcePaths = expansions.prefix(copy.sources.count).map { $0.flatMap { $0.isResolved ? $0.text : nil } }
    if hasDestination, let destination = expansions.last ?? nil, destination.isResolved {
      copy.expandedDestination = destination.text
      copy.destinationPath = directoryAware(destination.text)
    }
    for heredoc in instruction.heredocs where heredoc.expands { expandBody(of: heredoc, in: instruction) }
    copy.owner = expandFlag("chown", of: instruction)
    checkMode(expandFlag("chmod", of: instruction), of: instruction)
    checkChecksum(expandFlag("checksum", of: instruction), of: copy)
    if !hasDestination, let last = words.last, words.count > 1 {
      // The builder sees it when it reads the file.
      faults.append(
        SyntaxFault(
          "\(instruction.name) cannot have a heredoc as its destination",
          at: instruction.text.sourceRange(of: last.range)))
    }
    return copy
  }

  private mutating func expandBody(of heredoc: Heredoc, in instruction: Instruction) {
    let body = Array(source.bytes[heredoc.content])
    let environment = stage.environment
    var mode = ExpansionMode()
    mode.ignoresQuotes = true
    do throws(ExpansionFault) {
      let expansion = try Dockerfile.expand(
        body, escape: ASCII.backslash, mode: mode, in: environment, spending: &budget)
      for use in undefined(expansion.uses) {
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
        SyntaxFault("the heredoc “\(heredoc.name)” cannot be expanded: \(error.message)", at: place..<place + 1)
          .during(stage.index))
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

  /// `ADD --checksum` is for one source, fetched by HTTP or git, and for HTTP it is a digest.
  private mutating func checkChecksum(_ checksum: String?, of copy: Copy) {
    guard let flag = copy.instruction.flag("checksum"), flag.value?.isEmpty == false, checksum?.isEmpty != true else {
      return
    }
    let word = Word(text: checksum ?? "", range: flag.range)
    let source = copy.sourcePaths.first ?? nil
    if copy.sources.count != 1 || source.map({ !isRemoteSource($0) }) ?? false {
      refuse("--checksum needs exactly one source, fetched by HTTP or git", word, of: copy.instruction)
    } else if let checksum, let source, isHTTPSource(source), !ImageReference.isDigest(checksum) {
      refuse(
        "“\(checksum)” is no digest: expected sha256: with 64 hexadecimal digits", word, of: copy.instruction)
    }
  }

  /// A source or destination after expansion. COPY takes no address; only ADD fetches.
  private mutating func expandPath(_ word: Word, of instruction: Instruction) -> Expansion? {
    let expansion = expand(word, of: instruction)
    if let expansion, instruction.keyword == .copy, instruction.flag("from") == nil, isRemoteSource(expansion.text) {
      refuse("COPY cannot fetch \(word.text): ADD can", word, of: instruction)
    }
    return expansion
  }

  /// The absolute path of a destination, with a final slash where its spelling says that it is a directory.
  private func directoryAware(_ destination: String) -> String? {
    guard !destination.isEmpty, let path = absolutePath(destination) else { return nil }
    let slash = destination.utf8.lastIndex(of: ASCII.slash)
    let last = slash.map { destination[$0...].dropFirst() } ?? destination[...]
    let isDirectory = last.isEmpty || last == "." || last == ".."
    return isDirectory && path != "/" ? path + "/" : path
  }

  /// The working directory here; nil when only the base image knows.
  private var knownWorkdir: String? {
    stage.config.workdir?.value ?? (stage.isOnScratch || stage.rootFacts != nil ? "/" : nil)
  }

  /// The commands of an instruction that starts some.
  mutating func readCommands(_ instruction: Instruction) -> Run {
    let shell = hintedShell.map { [$0] } ?? stage.config.shell
    var run = Run(instruction: instruction, workdir: knownWorkdir, home: stage.config.home, shell: shell)
    // What a trigger of the base image runs is in no line of the file.
    if !stage.isOfBaseImage(instruction) {
      let shown = shellCommands(
        of: instruction, source: source, shell: shell, environment: stage.environment, budget: budget)
      budget = shown.budget
      run.commands = shown.commands
      run.pipelines = shown.pipelines
      run.unread = shown.unread
    }
    return run
  }

  mutating func readRun(_ instruction: Instruction) -> Run {
    var run = readCommands(instruction)
    for flag in instruction.mountFlags {
      let reader = MountReader(flag.value ?? "") { value, range in
        expand(Word(text: value, range: flag.place(of: range, in: instruction.text)), of: instruction)
      }
      for fault in reader.faults + reader.targetFaults(in: knownWorkdir) {
        let range = fault.range.map { flag.place(of: $0, in: instruction.text) } ?? flag.valueRange
        let refusal = SyntaxFault(
          "this mount is refused: \(fault.message)", at: instruction.text.sourceRange(of: range))
        faults.append(fault.isSeenInReading ? refusal : refusal.during(stage.index))
      }
      run.mounts.append(reader.mount)
    }
    return run
  }
}
