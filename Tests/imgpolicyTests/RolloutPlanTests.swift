import TestSupport
import Testing

/// What an install and an upgrade come to where a rollout gets stuck.
@Suite struct RolloutPlanTests {
  @Test(
    "What an install and an upgrade do follows from the strategy",
    arguments: [
      (
        "replicas: 2", true,
        "2 of the 2 old pods keep serving, 1 new pod hangs, and the rollout is marked failed after 600 s"
      ),
      (
        "replicas: 4", true,
        "3 of the 4 old pods keep serving, 2 new pods hang, and the rollout is marked failed after 600 s"
      ),
      (
        "strategy: { type: Recreate }", false,
        "the old pods are gone first, and nothing serves, and the rollout is marked failed after 600 s"
      ),
      (
        "strategy: { rollingUpdate: { maxUnavailable: 100%, maxSurge: 0 } }", false,
        "no old pod is sure to stay, 1 new pod hangs, and the rollout is marked failed after 600 s"
      ),
      (
        "progressDeadlineSeconds: 60", true,
        "1 of the 1 old pod keeps serving, 1 new pod hangs, and the rollout is marked failed after 60 s"
      ),
    ])
  func plans(_ spec: String, _ serves: Bool, _ upgrade: String) throws {
    let fault = try #require(RolloutTests.faults.first)
    let (output, _, _) = try RolloutSample.run(RolloutSample.manifest(fault, spec: spec), RolloutSample.image(fault))
    let workload = try #require(output.workloads.first)
    #expect(workload.servesDuringUpgrade == serves)
    #expect(workload.upgrade == upgrade)
    #expect(workload.install.hasPrefix("0 of "))
  }

  /// A workload of another kind whose container has no program.
  struct Kind: Sendable, CustomTestStringConvertible {
    var name: String
    var spec = ""
    var container = "command: [python]"
    var serves: Bool?
    var install: String
    var upgrade = ""

    var testDescription: String { "\(name) \(spec)" }
  }

  private static let noGet = "no node gets a pod that serves"
  private static let untilDeleted =
    "the old pods go on until somebody deletes them, and what comes then does not get ready"

  static let kinds: [Kind] = [
    Kind(
      name: "ReplicaSet", spec: "replicas: 2", serves: true, install: "0 of 2 replicas become available",
      upgrade: "the old pods go on: nothing replaces them by itself"),
    Kind(
      name: "StatefulSet", spec: "replicas: 3", serves: true, install: "it stops at the pod 0, the first of 3",
      upgrade: "it stops at the pod 2, which somebody has to delete even when the fault is mended"),
    Kind(
      name: "StatefulSet", spec: "replicas: 2, ordinals: { start: 5 }, podManagementPolicy: Parallel", serves: true,
      install: "none of the 2 pods gets ready",
      upgrade: "it stops at the pod 6, which somebody has to delete even when the fault is mended"),
    Kind(
      name: "StatefulSet", spec: "updateStrategy: { type: OnDelete }", serves: true,
      install: "it stops at the pod 0, the first of 1", upgrade: untilDeleted),
    Kind(
      name: "StatefulSet", spec: "replicas: 2, updateStrategy: { rollingUpdate: { partition: 2 } }", serves: true,
      install: "it stops at the pod 0, the first of 2",
      upgrade: "the old pods go on: the partition leaves all of them as they are"),
    Kind(
      name: "DaemonSet", serves: true, install: noGet, upgrade: "it stops at the first node, whose old pod is gone"),
    Kind(
      name: "DaemonSet", spec: "updateStrategy: { rollingUpdate: { maxUnavailable: 3 } }", serves: true, install: noGet,
      upgrade: "it stops when the old pods of 3 nodes are gone"),
    Kind(
      name: "DaemonSet", spec: "updateStrategy: { rollingUpdate: { maxUnavailable: 100% } }", serves: false,
      install: noGet, upgrade: "it stops when the old pods of 100% of the nodes are gone"),
    Kind(
      name: "DaemonSet", spec: "updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }", serves: true,
      install: noGet, upgrade: "it stops at the first nodes, whose old pods go on"),
    Kind(
      name: "DaemonSet", spec: "updateStrategy: { type: OnDelete }", serves: true, install: noGet, upgrade: untilDeleted
    ),
    Kind(name: "Job", install: "it neither ends nor fails: only activeDeadlineSeconds would end it"),
    Kind(name: "Job", spec: "activeDeadlineSeconds: 90", install: "it fails after 90 s"),
    Kind(
      name: "Job", spec: "backoffLimit: 2", container: "workingDir: /srv, command: [node, server.js]",
      install: "it fails with BackoffLimitExceeded after 2 retries"),
    Kind(name: "CronJob", install: "each run neither ends nor fails: only activeDeadlineSeconds would end it"),
  ]

  @Test("Each kind of workload gets stuck in its own way", arguments: kinds)
  func sticking(_ kind: Kind) throws {
    let workload = try #require(RolloutSample.run(Self.manifest(kind), Self.image).0.workloads.first)
    #expect(workload.verdict == "degraded")
    #expect(workload.servesDuringUpgrade == kind.serves)
    #expect(workload.install == kind.install)
    #expect(workload.upgrade == kind.upgrade)
  }

  @Test("What runs to an end does so whether it is ready or not", arguments: ["Job", "CronJob"])
  func readinessOfJobs(_ name: String) throws {
    let probe = "readinessProbe: { exec: { command: [curl, localhost] } }"
    let (output, report, _) = try RolloutSample.run(
      Self.manifest(Kind(name: name, container: probe, install: "")), Self.image)
    #expect(output.workloads.map(\.verdict) == ["no-finding"])
    #expect(report.findings.map(\.rule).contains("program-missing-for-probe"))
  }

  private static let image = RolloutSample.image(
    RolloutFault(
      name: "", image: "workdir: /app\ncmd: [\"node\", \"server.js\"]", rule: "", verdict: "", confidence: "",
      reason: ""))

  private static func manifest(_ kind: Kind) -> String {
    let containers = "containers: [{ name: web, image: \"shop/web:v1\", \(kind.container) }]"
    let settings = kind.spec.isEmpty ? "" : "\(kind.spec), "
    let start = "metadata: { name: shop }\nkind: \(kind.name)\n"
    let job = "{ \(settings)template: { spec: { restartPolicy: Never, \(containers) } } }"
    switch kind.name {
    case "Job": return start + "apiVersion: batch/v1\nspec: \(job)\n"
    case "CronJob":
      return start + "apiVersion: batch/v1\nspec: { schedule: \"0 3 * * *\", jobTemplate: { spec: \(job) } }\n"
    default:
      let labels = "{ app: shop }"
      return start + "apiVersion: apps/v1\nspec: { \(settings)selector: { matchLabels: \(labels) }, "
        + "template: { metadata: { labels: \(labels) }, spec: { \(containers) } } }\n"
    }
  }
}
