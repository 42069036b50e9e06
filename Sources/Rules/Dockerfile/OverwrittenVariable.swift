package import Dockerfile
package import Linting

/// An ENV or ARG whose value is replaced before anything could use it.
package struct OverwrittenVariable: Rule {
  package static let info = RuleInfo(
    name: "overwritten-variable",
    groups: ["correctness"], severity: .info,
    summary: "A stage sets a variable twice, and nothing between could use the first value.",
    rationale: """
      The first value is without effect, so one of the two is a mistake, most often of copying. A RUN between the two may
      read the first one from its environment, and an instruction that names the variable uses it: both excuse it.
      """,
    help: "Remove the value that does not count.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:24-alpine
        ENV ‹PORT›=3000 NODE_ENV=production
        EXPOSE 8080
        ENV PORT=8080
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:24-alpine
        ENV NODE_ENV=development PATH=/opt/bin:$PATH
        RUN npm ci
        ENV NODE_ENV=production PATH=/app/bin:$PATH
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#env"])

  package init() {}

  private struct Key: Hashable {
    var name: String
    var kind: VariableDefinition.Kind
  }

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      var definitions: [ObjectIdentifier: [VariableDefinition]] = [:]
      for definition in stage.definitions {
        definitions[ObjectIdentifier(definition.instruction), default: []].append(definition)
      }
      let names = Set(stage.definitions.map(\.expandedName))
      // Values that nothing has used yet.
      var unused: [Key: VariableDefinition] = [:]
      var findings: [Finding] = []
      for instruction in stage.ownInstructions {
        if instruction.keyword == .run { unused = [:] }
        if unused.isEmpty && definitions[ObjectIdentifier(instruction)] == nil { continue }
        for name in VariableMentions.names(in: instruction, of: file.source, among: names) {
          unused[Key(name: name, kind: .argument)] = nil
          unused[Key(name: name, kind: .environment)] = nil
        }
        for definition in definitions[ObjectIdentifier(instruction)] ?? [] where definition.value != nil {
          let key = Key(name: definition.expandedName, kind: definition.kind)
          if let earlier = unused.updateValue(definition, forKey: key) {
            findings.append(finding(earlier, replacedBy: definition, of: stage, in: file))
          }
        }
      }
      return findings
    }
  }

  private func finding(
    _ earlier: VariableDefinition, replacedBy later: VariableDefinition, of stage: Stage, in file: BuildModel
  ) -> Finding {
    var finding = Finding(
      Self.info, message(earlier), at: earlier.name.range, of: earlier.instruction, stage: stage, in: file)
    let place = file.place(of: later.name.range, in: later.instruction)
    finding.notes.append(Finding.Note("this one replaces it", place: place))
    return finding
  }

  private func message(_ definition: VariableDefinition) -> String {
    "this value of \(definition.expandedName) has no effect: it is set again before anything could use it"
  }
}
