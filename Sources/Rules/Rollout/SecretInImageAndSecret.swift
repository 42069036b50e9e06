internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// What the pod takes from a Secret is also in the image.
package struct SecretInImageAndSecret: Rule {
  package static let info = RuleInfo(
    name: "secret-in-image-and-secret", groups: ["secrets", "security"], severity: .error,
    summary: "What the pod takes from a Secret is also in the image.",
    rationale: """
      Everybody who can pull the image can read the value, a change of the Secret does not reach it, and while the \
      names are equal nobody notices that it is there.
      """,
    help: """
      Remove the variable from the Dockerfile, change the secret, and give it at run time alone.
      """,
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:v1
              env:
                - name: ‹API_TOKEN›
                  valueFrom:
                    secretKeyRef: { name: shop, key: token }
        """,
        image: """
          tag: shop/web:v1
          env: API_TOKEN=c2f1a90d77e34b1a
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:v1
              env:
                - name: API_TOKEN
                  valueFrom:
                    secretKeyRef: { name: shop, key: token }
        """,
        image: """
          tag: shop/web:v1
          env: API_TOKEN=
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """)
    ],
    references: ["https://kubernetes.io/docs/concepts/configuration/secret/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch -> [Finding] in
      origins(in: launch).sorted { $0.key < $1.key }.compactMap { name, origin in
        guard let variable = launch.environment.pod[name] else { return nil }
        return launch.remark(
          Self.info, "takes \(name) from a Secret, and the image has a value for it, too", at: variable.range,
          origin: origin)
      }
    }
  }

  /// Where the image gets its values for what the pod takes from Secrets, by name; of those that stand for nothing, none.
  private func origins(in launch: Launch) -> [String: [Finding.Note]] {
    var origins: [String: [Finding.Note]] = [:]
    let isTwice = { (name: String, value: String) in
      origins[name] == nil && launch.environment.pod[name]?.isOfSecret == true && isReal(value, name)
    }
    if let config = launch.build?.image?.configWithSecrets {
      let origin = launch.origin(.env, "the value is in the image's configuration")
      for (name, value) in config.environment where isTwice(name, value) { origins[name] = origin }
    }
    guard let file = launch.build?.dockerfile else { return origins }
    for definition in file.shippedStages.flatMap(\.definitions) {
      guard let value = definition.newValue?.text, isTwice(definition.expandedName, value) else { continue }
      let place = file.syntax.place(of: definition.instruction)
      origins[definition.expandedName] = [
        Finding.Note("the value is set here", path: file.source.path, place: place)
      ]
    }
    return origins
  }

  private func isReal(_ value: String, _ name: String) -> Bool {
    SecretVariable.canBeSecret(value, of: name) && !Placeholder.isMarked(Array(value.utf8)[...])
  }
}
