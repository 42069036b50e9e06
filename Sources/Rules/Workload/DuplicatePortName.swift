package import Linting
package import Workloads

/// Ports that the API refuses.
package struct DuplicatePortName: Rule {
  package static let info = RuleInfo(
    name: "duplicate-port-name",
    aliases: ["kube-score:container-ports-check"],
    groups: ["correctness", "kubernetes"], severity: .error,
    summary: "A container has one port name twice, or a port without a number from 1 to 65535.",
    rationale: "The API refuses the whole object.",
    help: "Give each port a name of its own, and its number.",
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
              ports:
                - name: http
                  containerPort: 8080
                - name: ‹http›
                  containerPort: 8081
                - containerPort: ‹0›
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
              ports:
                - name: http
                  containerPort: 8080
                - name: metrics
                  containerPort: 9090
        """)
    ],
    references: ["https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.flatMap { placed in
      var seen: Set<String> = []
      let refused = { (message: String, range: Range<Int>) in
        manifest.finding(Self.info, message, at: range, keeping: placed.workload.object, in: .rejected)
      }
      return placed.container.ports.flatMap { port -> [Finding] in
        var findings: [Finding] = []
        if let name = port.name, let text = name.text, !text.isEmpty, !seen.insert(text).inserted {
          findings.append(refused(repeated(placed, text), name.range))
        }
        let number = port.node["containerPort"]
        // A number in quotes is refused as well, for its type.
        if number == nil || number?.integer.map({ !(1...65535).contains($0) }) == true {
          findings.append(refused(numberless(placed, number?.text), number?.range ?? port.node.spot))
        }
        return findings
      }
    }
  }
}

private func repeated(_ placed: PlacedContainer, _ name: String) -> String {
  "the \(placed.title) has two ports called \(name)"
}

private func numberless(_ placed: PlacedContainer, _ number: String?) -> String {
  "a port of the \(placed.title) has \(number.map { "the number \($0)" } ?? "no number"): expected 1 to 65535"
}
