import TestSupport
import Testing

/// What `gate` says of rollouts to people.
@Suite struct RolloutTextTests {
  @Test("A liveness probe that never works keeps no pod from being ready")
  func riskyLiveness() throws {
    let project = try SampleProject()
    let fault = RolloutFault(
      name: "", container: "livenessProbe: { exec: { command: [curl, localhost] } }", rule: "", verdict: "",
      confidence: "", reason: "")
    try project.write(RolloutSample.manifest(fault), to: "k8s.yaml")
    try project.write(image: RolloutSample.image(), to: "web.tar")
    try project.write(
      "version: 1\ntargets: { web: { image: web.tar, workload: [k8s.yaml] } }\n", to: "imgpolicy.yaml")
    let text = try project.run("gate").text
    #expect(text.contains("Deployment/shop: available, but not all of it works"), "\(text)")
    #expect(text.contains("in the container web of Deployment/shop, its livenessProbe never works"), "\(text)")
  }

  @Test("The text names both places to mend")
  func text() throws {
    let fault = try #require(RolloutTests.faults.first)
    let project = try SampleProject()
    try project.write(RolloutSample.manifest(fault), to: "k8s.yaml")
    try project.write(image: RolloutSample.image(fault), to: "web.tar")
    try project.write("FROM node:20\nUSER app\n", to: "web/Dockerfile")
    try project.write(
      "version: 1\ntargets: { web: { dockerfile: web/Dockerfile, image: web.tar, workload: [k8s.yaml] } }\n",
      to: "imgpolicy.yaml")
    let text = try project.run("gate").text
    #expect(text.contains("Deployment/shop: degraded, it will not become available"))
    #expect(
      text.contains(
        "the container web of Deployment/shop stays in CreateContainerConfigError: runAsNonRoot needs a numeric USER, and the "
          + "image says “app” (k8s.yaml:14, web/Dockerfile:2)"), "\(text)")
    #expect(
      text.contains(
        "\n  fix: Write USER 1001 in the Dockerfile, the number of app, or runAsUser: 1001 in the manifest.\n"))
  }
}
