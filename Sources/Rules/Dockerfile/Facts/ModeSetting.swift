internal import Dockerfile
internal import Linting

/// A place where a file gets a mode: `chmod`, `mkdir -m`, `install -m`, COPY `--chmod`.
struct ModeSetting {
  /// The program's name, or that of the instruction.
  var program: String
  /// As written.
  var text: String
  var mode: ModeChange
  /// Whether only directories get it, or directories as well.
  var isForDirectories: Bool
  var isRecursive: Bool
  /// The files, as far as the text names them.
  var files: [String]
  fileprivate var origin: Origin

  fileprivate enum Origin {
    case command(ShellCommand.Argument, Run, Stage)
    case flag(Range<Int>, Instruction, Stage)
  }
}

extension BuildModel {
  /// The modes that the file sets, as far as they are known.
  var modeSettings: [ModeSetting] {
    writtenRuns.flatMap { stage, run in run.commands.compactMap { setting($0, run, stage) } }
      + writtenCopyInstructions.compactMap { copySetting($0.instruction, $0.stage) }
  }

  /// A finding at the mode.
  func finding(_ info: RuleInfo, _ message: String, at setting: ModeSetting) -> Finding {
    switch setting.origin {
    case .command(let argument, let run, let stage):
      Finding(info, message, at: argument, of: run, stage: stage, in: self)
    case .flag(let range, let instruction, let stage):
      Finding(info, message, at: range, of: instruction, stage: stage, in: self)
    }
  }

  /// Writes the mode otherwise.
  func replacing(_ setting: ModeSetting, with text: String) -> Fix.Edit? {
    switch setting.origin {
    case .command(let argument, _, _): argument.text == setting.text ? replacing(argument, with: text) : nil
    case .flag(let range, let instruction, _): replacing(range, of: instruction, with: text)
    }
  }

  private func setting(_ command: ShellCommand, _ run: Run, _ stage: Stage) -> ModeSetting? {
    guard ["chmod", "mkdir", "install"].contains(command.program) else { return nil }
    let line = command.line
    let isChmod = command.program == "chmod"
    if isChmod, line.has("--reference") { return nil }
    let word = isChmod ? line.operands.first : line.option("-m", "--mode")?.value
    guard let word, word.isKnown, let mode = ModeChange(word.text) else { return nil }
    let makesDirectories = command.program == "mkdir" || (command.program == "install" && line.has("-d", "--directory"))
    return ModeSetting(
      program: command.program, text: word.text, mode: mode, isForDirectories: makesDirectories,
      isRecursive: isChmod && line.has("-R", "--recursive"),
      files: line.operands.dropFirst(isChmod ? 1 : 0).map(\.text), origin: .command(word, run, stage))
  }

  private func copySetting(_ instruction: Instruction, _ stage: Stage) -> ModeSetting? {
    guard let flag = instruction.flag("chmod"), let value = flag.value, let mode = ModeChange(value) else { return nil }
    return ModeSetting(
      program: instruction.name, text: value, mode: mode, isForDirectories: false, isRecursive: false,
      files: instruction.arguments.words.dropLast().map(\.text), origin: .flag(flag.valueRange, instruction, stage))
  }
}
