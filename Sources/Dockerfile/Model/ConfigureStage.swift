internal import Linting

/// What instructions set in the image's configuration.
extension StageBuilder {
  mutating func setLabels(_ instruction: Instruction) {
    for pair in instruction.arguments.pairs {
      guard let word = pair.value, let name = expand(pair.name, of: instruction),
        let value = expand(word, of: instruction)
      else { continue }
      stage.config.labels[name.text] = value.text
      stage.labels.append(
        LabelDefinition(
          name: pair.name, expandedName: name.value, value: word, expandedValue: value.value, instruction: instruction,
          isTriggered: stage.isTriggered(instruction)))
    }
  }

  mutating func setWorkdir(_ instruction: Instruction) {
    guard let written = setting(instruction) else { return }
    // That of the base image may change with its next version.
    if stage.config.workdir?.isOfBaseImage ?? true { stage.firstWorkdir = written }
    let (path, isResolved) = directory(written)
    let setting = Setting(
      value: path, isResolved: isResolved, word: written.word, instruction: instruction, stage: stage.index)
    stage.config.workdir = setting
    stage.workdirs.append(setting)
    stage.config.workingDirectory = written.isResolved ? absolutePath(written.value) : nil
  }

  /// The directory that a WORKDIR leads to: a relative one is below the directory before.
  private func directory(_ written: Setting) -> (path: String, isResolved: Bool) {
    if written.value.hasPrefix("/") { return (cleanPath(written.value), written.isResolved) }
    let before = stage.config.workdir
    let base = before?.value ?? "/"
    let isReal = base.utf8.count + written.value.utf8.count < Self.longestPath
    // Where nothing was set, only scratch is known to begin at the root.
    let isResolved = isReal && written.isResolved && before?.isResolved ?? stage.isOnScratch
    return (cleanPath(written.value, in: isReal ? base : "/"), isResolved)
  }

  /// Linux takes no longer path: ten thousand relative steps lead nowhere, and must not be written out again and again.
  private static let longestPath = 4096

  /// A path as seen from the working directory, cleaned; nil when that is unknown.
  func absolutePath(_ path: String) -> String? {
    if path.hasPrefix("/") { return cleanPath(path) }
    guard let directory = stage.config.workingDirectory,
      directory.utf8.count + path.utf8.count < Self.longestPath
    else { return nil }
    return cleanPath(path, in: directory)
  }

  mutating func setStopSignal(_ instruction: Instruction) {
    guard let setting = setting(instruction) else { return }
    if setting.isResolved, !StopSignal.isValid(setting.value) {
      refuse(
        "“\(setting.value)” is no signal: expected a name such as SIGTERM, or a number", setting.word, of: instruction)
    }
    stage.config.stopSignal = setting
  }

  /// A word may become several ports, or none, by expansion.
  mutating func expose(_ instruction: Instruction) {
    for word in instruction.arguments.words {
      guard let expansion = expand(word, of: instruction) else { continue }
      for text in expansion.words {
        do throws(PortSpecification.Fault) {
          let port = try PortSpecification(text)
          stage.config.ports[text] = port
          stage.ports.append(ExposedPort(port: port, word: word, instruction: instruction))
        } catch  where expansion.isResolved {
          refuse(error.message, word, of: instruction, kind: error.isOutOfRange ? .portOutOfRange : .other)
        } catch {
          // An uncertain value may be a port when it is known.
        }
      }
    }
  }

  mutating func mountVolumes(_ instruction: Instruction) {
    for word in instruction.arguments.words {
      let trimmed = Word(text: word.text.trimmingSpace, range: word.range)
      guard let expansion = expand(trimmed, of: instruction) else { continue }
      if expansion.isResolved, expansion.text.isEmpty {
        refuse("VOLUME names an empty path", word, of: instruction)
      } else {
        stage.config.volumes[expansion.text] = ()
        stage.volumes.append(
          Setting(
            value: expansion.text, isResolved: expansion.isResolved, word: word, instruction: instruction,
            stage: stage.index))
      }
    }
  }

  mutating func addCommand(_ instruction: Instruction) -> StageCommand {
    var command = StageCommand(
      words: instruction.arguments.words.map(\.text), isShellForm: false, hasChosenShell: stage.config.shell != nil,
      instruction: instruction, stage: stage.index)
    if case .shell(let range) = instruction.arguments {
      command.isShellForm = true
      command.words = (stage.config.shell ?? ["/bin/sh", "-c"]) + [instruction.text.string(range)]
    }
    stage.commands.append(command)
    return command
  }

  func healthcheck(_ instruction: Instruction) -> Healthcheck {
    var test = ["NONE"]
    switch instruction.arguments {
    case .exec(let words): test = ["CMD"] + words.map(\.text)
    case .shell(let range): test = ["CMD-SHELL", instruction.text.string(range)]
    case .words, .pairs: break
    }
    let isNone = instruction.healthcheckType?.text.uppercased() == "NONE"
    return Healthcheck(instruction: instruction, isNone: isNone, test: test, stage: stage.index)
  }
}
