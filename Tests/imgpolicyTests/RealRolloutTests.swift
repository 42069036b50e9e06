import Foundation
import TestSupport
import Testing

/// Workloads held against an image that buildah built, in both archive formats.
@Suite struct RealRolloutTests {
  /// The program that builds, and one that runs in the image.
  private struct Tools: Sendable {
    var buildah: Tool
    var busybox: Tool

    init?() {
      guard let buildah = Tool(named: "buildah"), let busybox = Tool(named: "busybox") else { return nil }
      self.buildah = buildah
      self.busybox = busybox
    }

    static let installed = Tools()
  }

  private static let dockerfile = """
    FROM scratch
    COPY busybox /bin/sh
    COPY passwd /etc/passwd
    COPY --chmod=0755 start.sh /app/start.sh
    WORKDIR /app
    ENV PORT=8080
    EXPOSE 8080
    USER app
    ENTRYPOINT ["/app/start.sh"]

    """

  private func project(_ tools: Tools, _ format: String) throws -> SampleProject {
    let project = try SampleProject()
    let path = "\(project.directory.path)/web"
    try project.write(Self.dockerfile, to: "web/Dockerfile")
    try project.write("root:x:0:0::/root:/bin/sh\napp:x:1001:1001::/app:/bin/sh\n", to: "web/passwd")
    try project.write("#!/bin/sh\nexec sleep 1000\n", to: "web/start.sh")
    try FileManager.default.copyItem(atPath: tools.busybox.path, toPath: "\(path)/busybox")
    let storage = ["--root", "\(path)/root", "--runroot", "\(path)/run", "--storage-driver", "vfs"]
    defer { _ = try? tools.buildah.run(storage + ["rmi", "--all", "--force"]) }
    try tools.buildah.run(
      storage + [
        "bud", "--isolation", "chroot", "--layers", "--format", "docker", "--pull-never", "-t", "shop:v1", path,
      ])
    try tools.buildah.run(storage + ["push", "shop:v1", "\(format):\(project.directory.path)/web.tar:shop:v1"])
    try project.write(
      "version: 1\ntargets: { web: { dockerfile: web/Dockerfile, image: web.tar, workload: [k8s.yaml] } }\n",
      to: "imgpolicy.yaml")
    return project
  }

  /// What is said of the rollout of a pod, in the order of the report.
  private func rules(_ project: SampleProject, pod: String, container: String) throws -> (
    rules: [String], verdict: String
  ) {
    try project.write(
      """
      apiVersion: v1
      kind: Pod
      metadata: { name: shop }
      spec:
        enableServiceLinks: false
        \(pod)
        containers:
          - name: web
            image: shop:v1
            \(container)

      """, to: "k8s.yaml")
    let outcome = try project.run("gate", "--format", "json")
    let output = try JSONDecoder().decode(RolloutOutput.self, from: Data(outcome.output))
    let workload = try #require(output.workloads.first)
    let findings = try JSONOutput(outcome.output).findings
    return ((workload.blockers + workload.afterFix).map { findings[$0.finding].rule }, workload.verdict)
  }

  @Test(
    "A real image meets its workload", .enabled(if: Tools.installed != nil || isContinuousIntegration),
    arguments: ["docker-archive", "oci-archive"])
  func rollouts(_ format: String) throws {
    let tools = try #require(Tools.installed)
    let project = try project(tools, format)
    let probe = "readinessProbe: { httpGet: { path: /, port: 8080 } }"
    let good = try rules(project, pod: "securityContext: { runAsNonRoot: true, runAsUser: 1001 }", container: probe)
    #expect(good.rules == [])
    #expect(good.verdict == "no-finding")
    let named = try rules(project, pod: "securityContext: { runAsNonRoot: true }", container: probe)
    #expect(named.rules == ["unprovable-non-root-user"])
    #expect(named.verdict == "degraded")
    let curl = try rules(project, pod: "", container: "readinessProbe: { exec: { command: [curl, localhost] } }")
    #expect(curl.rules == ["program-missing-for-probe"])
    let port = try rules(project, pod: "", container: "readinessProbe: { tcpSocket: { port: 3000 } }")
    #expect(port.rules == ["port-disagreement"])
    let command = try rules(project, pod: "", container: "command: [/app/stop.sh]\n      \(probe)")
    #expect(command.rules == ["program-missing-in-image"])
    let platform = try rules(project, pod: "nodeSelector: { kubernetes.io/arch: s390x }", container: probe)
    #expect(platform.rules == ["platform-mismatch"])
  }
}
