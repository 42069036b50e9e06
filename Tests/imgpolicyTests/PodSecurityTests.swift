import TestSupport
import Testing

/// The levels of the pod security standards, and namespaces that enforce them.
@Suite struct PodSecurityTests {
  @Test("The levels of pod security refuse what Kubernetes refuses, and nothing else")
  func levels() throws {
    let hardened =
      "securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, "
      + "seccompProfile: { type: RuntimeDefault }, capabilities: { drop: [ALL] } }"
    let levels = { (text: String) in
      try ["kubernetes-baseline", "kubernetes-restricted"].map { try ManifestSample.judged(text, "--policy", $0).count }
    }
    #expect(try levels(ManifestSample.pod(hardened)) == [0, 0])
    #expect(try levels(ManifestSample.pod("")) == [0, 4])
    #expect(try levels(ManifestSample.pod(ManifestSample.privileged)) == [1, 5])
    // In the words of the standard, a user above 0 is not enough, and ALL is in capitals.
    #expect(
      try levels(ManifestSample.pod(hardened.replacing("runAsNonRoot: true", with: "runAsUser: 1001"))) == [0, 1])
    #expect(try levels(ManifestSample.pod(hardened.replacing("ALL", with: "all"))) == [0, 1])
    #expect(
      try levels(ManifestSample.pod(hardened.replacing("[ALL]", with: "[ALL], add: [NET_BIND_SERVICE]"))) == [0, 0])
  }

  @Test("A namespace that enforces a level makes errors of what breaks it, whatever the policy says")
  func enforcement() throws {
    let namespace = { (level: String) in
      "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: \(level) } }\n---\n"
    }
    let pod = ManifestSample.pod("").replacing("  name: web\nspec", with: "  name: web\n  namespace: shop\nspec")
    #expect(try ManifestSample.judged(namespace("privileged") + pod) == [])
    #expect(try ManifestSample.judged(namespace("baseline") + pod) == [])
    let restricted = try ManifestSample.judged(namespace("restricted") + pod)
    #expect(
      Set(restricted.compactMap { $0.split(separator: " ").last }) == [
        "capabilities-not-dropped", "privilege-escalation-allowed", "root-not-forbidden", "seccomp-profile-missing",
      ])
    #expect(try ManifestSample.judged(namespace("restricted") + ManifestSample.pod("")) == [])
    // Checks that came later are not those of an older level.
    let version = { (text: String) in
      let label = "restricted, pod-security.kubernetes.io/enforce-version: \(text)"
      return Set(
        try ManifestSample.judged(namespace(label) + pod).compactMap { $0.split(separator: " ").last.map(String.init) })
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
      try ManifestSample.judged(namespace("restricted") + list(items)).filter {
        $0.hasSuffix("seccomp-profile-missing")
      }.count
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
      ManifestSample.pod(container).replacing(
        "  name: web\nspec:", with: "  name: web\n  namespace: shop\nspec:\n  securityContext: \(context)")
    }
    #expect(try ManifestSample.judged(namespace + pod("{}")) == [])
    #expect(try ManifestSample.judged(namespace + pod("{ runAsNonRoot: false }")) == ["11 root-not-forbidden"])
    #expect(try ManifestSample.judged(namespace + pod("{ runAsUser: 0 }")) == ["11 run-as-uid-zero"])
    #expect(try ManifestSample.judged(pod("{ runAsNonRoot: false, runAsUser: 0 }")) == [])
  }

  @Test("The last file that says what a namespace enforces counts, in whichever file the pods are")
  func enforcementElsewhere() throws {
    let project = try SampleProject()
    let namespace = { (labels: String) in
      "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { \(labels) } }\n"
    }
    try project.write(
      ManifestSample.pod("").replacing("  name: web\nspec", with: "  name: web\n  namespace: shop\nspec"),
      to: "k/b.yaml")
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
}
