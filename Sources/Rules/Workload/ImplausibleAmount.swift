package import Linting
package import Workloads

/// An amount of CPU or memory that is legal, and that hardly anybody means.
package struct ImplausibleAmount: Rule {
  package static let info = RuleInfo(
    name: "implausible-amount", groups: ["kubernetes", "resources"], severity: .warning,
    summary: "An amount of CPU or memory is legal, and hardly meant.",
    rationale: """
      A number without a unit counts whole cores, or bytes: `cpu: 100` are a hundred cores, which no node has, so that the \
      pod stays Pending, and `memory: 512` are 512 bytes. With less than 6 MiB the usual runtimes cannot even start a \
      container. Reported are more than 64 cores, and memory limits below 6 MiB.
      """,
    help: "Write m for thousandths of a core, and Mi for mebibytes of memory.",
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
              resources:
                requests:
                  cpu: ‹100›
        """),
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
              resources:
                limits:
                  memory: ‹512›
        """),
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
              resources:
                requests: { cpu: 100m }
                limits: { cpu: 64, memory: 6Mi }
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"])

  package init() {}

  private static let mostCores = try? Quantity("64")
  private static let leastMemory = try? Quantity("6Mi")

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.flatMap { placed in
      [cores(placed, .requests, manifest) ?? cores(placed, .limits, manifest), memory(placed, manifest)]
        .compactMap { $0 }
    }
  }

  private func cores(_ placed: PlacedContainer, _ bound: Container.ResourceBound, _ manifest: Manifest) -> Finding? {
    guard let node = placed.container.resource(bound, "cpu"), let text = node.quantityText, let most = Self.mostCores,
      let amount = node.quantity, amount > most
    else { return nil }
    let meant = hint(text, "m")
    let kind = bound == .requests ? "request" : "limit"
    return manifest.finding(
      Self.info, "the \(kind) of the \(placed.title), cpu \(text), is more than 64 cores\(meant)",
      at: node.range)
  }

  /// What was probably meant by a bare number of a few digits.
  private func hint(_ text: String, _ unit: String) -> String {
    text.utf8.count <= 5 && text.utf8.allSatisfy(\.isDecimalDigit) ? ": did you mean \(text)\(unit)?" : ""
  }

  /// Thousandths of a byte are another rule's, and none at all is no limit.
  private func memory(_ placed: PlacedContainer, _ manifest: Manifest) -> Finding? {
    guard let node = placed.container.resource(.limits, "memory"), let text = node.quantityText,
      let least = Self.leastMemory, let amount = node.quantity, amount < least, !amount.isZero, !amount.isNegative,
      !["m", "u", "n"].contains(amount.suffix)
    else { return nil }
    let meant = hint(text, "Mi")
    var finding = manifest.finding(
      Self.info,
      "the memory limit of the \(placed.title), \(text), is below the 6 MiB that runtimes need to start a container\(meant)",
      at: node.range)
    finding.effect = RolloutEffect(
      workload: placed.workload.object.start, container: placed.container.name, turn: placed.turn, state: .startError,
      isCertain: false)
    return finding
  }
}
