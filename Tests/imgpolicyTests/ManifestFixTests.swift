import Foundation
import TestSupport
import Testing

/// `check --fix` and `--diff` of manifests and Helm values, as the program does them.
@Suite struct ManifestFixTests {
  private static let pod = """
    # the shop
    apiVersion: v1
    kind: Pod
    metadata:
      name: web
    spec:
      containers:
        - name: web # serves
          image: shop/web:1.4.2
          env:
            - name: FEATURE
              value: on
            - name: MODE
              value: "a"
            - name: MODE
              value: "b"
          resources:
            limits: { memory: 128mi }

    """

  @Test("--fix quotes what is read as something else; the rest waits for --unsafe-fixes")
  func fix() throws {
    let project = try SampleProject()
    try project.write(Self.pod, to: "web.yaml")
    let outcome = try project.run("check", "web.yaml", "--fix", "--no-config")
    let quoted = Self.pod.replacing("value: on", with: "value: \"on\"")
    #expect(try text(of: "web.yaml", in: project) == quoted)
    #expect(outcome.status == 1)
    #expect(outcome.text.contains("1 mended"), "\(outcome.text)")
    _ = try project.run("check", "web.yaml", "--fix", "--unsafe-fixes", "--no-config")
    #expect(
      try text(of: "web.yaml", in: project)
        == quoted.replacing("        - name: MODE\n          value: \"a\"\n", with: "").replacing(
          "128mi", with: "128Mi"))
  }

  @Test("Several fixes of one container are made, in rounds", arguments: ["\n", "\r\n"])
  func hardening(_ newline: String) throws {
    let project = try SampleProject()
    try project.write(Self.pod.replacing("\n", with: newline), to: "web.yaml")
    let options = ["--policy", "kubernetes-restricted", "--fix", "--unsafe-fixes", "--no-config"]
    let outcome = try project.run(["check", "web.yaml"] + options)
    let mended = try text(of: "web.yaml", in: project)
    for line in [
      "allowPrivilegeEscalation: false", "runAsNonRoot: true", "drop: [ALL]", "type: RuntimeDefault", "# the shop",
      "- name: web # serves",
    ] {
      #expect(mended.contains(line), "\(line) in \(mended)")
    }
    #expect(
      mended.split(separator: "\n", omittingEmptySubsequences: false).dropLast().allSatisfy { $0.hasSuffix("\r") }
        == (newline == "\r\n"))
    #expect(outcome.errorLines.isEmpty)
    #expect(try project.run(["check", "web.yaml"] + options).text.contains("(0 mended)"))
  }

  @Test("--diff writes nothing, and patch makes of it what --fix writes")
  func diff() throws {
    let patch = try #require(Tool(named: "patch"))
    let project = try SampleProject()
    try project.write(Self.pod, to: "k8s/web.yaml")
    try project.write("image: { tag: 1.20 }\n", to: "chart/values.yaml")
    let options = ["--unsafe-fixes", "--no-config"]
    let outcome = try project.run(["check", "k8s", "chart/values.yaml", "--diff"] + options)
    #expect(outcome.status == 1)
    #expect(try text(of: "k8s/web.yaml", in: project) == Self.pod)
    try project.directory.write(outcome.output, to: "diff")
    try patch.run(["-s", "-p0", "-i", "diff"], in: project.directory.path)
    let patched = try ["k8s/web.yaml", "chart/values.yaml"].map { try text(of: $0, in: project) }
    #expect(patched[1] == "image: { tag: \"1.20\" }\n")
    try project.write(Self.pod, to: "k8s/web.yaml")
    try project.write("image: { tag: 1.20 }\n", to: "chart/values.yaml")
    _ = try project.run(["check", "k8s", "chart/values.yaml", "--fix"] + options)
    #expect(try ["k8s/web.yaml", "chart/values.yaml"].map { try text(of: $0, in: project) } == patched)
  }

  @Test("A key of an overlay that the chart does not know gets the near name")
  func values() throws {
    let project = try SampleProject()
    try project.writeValues()
    try project.write("replicasCount: 3 # more\n", to: "chart/values-prod.yaml")
    let outcome = try project.run("check", "chart/values-prod.yaml", "--fix", "--unsafe-fixes", "--no-config")
    #expect(try text(of: "chart/values-prod.yaml", in: project) == "replicaCount: 3 # more\n")
    #expect(outcome.status == 0)
  }

  @Test("What is laid over a chart is mended, and what it is laid over, whether it is named or not")
  func overlays() throws {
    let project = try SampleProject()
    try project.write("image: { tag: 1.10 }\n", to: "chart/values.yaml")
    try project.write("name: todo\n", to: "chart/Chart.yaml")
    try project.write("image: { tag: 1.20 } # here\n", to: "over/values-prod.yaml")
    let patch = try #require(Tool(named: "patch"))
    let options = ["--unsafe-fixes", "--no-config"]
    let mended = ["image: { tag: \"1.10\" }\n", "image: { tag: \"1.20\" } # here\n"]
    let texts = { try ["chart/values.yaml", "over/values-prod.yaml"].map { try text(of: $0, in: project) } }
    let files = [
      ["chart", "-f", "over/values-prod.yaml"], ["chart/values.yaml", "--values", "over/values-prod.yaml"],
    ]
    let old = try texts()
    for arguments in files {
      let diff = try project.run(["check"] + arguments + ["--diff"] + options)
      #expect(diff.errorLines == ["imgpolicy: 2 findings in 2 files would be mended"])
      #expect(try texts() == old)
      let outcome = try project.run(["check"] + arguments + ["--fix"] + options)
      #expect(outcome.text.contains("(2 mended)"), "\(outcome.text)")
      #expect(try texts() == mended)
      try project.directory.write(diff.output, to: "diff")
      try patch.run(["-s", "-R", "-p0", "-i", "diff"], in: project.directory.path)
      #expect(try texts() == old)
    }
    try project.write("image: { tag: 1.20 } # here\n", to: "chart/values-prod.yaml")
    let outcome = try project.run(["check", "chart/values-prod.yaml", "--fix"] + options)
    #expect(outcome.text.contains("(2 mended)"), "\(outcome.text)")
    #expect(try text(of: "chart/values.yaml", in: project) == mended[0])
    #expect(try text(of: "chart/values-prod.yaml", in: project) == mended[1])
  }

  @Test("Values that cannot be written stay, are judged as they are, and the run ends with 3")
  func readOnlyOverlay() throws {
    let project = try SampleProject()
    try project.writeValues()
    let path = try project.write("image: { tag: 1.20 }\n", to: "over.yaml")
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    let outcome = try project.run("check", "chart", "-f", "over.yaml", "--fix", "--unsafe-fixes", "--no-config")
    #expect(outcome.status == 3)
    #expect(outcome.text.contains("over.yaml: the mended text was not written: it is read-only"), "\(outcome.text)")
    #expect(outcome.text.contains("yaml-float-as-string"))
  }

  @Test("Names inside of what is renamed come in the next round, and no name is given twice")
  func nestedNames() throws {
    let project = try SampleProject()
    try project.write("image: { tag: v1 }\nweb: {}\n", to: "chart/values.yaml")
    try project.write("\"imge\": { tagg: \"2\" }\nwebb: 1\nwebs: 2\n", to: "chart/values-prod.yaml")
    let outcome = try project.run("check", "chart/values-prod.yaml", "--fix", "--unsafe-fixes", "--no-config")
    #expect(try text(of: "chart/values-prod.yaml", in: project) == "image: { tag: \"2\" }\nwebb: 1\nwebs: 2\n")
    #expect(outcome.errorLines.isEmpty)
  }

  @Test("Of standard input, the mended manifest is printed")
  func standardInput() throws {
    let outcome = try SampleProject().run("check", "-", "--fix", input: Self.pod)
    #expect(outcome.text == Self.pod.replacing("value: on", with: "value: \"on\""))
  }

  @Test("A name that another file of the run has is taken for what was meant")
  func beside() throws {
    let project = try SampleProject()
    try project.write(
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { MODE: a }\n", to: "k8s/map.yaml")
    let pod = Self.pod.replacing(
      "      resources:", with: "      envFrom: [{ configMapRef: { name: setings } }]\n      resources:")
    try project.write(pod, to: "k8s/web.yaml")
    _ = try project.run("check", "k8s", "--fix", "--unsafe-fixes", "--no-config")
    #expect(try text(of: "k8s/web.yaml", in: project).contains("name: settings"))
  }

  private func text(of path: String, in project: SampleProject) throws -> String {
    String(decoding: try project.contents(of: path), as: UTF8.self)
  }
}
