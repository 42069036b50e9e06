import Foundation
import TestSupport
import Testing

/// Where the pods of a workload stay, for causes that need no more than a few lines.
@Suite struct RolloutCauseTests {
  struct Cause: Sendable, CustomTestStringConvertible {
    var name: String
    var kind = "Deployment"
    /// Lines of the object's spec, of the pod's and of the container; and further documents.
    var spec = ""
    var pod = ""
    var container = ""
    var others = ""
    var imageName: String? = "shop/web:v1"
    /// Statements of the image's listing.
    var image = "user: 1001"
    var rule: String
    var verdict = "degraded"
    var confidence = "certain"
    var reason: String

    var testDescription: String { name }

    var manifest: String {
      let lines = { (text: String, depth: Int) in
        text.split(separator: "\n").map { String(repeating: " ", count: depth) + $0 + "\n" }.joined()
      }
      let selector = spec.contains("selector") ? "" : "selector: { matchLabels: { app: shop } }"
      return "apiVersion: apps/v1\nkind: \(kind)\nmetadata: { name: shop, namespace: shop }\nspec:\n"
        + lines(spec + "\n" + selector, 2)
        + "  template:\n    metadata: { labels: { app: shop } }\n    spec:\n" + lines(pod, 6)
        + "      containers:\n        - name: web\n"
        + lines((imageName.map { "image: \"\($0)\"\n" } ?? "") + container, 10) + others
    }

    var listing: String {
      """
      tag: shop/web:v1
      workdir: /app
      cmd: ["node", "server.js"]
      \(image)
      layer: COPY . /
        0755 0:0 bin/sh 80kB
        0755 0:0 bin/node 90kB
        0644 0:0 app/server.js "x"
        0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
      """
    }
  }

  private static func namespace(_ level: String) -> String {
    "---\napiVersion: v1\nkind: Namespace\n"
      + "metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: \(level) } }\n"
  }

  static let causes: [Cause] = [
    Cause(
      name: "below the restricted level", others: namespace("restricted"), rule: "capabilities-not-dropped",
      reason: "FailedCreate"),
    Cause(
      name: "privileged below the baseline level", container: "securityContext: { privileged: true }",
      others: namespace("baseline"), rule: "privileged-container", reason: "FailedCreate"),
    Cause(
      name: "root, where a rule that says more of it says nothing of the namespace",
      pod: "securityContext: { seccompProfile: { type: RuntimeDefault } }",
      container: "securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }",
      others: namespace("restricted"), image: "user: 0", rule: "root-not-forbidden", reason: "FailedCreate"),
    Cause(
      name: "no name of an image", imageName: "Shop Web:v1", rule: "unknown-manifest-field", reason: "InvalidImageName"),
    Cause(
      name: "address for an image", imageName: "http://shop/web:v1", rule: "unknown-manifest-field",
      reason: "InvalidImageName"),
    Cause(
      name: "no image", imageName: nil, rule: "unknown-manifest-field", verdict: "rejected", reason: "Rejected"),
    Cause(
      name: "unknown user", image: "user: ghost", rule: "program-unusable-for-user",
      reason: "CreateContainerError or RunContainerError"),
    Cause(
      name: "missing key of a volume",
      pod: "volumes: [{ name: c, configMap: { name: c, items: [{ key: b, path: b }] } }]",
      container: "volumeMounts: [{ name: c, mountPath: /c }]",
      others: "---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata: { a: x }\n",
      rule: "missing-config-reference", reason: "ContainerCreating"),
    Cause(
      name: "hidden script", pod: "volumes: [{ name: v, emptyDir: {} }]",
      container: "volumeMounts: [{ name: v, mountPath: /app }]", rule: "image-hidden-by-mount",
      reason: "CrashLoopBackOff"),
    Cause(
      name: "request over limit in a StatefulSet", kind: "StatefulSet",
      container: "resources: { requests: { memory: 1Gi }, limits: { memory: 1Mi } }", rule: "request-over-limit",
      reason: "FailedCreate"),
    Cause(
      name: "other tag", imageName: "shop/web:v2", rule: "image-not-in-archive", confidence: "likely",
      reason: "ImagePullBackOff"),
    Cause(
      name: "update that stands still", spec: "strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } }",
      rule: "unknown-manifest-field", verdict: "rejected", reason: "Rejected"),
    Cause(
      name: "empty selector", spec: "selector: {}", rule: "selector-template-mismatch", verdict: "rejected",
      reason: "Rejected"),
    Cause(
      name: "number of no user", pod: "securityContext: { runAsUser: 4294967296 }", rule: "unknown-manifest-field",
      verdict: "rejected", reason: "Rejected"),
  ]

  @Test("Each cause is found, and says where the pods stay", arguments: causes)
  func verdicts(_ cause: Cause) throws {
    let (output, report) = try run(cause)
    let workload = try #require(output.workloads.first)
    #expect(workload.verdict == cause.verdict)
    #expect(workload.confidence == cause.confidence)
    #expect(Set(workload.blockers.map(\.reason)) == [cause.reason])
    let rules = workload.blockers.map { report.findings[$0.finding].rule }
    #expect(rules.contains(cause.rule), "\(rules)")
  }

  @Test("An archive without a name is taken for the image of its target, and that is told")
  func namelessArchive() throws {
    let project = try SampleProject()
    let cause = Cause(name: "", rule: "image-not-in-archive", reason: "")
    try project.write(cause.manifest, to: "web.yaml")
    try project.write(image: cause.listing.replacing("tag: shop/web:v1\n", with: ""), to: "web.tar")
    try project.write(
      "version: 1\ntargets: { web: { image: web.tar, workload: [web.yaml] } }\n", to: "imgpolicy.yaml")
    let report = try JSONOutput(try project.run("gate", "--format", "json").output)
    #expect(report.findings.filter { $0.rule == cause.rule }.map(\.severity) == ["info"])
  }

  @Test("What a pod takes from a Secret and its image has, too, is said once")
  func secretOnce() throws {
    let secret = Cause(
      name: "", container: "env: [{ name: DATABASE_URL, valueFrom: { secretKeyRef: { name: s, key: url } } }]",
      image: "env: DATABASE_URL=postgres://shop:Uq3-vR81x@db/shop\nenv: API_TOKEN=c2f1a90d77e34b1a", rule: "",
      reason: "")
    let rules = try run(secret).report.findings.map(\.rule).filter { $0.hasPrefix("secret-in-image") }
    #expect(rules.sorted() == ["secret-in-image-and-secret", "secret-in-image-env"])
    let other = Cause(name: "", image: secret.image, rule: "", reason: "")
    let more = try run(other).report.findings.map(\.rule).filter { $0.hasPrefix("secret-in-image") }
    #expect(more == ["secret-in-image-env", "secret-in-image-env"])
  }

  @Test(
    "A value of a Secret is found in a file of the image, and is in no report",
    arguments: [("c2f1a90d77e34b1a", true), ("c2f1a90d77e34b1b", false)])
  func secretInFile(_ value: String, _ isFound: Bool) throws {
    let secret = Cause(
      name: "", container: "env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: s, key: t } } }]",
      others: "---\napiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData: { t: \(value) }\n",
      image: "layer: COPY config.ini /app/\n  0644 0:0 app/config.ini \"[api]\\nkey=c2f1a90d77e34b1a\\n\"", rule: "",
      reason: "")
    let outcome = try gate(secret)
    let rules = try JSONOutput(outcome.output).findings.map(\.rule)
    #expect(rules.contains("secret-in-image-and-secret") == isFound)
    #expect(!outcome.text.contains(value))
  }

  private func run(_ cause: Cause) throws -> (output: RolloutOutput, report: JSONOutput) {
    let outcome = try gate(cause)
    let report = try JSONOutput(outcome.output)
    return (try JSONDecoder().decode(RolloutOutput.self, from: Data(outcome.output)), report)
  }

  private func gate(_ cause: Cause) throws -> ProgramOutcome {
    let project = try SampleProject()
    try project.write(cause.manifest, to: "k8s.yaml")
    try project.write(image: cause.listing, to: "web.tar")
    try project.write(
      "version: 1\ntargets: { web: { image: web.tar, workload: [k8s.yaml] } }\n", to: "imgpolicy.yaml")
    return try project.run("gate", "--format", "json")
  }
}
