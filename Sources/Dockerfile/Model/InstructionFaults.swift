internal import Linting

/// What BuildKit refuses in an instruction by itself: an unknown word, an unknown flag, a wrong number of arguments.
/// `isLabs`: whether the file asks for a frontend of the labs channel, which knows more flags.
func instructionFaults(_ instruction: Instruction, isLabs: Bool) -> [SyntaxFault] {
  guard let keyword = instruction.keyword else { return [unknownInstruction(instruction)] }
  let faults = arityFaults(instruction, keyword, isLabs: isLabs)
  return instruction.flags.isEmpty ? faults : flagFaults(instruction, keyword) + faults
}

extension Keyword {
  /// The names of the flags of each instruction; ARG and STOPSIGNAL take any without looking at it.
  package var flags: [String] {
    switch self {
    case .from: ["platform"]
    case .run: ["mount", "network", "security", "device"]
    case .copy: ["from", "chown", "chmod", "link", "parents", "exclude"]
    case .add: ["chown", "chmod", "checksum", "link", "keep-git-dir", "unpack", "exclude"]
    case .healthcheck: ["interval", "timeout", "start-period", "start-interval", "retries"]
    default: []
    }
  }

  fileprivate static let booleanFlags = ["link", "parents", "keep-git-dir", "unpack"]
  /// The values of a flag of RUN that takes only a few; nil for any other.
  fileprivate static func choices(ofRunFlag name: String) -> [String]? {
    switch name {
    case "network": ["default", "none", "host"]
    case "security": ["sandbox", "insecure"]
    default: nil
    }
  }

  fileprivate static let repeatableFlags = ["mount", "device", "exclude"]
}

extension Instruction {
  // Places are found for a fault alone: nearly every instruction has none.

  /// Where the keyword stands in the source.
  fileprivate var place: Range<Int> { text.sourceRange(of: spelling.range) }

  fileprivate func place(of flag: Flag) -> Range<Int> { text.sourceRange(of: flag.range) }
}

private func flagFaults(_ instruction: Instruction, _ keyword: Keyword) -> [SyntaxFault] {
  // These take any flag.
  if keyword == .arg || keyword == .stopsignal || instruction.healthcheckType?.text.uppercased() == "NONE" { return [] }
  let known = keyword.flags
  var faults: [SyntaxFault] = []
  var seen = OrderedMap<Void>()
  let mayRepeat = instruction.flags.count > 1
  for flag in instruction.flags {
    if !known.contains(flag.name) {
      faults.append(unknownFlag(flag, of: keyword, at: instruction.place(of: flag)))
    } else if seen[flag.name] != nil, !Keyword.repeatableFlags.contains(flag.name) {
      faults.append(SyntaxFault("the flag --\(flag.name) is given twice", at: instruction.place(of: flag)))
    } else if let fault = valueFault(of: flag, in: instruction) {
      faults.append(fault)
    }
    if mayRepeat { seen[flag.name] = () }
  }
  return faults
}

private func valueFault(of flag: Flag, in instruction: Instruction) -> SyntaxFault? {
  guard Keyword.booleanFlags.contains(flag.name) else {
    return flag.value == nil
      ? SyntaxFault(
        "the flag --\(flag.name) has no value: expected --\(flag.name)=…", at: instruction.place(of: flag),
        kind: Keyword.healthcheck.flags.contains(flag.name) ? .healthcheckOption : .other) : nil
  }
  guard let value = flag.value, !["true", "false"].contains(value.lowercased()) else { return nil }
  return SyntaxFault(
    "“\(value)” is no value of --\(flag.name): expected true or false", at: instruction.place(of: flag))
}

private func arityFaults(_ instruction: Instruction, _ keyword: Keyword, isLabs: Bool) -> [SyntaxFault] {
  let count = instruction.arguments.words.count
  switch keyword {
  case .from:
    return fromFaults(instruction, instruction.arguments.words)
  case .copy, .add:
    // A heredoc's name on the line is one of the words.
    return count < 2
      ? [
        SyntaxFault(
          "\(keyword.rawValue) needs at least a source and a destination, found \(count) of them",
          at: instruction.place,
          kind: .missingArguments)
      ] : []
  case .user, .workdir, .stopsignal, .maintainer, .expose, .volume:
    return count == 0
      ? [SyntaxFault("\(keyword.rawValue) has no argument", at: instruction.place, kind: .missingArguments)] : []
  case .arg, .env, .label: return pairFaults(instruction, keyword)
  case .shell: return shellFaults(instruction)
  case .onbuild: return triggerFaults(instruction)
  case .healthcheck: return healthcheckFaults(instruction)
  case .run: return runFaults(instruction, isLabs: isLabs)
  case .cmd, .entrypoint: return []
  }
}

private func fromFaults(_ instruction: Instruction, _ words: [Word]) -> [SyntaxFault] {
  guard words.count == 1 || (words.count == 3 && words[1].text.lowercased() == "as") else {
    let found = words.map(\.text).joined(separator: " ")
    return [
      SyntaxFault(
        "FROM takes an image, or an image AS a name; found “\(found)”", at: instruction.place,
        help: "A comment needs a line of its own.", kind: words.isEmpty ? .missingArguments : .extraArguments)
    ]
  }
  guard let name = words.dropFirst(2).first else { return [] }
  let bytes = Array(name.text.lowercased().utf8)
  let isValid =
    bytes.first.map(ASCII.isLetter) == true
    && bytes.allSatisfy { ASCII.isLetter($0) || ASCII.isDigit($0) || "-_.".utf8.contains($0) }
  return isValid
    ? []
    : [
      SyntaxFault(
        "“\(name.text)” is no name of a stage: expected a letter, then letters, digits, -, _ or .",
        at: instruction.text.sourceRange(of: name.range))
    ]
}

private func pairFaults(_ instruction: Instruction, _ keyword: Keyword) -> [SyntaxFault] {
  let pairs = instruction.arguments.pairs
  if pairs.isEmpty {
    return [
      SyntaxFault(
        "\(keyword.rawValue) has no argument: expected name=value", at: instruction.place, kind: .missingArguments)
    ]
  }
  return pairs.filter { $0.name.text.isEmpty }.map {
    SyntaxFault("a name is missing before “=”", at: instruction.text.sourceRange(of: $0.range))
  }
}

private func shellFaults(_ instruction: Instruction) -> [SyntaxFault] {
  guard case .exec(let words) = instruction.arguments else {
    return [
      SyntaxFault(
        "SHELL takes a JSON array only", at: instruction.place, help: "Write it as SHELL [\"/bin/bash\", \"-c\"].")
    ]
  }
  return words.isEmpty ? [SyntaxFault("SHELL needs at least one string in its array", at: instruction.place)] : []
}

private func triggerFaults(_ instruction: Instruction) -> [SyntaxFault] {
  guard let trigger = instruction.trigger.first else {
    return [SyntaxFault("ONBUILD has no instruction", at: instruction.place)]
  }
  switch trigger.keyword {
  case let keyword? where !keyword.mayBeTrigger:
    let range = instruction.text.sourceRange(of: trigger.spelling.range)
    return [SyntaxFault("\(trigger.name) may not be a trigger of ONBUILD", at: range, kind: .forbiddenTrigger)]
  default: return []
  }
}

private func healthcheckFaults(_ instruction: Instruction) -> [SyntaxFault] {
  guard let type = instruction.healthcheckType else {
    return [
      SyntaxFault("HEALTHCHECK has no argument: expected CMD or NONE", at: instruction.place, kind: .missingArguments)
    ]
  }
  var range: Range<Int> { instruction.text.sourceRange(of: type.range) }
  switch type.text.uppercased() {
  case "NONE":
    return instruction.arguments.words.isEmpty ? [] : [SyntaxFault("HEALTHCHECK NONE takes no argument", at: range)]
  case "CMD":
    return commandFaults(instruction, type) + optionFaults(instruction)
  default:
    return [SyntaxFault("“\(type.text)” is no kind of HEALTHCHECK: expected CMD or NONE", at: range)]
  }
}

private func commandFaults(_ instruction: Instruction, _ type: Word) -> [SyntaxFault] {
  switch instruction.arguments {
  case .shell(let rest) where !rest.isEmpty: return []
  case .exec(let words) where !words.isEmpty: return []
  default:
    return [SyntaxFault("HEALTHCHECK CMD has no command", at: instruction.text.sourceRange(of: type.range))]
  }
}

/// Durations are written in Go's notation and are 0 or at least a millisecond.
private func optionFaults(_ instruction: Instruction) -> [SyntaxFault] {
  instruction.flags.compactMap { flag in
    guard let value = flag.value, Keyword.healthcheck.flags.contains(flag.name) else { return nil }
    var range: Range<Int> { instruction.text.sourceRange(of: flag.valueRange) }
    if flag.name == "retries" {
      guard !value.isEmpty else { return nil }
      if let count = Int32(value), count >= 0 { return nil }
      return SyntaxFault("“\(value)” is no number of retries: expected a whole number from 0", at: range)
    }
    guard !value.isEmpty else { return nil }
    guard let nanoseconds = GoDuration.nanoseconds(value) else {
      return SyntaxFault(
        "“\(value)” is no duration of --\(flag.name): expected a number with a unit, such as 30s", at: range)
    }
    if nanoseconds == 0 || nanoseconds >= 1e6 { return nil }
    return SyntaxFault("--\(flag.name)=\(value) is too short: expected 0 or at least 1ms", at: range)
  }
}

private func runFaults(_ instruction: Instruction, isLabs: Bool) -> [SyntaxFault] {
  instruction.flags.compactMap { flag in
    var range: Range<Int> { instruction.text.sourceRange(of: flag.valueRange) }
    if flag.name == "device" {
      let message =
        isLabs
        ? flag.value.flatMap(deviceFault)
        : "--device needs a frontend of the labs channel (# syntax=docker/dockerfile:1-labs)"
      return message.map { SyntaxFault($0, at: range) }
    }
    guard let value = flag.value, let choices = Keyword.choices(ofRunFlag: flag.name), !choices.contains(value) else {
      return nil
    }
    let expected = choices.joined(separator: ", ")
    return SyntaxFault("“\(value)” is no value of --\(flag.name): expected one of \(expected)", at: range)
  }
}

// MARK: Messages

extension Instruction {
  /// Of a word that is no instruction, the one that was probably meant.
  var nearestKeyword: Keyword? {
    nearestWord(to: name, among: Keyword.allCases.map(\.rawValue)).flatMap { Keyword(rawValue: $0) }
  }
}

private func unknownInstruction(_ instruction: Instruction) -> SyntaxFault {
  let suggestion = instruction.nearestKeyword
  let meant = suggestion.map { " (did you mean \($0.rawValue)?)" } ?? ""
  return SyntaxFault(
    "unknown instruction: \(instruction.spelling.text)\(meant)",
    at: instruction.text.sourceRange(of: instruction.spelling.range),
    help: suggestion == nil ? "If it continues the line above, that line must end with the escape character." : nil,
    kind: .unknownInstruction)
}

private func unknownFlag(_ flag: Flag, of keyword: Keyword, at range: Range<Int>) -> SyntaxFault {
  let meant = nearestWord(to: flag.name, among: keyword.flags).map { ": did you mean --\($0)?" } ?? ""
  return SyntaxFault(
    "\(keyword.rawValue) has no flag --\(flag.name)\(meant)", at: range,
    help: keyword.grammarTakesCommand ? "Put -- before the arguments, or write them as a JSON array." : nil,
    kind: .unknownFlag)
}

extension Keyword {
  /// Whether ONBUILD may have it as its trigger.
  package var mayBeTrigger: Bool { self != .onbuild && self != .from && self != .maintainer }

  fileprivate var grammarTakesCommand: Bool { self == .cmd || self == .entrypoint || self == .run }
}
