import TestSupport
import Testing

/// What the program says of Kubernetes manifests.
@Suite struct ManifestTests {
  // MARK: Comments

  @Test("A comment is for the key or item below it with all in it, for a line, a document or the file")
  func comments() throws {
    let comment = "# imgpolicy ignore=privileged-container reason: tested"
    #expect(try ManifestSample.judged(ManifestSample.pod(ManifestSample.privileged)) == ["11 privileged-container"])
    #expect(
      try ManifestSample.judged(ManifestSample.pod(ManifestSample.privileged, above: comment)) == [
        "11 -privileged-container"
      ])
    #expect(
      try ManifestSample.judged(ManifestSample.pod(ManifestSample.privileged, behind: comment)) == [
        "11 -privileged-container"
      ])
    #expect(
      try ManifestSample.judged("\(comment)\n" + ManifestSample.pod(ManifestSample.privileged)) == [
        "12 -privileged-container"
      ])
    let file = "# imgpolicy ignore-file=privileged-container"
    #expect(
      try ManifestSample.judged(ManifestSample.pod(ManifestSample.privileged) + "---\n\(file)\n") == [
        "11 -privileged-container"
      ])
    let two =
      "\(comment)\n" + ManifestSample.pod(ManifestSample.privileged) + "---\n"
      + ManifestSample.pod(ManifestSample.privileged)
    #expect(try ManifestSample.judged(two) == ["12 -privileged-container", "24 privileged-container"])
  }

  @Test("A comment that is for nothing is a finding, and one in a text is none")
  func idleComments() throws {
    #expect(
      try ManifestSample.judged(ManifestSample.pod("", above: "# imgpolicy ignore=privileged-container")) == [
        "7 unused-suppression"
      ])
    #expect(
      try ManifestSample.judged(ManifestSample.pod("", above: "# imgpolicy ignore-stage=all")) == ["7 void-suppression"]
    )
    #expect(
      try ManifestSample.judged(ManifestSample.pod("", above: "# imgpolicy ignore=privileged-containr")) == [
        "7 void-suppression"
      ])
    let text =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  a: |\n    # imgpolicy ignore=privileged-container\n  b: \"x # imgpolicy ignore=all\"\n"
    #expect(try ManifestSample.judged(text) == [])
  }

  // MARK: Bundles

  @Test("What one run finds is deployed together, in whatever order it is named")
  func bundles() throws {
    let project = try SampleProject()
    try project.write(
      "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: shop }, ports: [ { port: 80 } ] }\n",
      to: "k8s/service.yaml")
    try project.write(
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web, labels: { app: web } }\nspec: { containers: [] }\n",
      to: "k8s/pod.yaml")
    #expect(try project.run("check", "k8s/service.yaml").status == 0)
    for arguments in [["k8s"], ["k8s/service.yaml", "k8s/pod.yaml"], ["k8s/pod.yaml", "k8s/service.yaml"]] {
      let outcome = try project.run(["check"] + arguments + ["--format", "concise"])
      #expect(outcome.status == 1)
      #expect(outcome.text.contains("k8s/service.yaml:4:"), "\(outcome.text)")
    }
  }

  // MARK: Secrets

  @Test(
    "No report shows the value of a Secret, or of what is taken for one",
    arguments: ["text", "json", "sarif", "github", "gitlab", "markdown"])
  func secrets(_ format: String) throws {
    let text = """
      apiVersion: v1
      kind: Secret
      metadata: { name: s }
      stringData: { token: Vx81kQzP44, other: 7Jd0aWm2Rt, other: 7Jd0aWm2Rt }
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: c }
      data: { API_TOKEN: Vx81kQzP44 }

      """
    let project = try SampleProject()
    try project.write(text, to: "k8s.yaml")
    let outcome = try project.run("check", "k8s.yaml", "--format", format)
    #expect(outcome.status == 1)
    #expect(outcome.text.contains("literal-secret-manifest") || format == "github")
    #expect(!outcome.text.contains("Vx81kQzP44") && !outcome.text.contains("7Jd0aWm2Rt"), "\(outcome.text)")
  }

  @Test("What Helm has just rendered is not in the repository")
  func renderedSecrets() throws {
    let text =
      "# Source: a/templates/secret.yaml\napiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData: { token: Vx81kQzP44 }\n"
    let project = try SampleProject()
    #expect(try project.run(["check", "-"], input: text).status == 0)
    try project.write(text, to: "rendered.yaml")
    #expect(try project.run("check", "rendered.yaml").status == 1)
  }

  // MARK: Documents

  @Test(
    "Lists say what their items are, and objects of JSON may follow one another",
    arguments: [
      "apiVersion: v1\nkind: PodList\nitems: [{ metadata: { name: a }, spec: SPEC }]\n",
      "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"data\": {\"a\": \"}\\\"{\"}}\n{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"a\"}, \"spec\": SPEC}\n",
      "\u{FEFF}---\napiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: SPEC\n",
    ])
  func documents(_ text: String) throws {
    let spec =
      "{\"containers\": [{\"name\": \"c\", \"image\": \"a/b:1\", \"securityContext\": {\"privileged\": true}}]}"
    let input = text.replacing("SPEC", with: spec)
    let outcome = try SampleProject().run(["check", "-", "--kind", "kubernetes"], input: input)
    #expect(outcome.status == 1)
    #expect(outcome.text.contains("the container c of Pod/a is privileged"), "\(outcome.text)")
  }

  @Test(
    "A kind where Kubernetes has none is refused",
    arguments: [("v1", "Deployment", "apps/v1"), ("apps/v1", "deployment", "Deployment"), ("apps/v1", "Pod", "v1")])
  func misplacedKind(_ version: String, _ kind: String, _ meant: String) throws {
    let text = "apiVersion: \(version)\nkind: \(kind)\nmetadata: { name: a }\n"
    let outcome = try SampleProject().run(["check", "-"], input: text)
    #expect(outcome.status == 1)
    #expect(outcome.text.contains("did you mean `\(meant)`?"), "\(outcome.text)")
    let other = text.replacing(version, with: "serving.example.dev/v1")
    #expect(try SampleProject().run(["check", "-"], input: other).status == 0)
  }

  @Test(
    "A pipe whose first program has failed is no pass",
    arguments: [
      ("", 1, "the Dockerfile is empty"), ("\n", 1, "the Dockerfile has no instructions"),
      ("Error: chart not found\n", 3, "standard input is"),
    ])
  func failedPipe(_ text: String, _ status: Int32, _ says: String) throws {
    let outcome = try SampleProject().run(["check", "-"], input: text)
    #expect(outcome.status == status)
    #expect(outcome.text.contains(says), "\(outcome.text)")
  }

  // MARK: What cannot be read

  @Test(
    "What holds no object is no pass, alone or beside others",
    arguments: ["", "# nothing\n", "garbage here\n", "- a\n", "42\n", "a: b\n", "kind: Pod\n", "apiVersion: v1\n"])
  func noObject(_ text: String) throws {
    let project = try SampleProject()
    #expect(try project.run(["check", "--kind", "kubernetes", "-"], input: text).status == 3)
    let beside = ManifestSample.pod("") + "---\n" + text
    let isEmpty = text.isEmpty || text.hasPrefix("#")
    #expect(try project.run(["check", "-"], input: beside).status == (isEmpty ? 0 : 3))
  }

  @Test(
    "YAML that cannot be read is no pass for who does not ask for its rule",
    arguments: [
      ([], 1), (["--ignore", "yaml-syntax-error"], 3), (["--select", "privileged-container"], 3),
      (["--policy", "hadolint"], 3), (["--fail-on", "none"], 3),
    ])
  func unread(_ options: [String], _ status: Int) throws {
    let project = try SampleProject()
    try project.write(ManifestSample.pod("") + "---\napiVersion: v1\nkind: [\n", to: "bad.yaml")
    #expect(try project.run(["check", "bad.yaml"] + options).status == Int32(status))
  }

  @Test("A Secret that Kubernetes would not take for one is concealed, too")
  func strangeSecrets() throws {
    for head in ["kind: Secret\n", "apiVersion: example.org/v1\nkind: Secret\n"] {
      let text = head + "metadata: { name: a, name: b }\nstringData: { password: Vx81kQzP44, password: Vx81kQzP45 }\n"
      let outcome = try SampleProject().run(["check", "--kind", "kubernetes", "-"], input: text)
      #expect(!outcome.text.contains("Vx81kQzP"), "\(outcome.text)")
    }
    for part in ["stringdata: { password: Vx81kQzP44 }", "stringData: password=Vx81kQzP44", "data: [Vx81kQzP44]"] {
      let text = "apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n\(part)\n"
      let outcome = try SampleProject().run(["check", "--kind", "kubernetes", "-"], input: text)
      #expect(!outcome.text.contains("Vx81kQzP"), "\(outcome.text)")
    }
  }

  @Test(
    "Numbers beyond all bounds are taken for what they are", arguments: ["replicas", "periodSeconds", "maxUnavailable"])
  func extremes(_ field: String) throws {
    for number in [Int.min, Int.max] {
      let text = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          replicas: \(field == "replicas" ? number : 2)
          strategy: { rollingUpdate: { maxUnavailable: \(field == "maxUnavailable" ? number : 1) } }
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              containers:
                - name: web
                  image: shop/web:1
                  livenessProbe:
                    { tcpSocket: { port: 80 }, periodSeconds: \(field == "periodSeconds" ? number : 5), failureThreshold: \(number) }

        """
      let project = try SampleProject()
      try project.write(text, to: "k8s.yaml")
      try project.write(
        "FROM scratch\nHEALTHCHECK --start-period=60s CMD [\"/a\"]\nCMD [\"/a\"]\n", to: "Dockerfile")
      try project.write(
        "version: 1\ntargets: { web: { dockerfile: Dockerfile, workload: [k8s.yaml] } }\n", to: "imgpolicy.yaml")
      #expect([0, 1].contains(try project.run("gate").status))
    }
  }

  @Test("A finding in what Helm rendered names the template")
  func template() throws {
    let project = try SampleProject()
    try project.write(
      "---\n# Source: todo/templates/web.yaml\n" + ManifestSample.pod(ManifestSample.privileged), to: "rendered.yaml")
    let text = try project.run("check", "rendered.yaml").text
    #expect(text.contains("Helm made it from todo/templates/web.yaml"), "\(text)")
    try project.write(ManifestSample.pod(ManifestSample.privileged), to: "rendered.yaml")
    #expect(!(try project.run("check", "rendered.yaml").text.contains("Helm made it")))
  }

  @Test("A template that begins with an action is told to be rendered first")
  func actionFirst() throws {
    let project = try SampleProject()
    try project.write("{{- if .Values.web }}\nfoo: bar\n{{- end }}\n", to: "t.yaml")
    let outcome = try project.run("check", "t.yaml")
    #expect(outcome.status == 3)
    #expect((outcome.text + outcome.errorLines.joined()).contains("helm template"), "\(outcome.text)")
  }

  @Test("What kustomize makes counts as there, whichever file says so")
  func generated() throws {
    let project = try SampleProject()
    try project.write(ManifestSample.pod("envFrom: [{ configMapRef: { name: settings } }]"), to: "k/web.yaml")
    let rules = {
      try JSONOutput(try project.run("check", "k", "--format", "json").output).findings.map(\.rule)
    }
    #expect(try rules() == ["missing-config-reference"])
    try project.write("resources: [web.yaml]\nconfigMapGenerator: [{ name: settings }]\n", to: "k/kustomization.yaml")
    #expect(try rules() == [])
  }

  @Test("Objects that nobody judges are counted")
  func otherKinds() throws {
    let project = try SampleProject()
    let other = { (kind: String) in "apiVersion: argoproj.io/v1alpha1\nkind: \(kind)\nmetadata: { name: a }\n---\n" }
    try project.write(other("Rollout") + other("Rollout") + other("Widget"), to: "other.yaml")
    let outcome = try project.run("check", "other.yaml")
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("not judged: 2 Rollout, 1 Widget"), "\(outcome.text)")
    #expect(!(try project.run("check", "manifest.yaml").text.contains("not judged")))
  }
}
