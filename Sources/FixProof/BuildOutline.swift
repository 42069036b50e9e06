package import Dockerfile
package import Linting

/// What a Dockerfile builds, aspect by aspect, without how it is written: two texts with equal outlines make the same image.
package struct BuildOutline: Sendable, Equatable {
  package private(set) var aspects: [BuildAspect: [String]] = [:]

  package init(_ model: BuildModel) {
    for stage in model.stages {
      note("stage \(stage.index) on \(base(of: stage))", as: .configuration)
      note("\(stage.name ?? "-")", as: .stageNames)
      note("\(stage.platform ?? "-")", as: .platforms)
      for line in configuration(of: stage) { note(line, as: .configuration) }
      for label in stage.config.labels.entries.sorted(by: { $0.name < $1.name }) {
        note("\(stage.index) \(label.name)=\(label.value)", as: .labels)
      }
      for run in stage.runs + stage.triggerRuns {
        note(text(of: run.instruction, in: model), as: .commands)
      }
      for copy in stage.copies + stage.triggerCopies { note(text(of: copy), as: .copies) }
      let needs = model.dependencies(of: stage).sorted().map(String.init)
      note("needs \(needs.joined(separator: " "))", as: .configuration)
    }
  }

  /// The aspects in which two builds differ.
  package func differences(from other: BuildOutline) -> Set<BuildAspect> {
    Set(BuildAspect.allCases.filter { aspects[$0] != other.aspects[$0] })
  }

  private mutating func note(_ line: String, as aspect: BuildAspect) { aspects[aspect, default: []].append(line) }

  private func base(of stage: Stage) -> String {
    switch stage.base {
    case .scratch: "scratch"
    case .stage(let index): "stage \(index)"
    case .image(let use): use.text
    case .unresolved(let text): text
    }
  }

  private func configuration(of stage: Stage) -> [String] {
    let config = stage.config
    let signal = config.stopSignal.map { StopSignal.canonicalName(of: $0.value) ?? $0.value }
    return [
      "env \(config.environment.entries.map { "\($0.name)=\($0.value)" })",
      "arg \(config.arguments.entries.map { "\($0.name)=\($0.value ?? "-")" })",
      "user \(config.user?.value ?? "-")", "workdir \(config.workdir?.value ?? "-")", "shell \(config.shell ?? [])",
      "ports \(config.exposedPorts)", "volumes \(config.volumes.names)", "signal \(signal ?? "-")",
      "entrypoint \(config.entrypoint?.words ?? [])", "cmd \(config.cmd?.words ?? [])",
      "healthcheck \(config.healthcheck?.test ?? [])",
    ]
  }

  /// The words of a RUN, its flags, and its here-documents.
  private func text(of instruction: Instruction, in model: BuildModel) -> String {
    let flags = instruction.flags.map { $0.text.lowercased() }
    let words: [String]
    switch instruction.arguments {
    case .shell(let range):
      words = instruction.text.string(range).split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init)
    case .exec(let strings), .words(let strings): words = strings.map(\.text)
    case .pairs: words = []
    }
    let bodies = instruction.heredocs.map { String(decoding: model.source.bytes[$0.content], as: UTF8.self) }
    return (flags + words + bodies).joined(separator: " ")
  }

  private func source(of copy: Copy) -> String {
    switch copy.from {
    case .context: "context"
    case .stage(let index): "stage \(index)"
    case .image(let use): use.text
    case .unresolved: "unresolved"
    }
  }

  private func text(of copy: Copy) -> String {
    let flags = copy.instruction.flags.filter { $0.name != "from" }.map(\.text)
    let paths = copy.sources.map(\.text) + [copy.destination?.text ?? "-"]
    return "\(copy.instruction.name) \(source(of: copy)) \((flags + paths).joined(separator: " "))"
  }
}
