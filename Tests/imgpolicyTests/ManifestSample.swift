import TestSupport

/// A manifest of one Pod, and what the program finds in it.
enum ManifestSample {
  static let privileged = "securityContext: { privileged: true }"

  static func pod(_ container: String, above: String = "", behind: String = "") -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata:
      name: web
    spec:
      containers:
        \(above)
        - name: web
          image: shop/web:1.4.2
          resources: { limits: { memory: 64Mi } }
          \(container) \(behind)

    """
  }

  /// `line rule`, or `line -rule` for what a comment suppresses.
  static func judged(_ text: String, _ options: String...) throws -> [String] {
    let project = try SampleProject()
    try project.write(text, to: "k8s.yaml")
    let outcome = try project.run(["check", "k8s.yaml", "--format", "json", "--fail-on", "none"] + options)
    return try JSONOutput(outcome.output).findings.map {
      "\($0.line ?? 0) \($0.suppressed != nil ? "-" : "")\($0.rule)"
    }
  }
}
