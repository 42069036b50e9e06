/// Makes Dockerfiles that linters object to: commands of package managers with all sorts of options, written in the styles
/// that people use.
struct BaitGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed | 1 }

  /// A Dockerfile of one to three stages.
  mutating func dockerfile() -> String {
    var text = chance(3) ? "ARG BASE=debian:12\nARG TAG=1\n" : ""
    if chance(12) { text = "# syntax=docker/dockerfile:1\n" + text }
    if chance(25) { text += "LABEL early=yes\n" }
    let stages = 1 + next(3)
    for stage in 0..<stages {
      text += from(stage)
      for _ in 0..<(2 + next(7)) { text += chance(2) ? run() : pick(Bait.instructions) }
      if chance(3) { text += "USER \(pick(Bait.users))\n" }
    }
    return text + pick(Bait.endings)
  }

  /// A Dockerfile for configured checks: labels and registries.
  mutating func labelled() -> String {
    var text = ""
    for stage in 0...next(2) {
      text += "FROM \(pick(Bait.registries)) AS stage\(stage)\n"
      for _ in 0..<next(4) { text += "LABEL \(pick(Bait.labels))\n" }
      if chance(3) { text += "COPY --from=\(pick(Bait.registries)) /a /b\n" }
      if stage > 0, chance(2) { text += "COPY --from=stage0 /a /b\n" }
    }
    return text
  }

  private mutating func from(_ stage: Int) -> String {
    var image = pick(Bait.images)
    if stage > 0, chance(4) { image = "stage\(next(stage))" }
    let platform = chance(6) ? "--platform=\(pick(Bait.platforms)) " : ""
    let name = chance(14) ? pick(Bait.oddNames) : "stage\(stage)"
    return "FROM \(platform)\(image)" + (chance(2) ? " AS \(name)" : "") + "\n"
  }

  // MARK: RUN

  private mutating func run() -> String {
    let commands = (0...next(4)).map { _ in command() }
    if chance(10) { return pick(Bait.comments) + layOut(commands) }
    return layOut(commands)
  }

  private mutating func layOut(_ commands: [String]) -> String {
    let mount = chance(6) ? "--mount=\(pick(Bait.mounts)) " : ""
    switch next(10) {
    case 0: return "RUN \(mount)" + commands.joined(separator: "; ") + "\n"
    case 1: return "RUN \(mount)set -eux; \\\n" + commands.map { "    \($0); \\\n" }.joined() + "    true\n"
    case 2: return "RUN \(mount)" + commands.joined(separator: " && \\\n    ") + "\n"
    case 3: return "RUN \(mount)" + commands.joined(separator: " \\\n # why\n && ") + "\n"
    case 4: return "RUN \(mount)" + broken(commands.joined(separator: " && ")) + "\n"
    case 5: return "RUN <<EOF\n" + commands.joined(separator: "\n") + "\nEOF\n\n"
    case 6: return "RUN " + json(["/bin/sh", "-c", commands.joined(separator: " && ")]) + "\n"
    case 7: return "RUN " + json(pick(Bait.programs).split(separator: " ").map(String.init)) + "\n"
    case 8: return "RUN if [ -e /x ]; then \(commands[0]); else \(commands.last ?? "true"); fi\n"
    default: return "RUN \(mount)" + commands.joined(separator: " && ") + "\n"
    }
  }

  /// Every third word on a line of its own.
  private func broken(_ command: String) -> String {
    var line = ""
    for (index, word) in command.split(separator: " ").enumerated() {
      line += index == 0 ? "" : index % 3 == 0 ? " \\\n      " : " "
      line += word
    }
    return line
  }

  private func json(_ words: [String]) -> String {
    let quoted = words.map { word in
      "\"" + word.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
    }
    return "[" + quoted.joined(separator: ", ") + "]"
  }

  private mutating func command() -> String {
    if chance(3) { return pick(Bait.commands) }
    let plain = installation()
    if chance(20) { return "\(pick(Bait.wrappers)) \(plain)" }
    if chance(25) { return "\(plain) | tee /log" }
    if chance(25) { return "X=1 \(plain)" }
    return plain
  }

  private mutating func installation() -> String {
    let tool = Bait.tools[next(Bait.tools.count)]
    var words = [pick(tool.names)]
    words += (0..<next(2)).map { _ in pick(tool.general) }
    words.append(pick(tool.subcommands))
    words += (0..<next(3)).map { _ in pick(tool.options) }
    words += (0...next(3)).map { _ in pick(tool.packages) }
    let command = words.filter { !$0.isEmpty }.joined(separator: " ")
    return chance(3) ? "\(command) && \(pick(tool.cleanings))" : command
  }

  // MARK: Chance

  private mutating func pick(_ texts: [String]) -> String { texts[next(texts.count)] }

  private mutating func chance(_ oneIn: Int) -> Bool { next(oneIn) == 0 }

  /// xorshift64*: a number below `limit`.
  private mutating func next(_ limit: Int) -> Int {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int((state &* 2_685_821_657_736_338_717) >> 33) % max(1, limit)
  }
}
