package import Dockerfile
package import Linting

/// An ENV that uses a variable which it defines itself.
package struct EnvUseBeforeDefinition: Rule {
  package static let info = RuleInfo(
    name: "env-use-before-definition",
    aliases: ["DL3044"],
    groups: ["correctness"], severity: .warning, fix: .unsafe,
    summary: "An ENV uses a variable that it defines itself: it sees the value from before.",
    rationale: """
      The builder expands a whole ENV with the values from before it, so a variable that it defines is still empty, or old, in
      its other values. A value may use its own variable (PATH=/opt/bin:$PATH); one that stands before the
      definition and wants the old value is excused where there is one.
      """,
    help: "Put the use into an ENV of its own below.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        ENV APP_HOME=/opt/app APP_BIN=‹$APP_HOME›/bin
        """,
        fixed: """
          FROM debian:13-slim
          ENV APP_HOME=/opt/app
          ENV APP_BIN=$APP_HOME/bin
          """),
      RuleInfo.Example(
        """
        FROM debian:13-slim
        ENV APP_BIN="‹${APP_HOME:-/srv}›/bin" APP_HOME=/opt/app
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        ENV APP_HOME=/opt/app
        ENV APP_BIN=$APP_HOME/bin PATH=$APP_HOME/bin:$PATH
        """),
      RuleInfo.Example(
        """
        FROM debian:13-slim
        ARG VERSION=1
        ENV VERSION=$VERSION URL=https://example.com/$VERSION TEXT='$URL' PRICE=\\$URL
        """),
    ],
    silences: ["undefined-variable"],
    deviations: [
      RuleInfo.Deviation(
        "DL3044",
        """
        hadolint also speaks of '$K' and \\$K; here those are silent, because the builder does not expand them.
        """),
      RuleInfo.Deviation(
        "DL3044",
        """
        hadolint has one finding an instruction; here each use has its own place, because each is to be mended.
        """),
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#environment-replacement"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    // What hadolint takes for defined: every name above, whatever the stage.
    var above = Set(file.globalDefinitions.map(\.expandedName))
    var findings: [Finding] = []
    for stage in file.stages {
      for pairs in ownDefinitions(of: stage) {
        if let first = pairs.first, first.kind == .environment, pairs.count > 1 {
          findings += check(pairs, of: stage, above: above, in: file)
        }
        above.formUnion(pairs.map(\.expandedName))
      }
    }
    return findings
  }

  /// The stage's own definitions, those of one instruction together.
  private func ownDefinitions(of stage: Stage) -> [[VariableDefinition]] {
    var groups: [[VariableDefinition]] = []
    for definition in stage.definitions where stage.wrote(definition.instruction) {
      if let last = groups.last?.last, last.instruction === definition.instruction {
        groups[groups.count - 1].append(definition)
      } else {
        groups.append([definition])
      }
    }
    return groups
  }

  private func check(
    _ pairs: [VariableDefinition], of stage: Stage, above: Set<String>, in file: BuildModel
  ) -> [Finding] {
    var positions: [String: Int] = [:]
    for (index, pair) in pairs.enumerated() { positions[pair.expandedName] = index }
    return pairs.enumerated().flatMap { index, pair -> [Finding] in
      guard let value = pair.value,
        let expansion = try? Environment().expand(value.text, escape: file.syntax.directives.escape)
      else { return [] }
      return expansion.uses.compactMap { use in
        guard let position = positions[use.name], position != index, use.name != pair.expandedName else { return nil }
        let definition = pairs[position]
        let range = value.place(of: use.range)
        let isForeign = !above.contains(use.name) && isPlain(pair.instruction.text.string(range), use.name)
        let isOwn = changes(definition) && (position < index || !mayMeanOld(definition))
        guard isOwn || isForeign else { return nil }
        var finding = Finding(
          Self.info, message(use.name), at: range, of: pair.instruction, stage: stage, in: file,
          aliases: isForeign ? nil : [])
        finding.isOwn = isOwn
        let place = file.place(of: definition.name.range, in: definition.instruction)
        finding.notes.append(Finding.Note("defined here, for the instructions below", place: place))
        guard isOwn, position < index else { return finding }
        return finding.mended(by: splitting(pair.instruction, before: pair, after: pairs[index - 1], in: file))
      }
    }
  }

  /// An ENV of its own for what uses the value, which then changes, as was meant.
  private func splitting(
    _ env: Instruction, before pair: VariableDefinition, after previous: VariableDefinition, in file: BuildModel
  ) -> Fix? {
    let start = env.text.sourceRange(of: pair.name.range).lowerBound
    let end = env.text.sourceRange(of: (previous.value ?? previous.name).range).upperBound
    guard file.stands(env), end < start, !file.holdsComment(end..<start) else { return nil }
    let keyword = "\(file.lineEnd(at: env.range.lowerBound))\(env.spelling.text) "
    return Fix(.unsafe, edits: [file.replacing(end..<start, with: keyword)])
  }

  /// `$NAME` and `${NAME}`: hadolint sees no use with a modifier.
  private func isPlain(_ text: String, _ name: String) -> Bool { text == "$\(name)" || text == "${\(name)}" }

  /// Whether the variable has another value behind the instruction than before it.
  private func changes(_ definition: VariableDefinition) -> Bool {
    let written = definition.value?.text.filter { $0 != "\"" } ?? ""
    if isPlain(written, definition.expandedName) { return false }
    guard let previous = definition.previousValue, let new = definition.newValue else { return true }
    return previous != new
  }

  /// Variables that most base images set.
  private static let inherited: Set = [
    "PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "PYTHONPATH", "GOPATH", "JAVA_HOME", "NODE_VERSION", "PYTHON_VERSION",
  ]

  /// Whether a use in front of the definition has an old value to see.
  private func mayMeanOld(_ definition: VariableDefinition) -> Bool {
    definition.previousValue != nil || Self.inherited.contains(definition.expandedName)
  }

  private func message(_ name: String) -> String {
    "\(name) has its value from before this ENV here, not the one that the same ENV gives it"
  }
}
