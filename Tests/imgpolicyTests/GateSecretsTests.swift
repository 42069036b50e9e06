import TestSupport
import Testing

/// Values of Secrets in image files, over all targets of a gate.
@Suite struct GateSecretsTests {
  private func manifest(_ name: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: { name: \(name) }
    spec:
      containers:
        - name: \(name)
          image: shop/\(name):v1
          env: [{ name: API_TOKEN, valueFrom: { secretKeyRef: { name: \(name), key: token } } }]

    """
  }

  private func secret(_ name: String, _ value: String) -> String {
    "apiVersion: v1\nkind: Secret\nmetadata: { name: \(name) }\nstringData: { token: \(value) }\n"
  }

  private func image(_ name: String, _ value: String) -> String {
    "tag: shop/\(name):v1\nuser: 1001\nlayer: COPY . /\n  0644 0:0 app/config.ini \"key = \(value)\\n\"\n"
  }

  @Test("The Secrets of each target are looked for in its image, in whichever file they stand")
  func severalTargets() throws {
    let project = try SampleProject()
    for (name, value) in [("api", "c2f1a90d77e34b1a"), ("web", "9b41d7c0e82f66a5")] {
      try project.write(manifest(name), to: "\(name).yaml")
      try project.write(secret(name, value), to: "\(name)-secret.yaml")
      try project.write(image: image(name, value), to: "\(name).tar")
    }
    try project.write(
      """
      version: 1
      targets:
        api: { image: api.tar, workload: [api.yaml, api-secret.yaml] }
        web: { image: web.tar, workload: [web.yaml, web-secret.yaml] }
      """, to: "imgpolicy.yaml")
    let found = try JSONOutput(project.run("gate", "--format", "json").output).findings
    #expect(found.filter { $0.rule == "secret-in-image-and-secret" }.count == 2)
  }

  @Test("What a manifest says alone is no cross-check of a row, and comments on it are looked after")
  func manifestAlone() throws {
    let project = try SampleProject()
    try project.write(manifest("web"), to: "web.yaml")
    try project.write(
      "version: 1\ntargets: { web: { workload: [web.yaml], policy: p.yaml } }\n", to: "imgpolicy.yaml")
    try project.write("extends: []\nrules: { root-not-forbidden: error, unused-suppression: warning }\n", to: "p.yaml")
    let row = try #require(project.run("gate").text.split(separator: "\n").first { $0.contains("web ") })
    #expect(row.contains("✗ 1 finding"), "\(row)")
    try project.write(
      "# imgpolicy ignore=root-not-forbidden\n" + secret("web", "c2f1a90d77e34b1a"), to: "idle.yaml")
    let idle = try JSONOutput(
      project.run("check", "idle.yaml", "--policy", "p.yaml", "--format", "json", "--fail-on", "none").output)
    #expect(idle.findings.map(\.rule) == ["unused-suppression"])
  }
}
