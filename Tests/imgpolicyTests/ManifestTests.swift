import TestSupport
import Testing

/// What the program says of Kubernetes manifests.
@Suite struct ManifestTests {
  private static let privileged = "securityContext: { privileged: true }"

  private static func pod(_ container: String, above: String = "", behind: String = "") -> String {
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
  private func judged(_ text: String, _ options: String...) throws -> [String] {
    let project = try SampleProject()
    try project.write(text, to: "k8s.yaml")
    let outcome = try project.run(["check", "k8s.yaml", "--format", "json", "--fail-on", "none"] + options)
    return try JSONOutput(outcome.output).findings.map {
      "\($0.line ?? 0) \($0.suppressed != nil ? "-" : "")\($0.rule)"
    }
  }

  // MARK: Comments

  @Test("A comment is for the key or item below it with all in it, for a line, a document or the file")
  func comments() throws {
    let comment = "# imgpolicy ignore=privileged-container reason: tested"
    #expect(try judged(Self.pod(Self.privileged)) == ["11 privileged-container"])
    #expect(try judged(Self.pod(Self.privileged, above: comment)) == ["11 -privileged-container"])
    #expect(try judged(Self.pod(Self.privileged, behind: comment)) == ["11 -privileged-container"])
    #expect(try judged("\(comment)\n" + Self.pod(Self.privileged)) == ["12 -privileged-container"])
    let file = "# imgpolicy ignore-file=privileged-container"
    #expect(try judged(Self.pod(Self.privileged) + "---\n\(file)\n") == ["11 -privileged-container"])
    let two = "\(comment)\n" + Self.pod(Self.privileged) + "---\n" + Self.pod(Self.privileged)
    #expect(try judged(two) == ["12 -privileged-container", "24 privileged-container"])
  }

  @Test("A comment that is for nothing is a finding, and one in a text is none")
  func idleComments() throws {
    #expect(try judged(Self.pod("", above: "# imgpolicy ignore=privileged-container")) == ["7 unused-suppression"])
    #expect(try judged(Self.pod("", above: "# imgpolicy ignore-stage=all")) == ["7 void-suppression"])
    #expect(try judged(Self.pod("", above: "# imgpolicy ignore=privileged-containr")) == ["7 void-suppression"])
    let text =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  a: |\n    # imgpolicy ignore=privileged-container\n  b: \"x # imgpolicy ignore=all\"\n"
    #expect(try judged(text) == [])
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
    let beside = Self.pod("") + "---\n" + text
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
    try project.write(Self.pod("") + "---\napiVersion: v1\nkind: [\n", to: "bad.yaml")
    #expect(try project.run(["check", "bad.yaml"] + options).status == Int32(status))
  }

  @Test("A Secret that Kubernetes would not take for one is concealed, too")
  func strangeSecrets() throws {
    for head in ["kind: Secret\n", "apiVersion: example.org/v1\nkind: Secret\n"] {
      let text = head + "metadata: { name: a, name: b }\nstringData: { password: Vx81kQzP44, password: Vx81kQzP45 }\n"
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

  // MARK: Pod security

  @Test("The levels of pod security refuse what Kubernetes refuses, and nothing else")
  func levels() throws {
    let hardened =
      "securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, "
      + "seccompProfile: { type: RuntimeDefault }, capabilities: { drop: [ALL] } }"
    let levels = { (text: String) in
      try ["kubernetes-baseline", "kubernetes-restricted"].map { try self.judged(text, "--policy", $0).count }
    }
    #expect(try levels(Self.pod(hardened)) == [0, 0])
    #expect(try levels(Self.pod("")) == [0, 4])
    #expect(try levels(Self.pod(Self.privileged)) == [1, 5])
    // In the words of the standard, a user above 0 is not enough, and ALL is in capitals.
    #expect(try levels(Self.pod(hardened.replacing("runAsNonRoot: true", with: "runAsUser: 1001"))) == [0, 1])
    #expect(try levels(Self.pod(hardened.replacing("ALL", with: "all"))) == [0, 1])
    #expect(try levels(Self.pod(hardened.replacing("[ALL]", with: "[ALL], add: [NET_BIND_SERVICE]"))) == [0, 0])
  }

  @Test("A namespace that enforces a level makes errors of what breaks it, whatever the policy says")
  func enforcement() throws {
    let namespace = { (level: String) in
      "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: \(level) } }\n---\n"
    }
    let pod = Self.pod("").replacing("  name: web\nspec", with: "  name: web\n  namespace: shop\nspec")
    #expect(try judged(namespace("privileged") + pod) == [])
    #expect(try judged(namespace("baseline") + pod) == [])
    let restricted = try judged(namespace("restricted") + pod)
    #expect(
      Set(restricted.compactMap { $0.split(separator: " ").last }) == [
        "capabilities-not-dropped", "privilege-escalation-allowed", "root-not-forbidden", "seccomp-profile-missing",
      ])
    #expect(try judged(namespace("restricted") + Self.pod("")) == [])
    // Checks that came later are not those of an older level.
    let version = { (text: String) in
      let label = "restricted, pod-security.kubernetes.io/enforce-version: \(text)"
      return Set(try judged(namespace(label) + pod).compactMap { $0.split(separator: " ").last.map(String.init) })
    }
    #expect(try version("v1.18") == ["privilege-escalation-allowed", "root-not-forbidden"])
    #expect(try version("v1.21").subtracting(try version("v1.18")) == ["seccomp-profile-missing"])
    #expect(try version("v1.22").count == 4)
    #expect(try version("latest").count == 4)
    // By the object, not by its line.
    let inNamespace = { (name: String) in
      "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: \(name)}, spec: {containers: [{name: a, image: 'a:1', "
        + "securityContext: {privileged: true}}]}}"
    }
    let list = { (items: [String]) in "{apiVersion: v1, kind: List, items: [\(items.joined(separator: ", "))]}\n" }
    let enforced = { (items: String...) in
      try self.judged(namespace("restricted") + list(items)).filter { $0.hasSuffix("seccomp-profile-missing") }.count
    }
    #expect(try enforced(inNamespace("shop"), inNamespace("other")) == 1)
    #expect(try enforced(inNamespace("other"), inNamespace("shop"), inNamespace("shop")) == 2)
  }

  @Test("What a namespace enforces holds for pods that say false where each container says otherwise")
  func enforcementForPods() throws {
    let namespace =
      "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: restricted } }\n---\n"
    let container =
      "securityContext: { runAsNonRoot: true, runAsUser: 1001, allowPrivilegeEscalation: false, "
      + "seccompProfile: { type: RuntimeDefault }, capabilities: { drop: [ALL] } }"
    let pod = { (context: String) in
      Self.pod(container).replacing(
        "  name: web\nspec:", with: "  name: web\n  namespace: shop\nspec:\n  securityContext: \(context)")
    }
    #expect(try judged(namespace + pod("{}")) == [])
    #expect(try judged(namespace + pod("{ runAsNonRoot: false }")) == ["11 root-not-forbidden"])
    #expect(try judged(namespace + pod("{ runAsUser: 0 }")) == ["11 run-as-uid-zero"])
    #expect(try judged(pod("{ runAsNonRoot: false, runAsUser: 0 }")) == [])
  }

  @Test("The last file that says what a namespace enforces counts, in whichever file the pods are")
  func enforcementElsewhere() throws {
    let project = try SampleProject()
    let namespace = { (labels: String) in
      "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { \(labels) } }\n"
    }
    try project.write(
      Self.pod("").replacing("  name: web\nspec", with: "  name: web\n  namespace: shop\nspec"), to: "k/b.yaml")
    let count = {
      try JSONOutput(try project.run("check", "k", "--format", "json", "--fail-on", "none").output).findings.count
    }
    try project.write(namespace("pod-security.kubernetes.io/enforce: privileged"), to: "k/a.yaml")
    #expect(try count() == 0)
    try project.write(namespace("pod-security.kubernetes.io/enforce: restricted"), to: "k/c.yaml")
    #expect(try count() == 4)
    try project.write(namespace("team: shop"), to: "k/d.yaml")
    #expect(try count() == 4)
  }

  @Test("A finding in what Helm rendered names the template")
  func template() throws {
    let project = try SampleProject()
    try project.write("---\n# Source: todo/templates/web.yaml\n" + Self.pod(Self.privileged), to: "rendered.yaml")
    let text = try project.run("check", "rendered.yaml").text
    #expect(text.contains("Helm made it from todo/templates/web.yaml"), "\(text)")
    try project.write(Self.pod(Self.privileged), to: "rendered.yaml")
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
    try project.write(Self.pod("envFrom: [{ configMapRef: { name: settings } }]"), to: "k/web.yaml")
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
