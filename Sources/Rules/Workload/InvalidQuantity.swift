package import Linting
package import Workloads

/// An amount that is none.
package struct InvalidQuantity: Rule {
  package static let info = RuleInfo(
    name: "invalid-quantity",
    groups: ["correctness", "kubernetes", "resources"], severity: .error, fix: .unsafe,
    summary: "An amount of CPU, memory or storage cannot be read, or is negative.",
    rationale: """
      The API refuses the whole object. The case of a suffix matters: `Mi` is a mebibyte, `mi` is nothing, `m` is a
      thousandth.
      """,
    help: "Write a number and one of the suffixes n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei.",
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
                limits:
                  memory: ‹128mi›
                  cpu: ‹-1›
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
                resources:
                  limits:
                    memory: 128Mi
                    cpu: -1
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
              resources:
                limits: { memory: 128Mi, cpu: "0.5" }
        """)
    ],
    references: ["https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    var findings: [Finding] = []
    for object in manifest.objects {
      ManifestSchema.kubernetes.visit(object) { visit in
        guard visit.type == .quantity, let text = visit.node.quantityText,
          !text.isEmpty || visit.node.scalar?.style != .plain
        else { return }
        findings += finding(text, of: visit.key, at: visit.node, of: object, in: manifest).map { [$0] } ?? []
      }
    }
    return findings
  }

  private func finding(
    _ text: String, of key: String?, at node: YAMLNode, of object: KubernetesObject, in manifest: Manifest
  ) -> Finding? {
    let refused = { manifest.finding(Self.info, $0, at: node.range, keeping: object, in: .rejected) }
    do throws(Quantity.Fault) {
      guard try Quantity(text).isNegative else { return nil }
      return refused(negative(text))
    } catch {
      let meant = corrected(text, of: key)
      var finding = refused(unreadable(text, meant))
      if let meant {
        finding.fix = manifest.fix(.unsafe, writing: meant, at: node.range)
      }
      return finding
    }
  }

  /// The amount with the suffix in the case that it has, and without the B for bytes; nil where that does not help.
  private func corrected(_ text: String, of key: String?) -> String? {
    let number = text.prefix { "+-.0123456789".contains($0) }
    var suffix = text.dropFirst(number.count).lowercased()
    if suffix.count > 1, suffix.hasSuffix("b") { suffix.removeLast() }
    // Of processors people mean thousandths.
    if key == "cpu", suffix == "mi" { suffix = "m" }
    guard !number.isEmpty, let known = Quantity.suffixes.keys.sorted().first(where: { $0.lowercased() == suffix })
    else { return nil }
    let meant = number + known
    return (try? Quantity(String(meant))).map { _ in String(meant) }
  }
}

private func negative(_ text: String) -> String { "the amount \(text) is negative: expected 0 or more" }

private func unreadable(_ text: String, _ meant: String?) -> String {
  let shown = String(text.prefix(40))
  return "“\(shown)” is no amount"
    + (meant.map { ": did you mean `\($0)`\($0.hasSuffix("k") ? " or `\($0.dropLast())Ki`" : "")?" }
      ?? ": expected a number and a suffix such as Mi")
}
