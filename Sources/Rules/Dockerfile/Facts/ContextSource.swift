internal import Dockerfile
internal import Linting

/// A path of the build context that an instruction needs, so that the builder sends what lies there.
struct ContextSource: Sendable {
  let instruction: Instruction
  let stage: Stage
  /// Offsets into the instruction's logical text.
  let range: Range<Int>
  /// The components of the path, each with its own wildcards; none for the whole context.
  private let segments: [Glob]

  /// Every source of COPY, ADD and bind mounts in the stages that the build runs. One with a variable is not known, and
  /// left out.
  static func sources(in file: BuildModel) -> [ContextSource] {
    let reachable = file.reachableStages
    return file.stages.filter { reachable.contains($0.index) }.flatMap { stage in
      stage.copies.flatMap { sources(of: $0, in: stage) } + stage.runs.flatMap { sources(of: $0, in: stage) }
    }
  }

  /// Whether a file of the context, given by the components of its path, lies at or below this one.
  func sends(_ components: [[UInt8]]) -> Bool {
    components.count >= segments.count && zip(segments, components).allSatisfy { $0.matches($1) }
  }

  /// Whether it brings a file of the context that it does not name itself: it is a directory above, or all of the context.
  func sends(below path: String) -> Bool {
    let components = path.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
    return components.count > segments.count && sends(components)
  }

  private init(_ path: String, at range: Range<Int>, of instruction: Instruction, in stage: Stage) {
    self.instruction = instruction
    self.stage = stage
    self.range = range
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      // Above its root there is nothing of the context.
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    segments = parts.map { Glob(String($0)) }
  }

  private static func sources(of copy: Copy, in stage: Stage) -> [ContextSource] {
    guard copy.from == .context else { return [] }
    return copy.sources.filter { !isRemoteSource($0.text) && !$0.text.contains("$") }.map {
      ContextSource($0.text, at: $0.range, of: copy.instruction, in: stage)
    }
  }

  private static func sources(of run: Run, in stage: Stage) -> [ContextSource] {
    zip(run.mounts, run.instruction.mountFlags).compactMap { mount, flag -> ContextSource? in
      let source = mount.source ?? ""
      guard mount.kind == .bind, mount.from?.isEmpty ?? true, !source.contains("$") else { return nil }
      return ContextSource(source, at: flag.range, of: run.instruction, in: stage)
    }
  }
}
