import Foundation
import TestSupport
import Testing

/// The verdicts of `gate` on rollouts: where the pods stay, and what comes next.
@Suite struct RolloutTests {
  @Test("Nothing prevents a good rollout, and nobody promises it")
  func good() throws {
    let (output, report, _) = try RolloutSample.run(RolloutSample.manifest(), RolloutSample.image())
    let workload = try #require(output.workloads.first)
    #expect(workload.verdict == "no-finding")
    #expect(workload.workload == "Deployment/shop")
    #expect(workload.line == 4)
    #expect(workload.blockers.isEmpty && workload.afterFix.isEmpty && workload.confidence == nil)
    #expect(report.findings.allSatisfy { $0.path == "web.tar" || $0.severity != "error" })
  }

  @Test("Each fault is found, and says where the pod stays", arguments: faults)
  func verdicts(_ fault: RolloutFault) throws {
    let (output, report, _) = try RolloutSample.run(RolloutSample.manifest(fault), RolloutSample.image(fault))
    let workload = try #require(output.workloads.first)
    #expect(workload.verdict == fault.verdict)
    #expect(workload.confidence == fault.confidence)
    let blocker = try #require(workload.blockers.first)
    #expect(blocker.reason == fault.reason)
    // What the API refuses, it refuses as a whole.
    #expect(blocker.container == (fault.verdict == "rejected" ? nil : "web"))
    #expect(report.findings.indices.contains(blocker.finding))
    #expect(report.findings.map(\.rule).contains(fault.rule), "\(report.findings.map(\.rule))")
    if workload.verdict == "degraded" { #expect(report.findings[blocker.finding].rule == fault.rule) }
  }

  @Test("The first certain fault is the state, the others come after it")
  func order() throws {
    let fault = RolloutFault(
      name: "", pod: "securityContext: { runAsNonRoot: true }",
      container: "imagePullPolicy: Always\ncommand: [python]\nreadinessProbe: { tcpSocket: { port: web } }",
      image: "user: app", rule: "", verdict: "", confidence: "", reason: "")
    let (output, report, status) = try RolloutSample.run(
      RolloutSample.manifest(fault), RolloutSample.image(fault), dockerfile: "FROM node:20\nUSER app\n")
    let workload = try #require(output.workloads.first)
    #expect(status == 1)
    #expect(workload.blockers.map(\.reason) == ["CreateContainerConfigError"])
    #expect(
      workload.afterFix.map(\.reason) == [
        "ImagePullBackOff", "CreateContainerError or RunContainerError", "Running, never Ready",
      ])
    #expect(report.findings[workload.blockers[0].finding].rule == "unprovable-non-root-user")
  }

  @Test("Without its image nobody knows, and without pods nothing starts")
  func otherVerdicts() throws {
    let unknown = try RolloutSample.run(RolloutSample.manifest(image: "redis:7.2"), RolloutSample.image()).0
    #expect(unknown.workloads.map(\.verdict) == ["unknown"])
    let none = try RolloutSample.run(RolloutSample.manifest(spec: "replicas: 0"), RolloutSample.image()).0
    #expect(none.workloads.map(\.verdict) == ["not-started"])
  }

  @Test("A PATH that loses the program and a probe is one fault")
  func lostPath() throws {
    let fault = RolloutFault(
      name: "",
      container: "env: [{ name: PATH, value: /usr/bin }]\nreadinessProbe: { exec: { command: [node, check.js] } }",
      rule: "", verdict: "", confidence: "", reason: "")
    let (output, report, _) = try RolloutSample.run(RolloutSample.manifest(fault), RolloutSample.image())
    let rules = report.findings.map(\.rule).filter { $0.contains("path") || $0.contains("program") }
    #expect(rules == ["path-override-without-tools"])
    #expect(output.workloads.first?.afterFix.isEmpty == true)
  }

  @Test(
    "A process that is root is said once, whatever the manifest fails to forbid",
    arguments: ["", "runAsNonRoot: false"])
  func rootOnce(_ setting: String) throws {
    let fault = RolloutFault(
      name: "", pod: "securityContext: { \(setting) }", image: "user: 0", rule: "", verdict: "", confidence: "",
      reason: "")
    let project = try SampleProject()
    try project.write(RolloutSample.manifest(fault), to: "k8s.yaml")
    try project.write(image: RolloutSample.image(fault), to: "web.tar")
    try project.write(
      "version: 1\ntargets: { web: { image: web.tar, workload: [k8s.yaml], policy: strict } }\n", to: "imgpolicy.yaml")
    let rules = try JSONOutput(project.run("gate", "--format", "json").output).findings.map(\.rule)
    #expect(rules.filter { $0 == "root-pod" || $0 == "root-not-forbidden" } == ["root-pod"])
  }

  @Test("A manifest that two targets list is judged once")
  func sharedManifest() throws {
    let fault = try #require(Self.faults.first)
    let project = try SampleProject()
    try project.write(RolloutSample.manifest(fault), to: "k8s.yaml")
    try project.write(image: RolloutSample.image(fault), to: "web.tar")
    try project.write(image: RolloutSample.image().replacing("shop/web:v1", with: "shop/api:v1"), to: "api.tar")
    try project.write(
      """
      version: 1
      targets:
        api: { image: api.tar, workload: [k8s.yaml] }
        web: { image: web.tar, workload: [k8s.yaml] }
      """, to: "imgpolicy.yaml")
    let outcome = try project.run("gate", "--format", "json")
    let report = try JSONOutput(outcome.output)
    #expect(report.inputs.map(\.path) == ["api.tar", "k8s.yaml", "web.tar"])
    #expect(report.findings.filter { $0.rule == "unprovable-non-root-user" }.map(\.input) == [1])
    let output = try JSONDecoder().decode(RolloutOutput.self, from: Data(outcome.output))
    #expect(output.workloads.map(\.verdict) == ["degraded"])
  }
}
