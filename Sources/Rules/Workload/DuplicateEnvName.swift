package import Linting
package import Workloads

/// A variable that is given twice.
package struct DuplicateEnvName: Rule {
  package static let info = RuleInfo(
    name: "duplicate-env-name",
    aliases: ["kube-linter:duplicate-env-var", "kube-score:environment-variable-key-duplication"],
    groups: ["correctness", "kubernetes"], severity: .warning, fix: .unsafe,
    summary: "One name stands twice in the `env` of a container: the last one wins.",
    rationale: "The earlier value is lost in silence, though it stands in the file.",
    help: "Remove one of the two.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:1.4.2
              env:
                - name: PORT
                  value: "8080"
                - name: ‹PORT›
                  value: "9090"
        """,
        fixed: """
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: web
                image: shop/web:1.4.2
                env:
                  - name: PORT
                    value: "9090"
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:1.4.2
              env:
                - name: PORT
                  value: "8080"
                - name: port
                  value: "9090"
        """)
    ],
    references: ["https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.flatMap { placed in
      var latest: [String: (index: Int, name: YAMLNode)] = [:]
      let variables = placed.container.environment
      return variables.enumerated().compactMap { index, variable -> Finding? in
        guard let name = variable.name, let text = name.text else { return nil }
        defer { latest[text] = (index, name) }
        guard let earlier = latest[text] else { return nil }
        var finding = manifest.finding(Self.info, message(placed, text), at: name.range)
        finding.notes = [
          manifest.note("the value here has no effect", at: earlier.name.range, of: placed.workload.object)
        ]
        finding.fix = Fix(
          .unsafe,
          all: [
            EditYAML(manifest.source).remove(
              item: variables[earlier.index].node, before: variables[earlier.index + 1].node)
          ])
        return finding
      }
    }
  }
}

private func message(_ placed: PlacedContainer, _ name: String) -> String {
  "the \(placed.title) is given \(name) twice: the later one wins"
}
