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
      names are equal nobody notices that it is there. With the Secret among the manifests, its values are looked for in \
      the image's configuration, its history and its text files, whatever they are called there. A variable in plain \
      text counts as well, as a warning, where a Secret beside it or a secret mount of the build has its name.
      """,
    help: """
      Keep the value out of the image, change the secret, and give it at run time alone.
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
          """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: shop
        stringData:
          token: c2f1a90d77e34b1a
        ---
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
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0644 0:0 app/config.ini "key = c2f1a90d77e34b1a\\n"
          """),
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
    wants: [WantedContents("**/.env*", excluding: ["**/node_modules"], sizeLimit: 1 << 16)],
    silences: [SecretInImageEnv.info.name],
    references: ["https://kubernetes.io/docs/concepts/configuration/secret/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch in variables(of: launch) + volumes(of: launch) }
  }

  private func variables(of launch: Launch) -> [Finding] {
    origins(in: launch).sorted { $0.key < $1.key }.compactMap { name, origin in
      guard let variable = launch.environment.pod[name] else { return nil }
      let isPlain = !isSecret(variable)
      let source =
        isPlain
        ? "is given \(name) in plain text, which is a secret elsewhere"
        : variable.isOfSecret ? "takes \(name) from a Secret" : "is given the secret \(name)"
      var finding = launch.remark(
        Self.info, "\(source), and the image has a value for it, too", at: variable.range, origin: origin)
      if isPlain { finding.highestSeverity = .warning }
      finding.variable = name
      finding.imageDigest = launch.build?.image?.configDigest
      return finding
    }
  }

  /// The Secrets that are mounted as files, and whose values the image has.
  private func volumes(of launch: Launch) -> [Finding] {
    launch.container.mounts.compactMap { mount in
      guard let node = launch.volume(of: mount)?.node["secret", "secretName"], let name = node.text,
        let secret = launch.manifest.bundle.configs(.secret, named: name, in: launch.workload.object.namespace).first
      else { return nil }
      let found = secret.entries.prefix(SecretValueSearch.mostOfOneSecret).lazy.compactMap { entry in
        (secret.secretValue(of: entry).flatMap { place(of: $0, in: launch) } ?? variable(entry.key, in: launch)).map {
          (entry.key, $0)
        }
      }
      return found.first.map { key, origin in
        launch.remark(
          Self.info, "mounts the Secret \(name), and the image has a value of its key \(key), too", at: node.range,
          origin: origin)
      }
    }
  }

  /// Where the image has a real value for a variable that is called as the key of a mounted Secret.
  private func variable(_ key: String, in launch: Launch) -> [Finding.Note]? {
    guard let value = launch.build?.image?.configWithSecrets?.environment[key], isReal(value, key),
      SecretVariable.holdsSecret(key, value)
    else { return nil }
    return launch.origin(.env, "the value is in the image's configuration")
  }

  /// Where the image gets its values for what the pod takes from Secrets, by name; of those that stand for nothing, none.
  private func origins(in launch: Launch) -> [String: [Finding.Note]] {
    let ofBuild = Set(launch.build?.dockerfile?.secretNames ?? [])
    let isSecretElsewhere = { (name: String) in
      ofBuild.contains(name) || launch.manifest.bundle.hasSecret(withKey: name)
    }
    var origins: [String: [Finding.Note]] = [:]
    let byKey = Dictionary(
      launch.environment.pod.givenSingly.compactMap { given in given.secretKey.map { ($0, given.name) } }
    ) { first, _ in first }
    // The image may have it under the name that it has in the Secret.
    let note = { (name: String, value: String, origin: (String) -> [Finding.Note]) in
      let isAsked = launch.environment.pod[name].map { isSecret($0) || isSecretElsewhere(name) } ?? false
      for variable in [isAsked ? name : nil, byKey[name]].compactMap({ $0 }) where origins[variable] == nil {
        if isReal(value, name) { origins[variable] = origin(variable == name ? "" : ", as \(name)") }
      }
    }
    if let config = launch.build?.image?.configWithSecrets {
      for (name, value) in config.environment.sorted(by: { $0.key < $1.key }) {
        note(name, value) { launch.origin(.env, "the value is in the image's configuration\($0)") }
      }
    }
    for (file, settings) in settingsFiles(of: launch) {
      for (name, value) in settings {
        note(name, value) { launch.origin(of: file, "the value is in /\(file.displayPath)\($0)") }
      }
    }
    for (name, value, layer) in assignmentsOfHistory(launch) {
      note(name, value) { [Finding.Note("the value is in the history of the image\($0)", layer: layer)] }
    }
    for (name, value) in knownSecrets(of: launch) where origins[name] == nil {
      origins[name] = place(of: value, in: launch)
    }
    guard let file = launch.build?.dockerfile else { return origins }
    for definition in file.shippedStages.flatMap(\.definitions) {
      guard let value = definition.newValue?.text else { continue }
      let place = file.syntax.place(of: definition.instruction)
      note(definition.expandedName, value) { _ in
        [Finding.Note("the value is set here", path: file.source.path, place: place)]
      }
    }
    return origins
  }

  /// Whether the pod takes a variable from a Secret, or gives it a secret that is written out.
  private func isSecret(_ variable: PodVariables.Variable) -> Bool {
    variable.isOfSecret
      || variable.value.flatMap { LiteralSecret.description(of: $0, named: variable.name) } != nil
  }

  /// What the steps of the image's history set: build arguments, `ENV`.
  private func assignmentsOfHistory(_ launch: Launch) -> [(name: String, value: String, layer: Int?)] {
    (launch.build?.image?.stepsWithSecrets ?? []).flatMap { step in
      step.assignments.map { ($0.name, $0.value, step.layer) }
    }
  }

  /// The values that Secrets of the manifests give the container, those left out that are too short to be told from other text.
  private func knownSecrets(of launch: Launch) -> [(name: String, value: String)] {
    let most = SecretValueSearch.mostOfOneSecret
    return launch.environment.pod.variables(withPrefixes: [""], atMost: most).compactMap { variable in
      guard variable.isOfSecret, let origin = variable.origin,
        let value = ConfigObject(origin.object)?.secretValue(of: origin.entry)
      else { return nil }
      return (variable.name, value)
    }
  }

  /// Where an image has a value under whatever name; nil for nowhere.
  private func place(of value: String, in launch: Launch) -> [Finding.Note]? {
    guard let image = launch.build?.image else { return nil }
    if let name = image.configWithSecrets?.environment.sorted(by: { $0.key < $1.key }).first(where: {
      $0.value == value
    })?.key {
      return launch.origin(.env, "the value is in the image's configuration, as \(name)")
    }
    if let file = launch.build?.secretValues?[value] {
      return launch.origin(of: file, "the value is in /\(file.displayPath)")
    }
    let needle = Array(value.utf8)
    return image.stepsWithSecrets.first { Array($0.entry.createdBy.utf8).holds(needle) }.map { step in
      [Finding.Note("the value is in the history of the image", layer: step.layer)]
    }
  }

  /// The files of variables that frameworks read where they start, with what these set.
  private func settingsFiles(of launch: Launch) -> [(file: FileEntry, settings: [(name: String, value: String)])] {
    guard let image = launch.image else { return [] }
    let directories = Set(["/", launch.workingDirectory ?? "/"]).sorted()
    return directories.flatMap { directory in Self.settingsNames.map { cleanPath("\(directory)/\($0)") } }.compactMap {
      path in
      guard let file = image.files.entry(at: path), let bytes = image.files.contents(of: file) else { return nil }
      return (file, settings(in: String(decoding: bytes, as: UTF8.self)))
    }
  }

  private static let settingsNames = [".env", ".env.local", ".env.production", ".env.production.local"]

  private func settings(in text: String) -> [(name: String, value: String)] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let name = parts[0].split(whereSeparator: \.isWhitespace).last, !line.hasPrefix("#")
      else {
        return nil
      }
      return (String(name), parts[1].filter { !"\"' \t".contains($0) })
    }
  }

  private func isReal(_ value: String, _ name: String) -> Bool {
    if Placeholder.isMarked(Array(value.utf8)[...]) { return false }
    return SecretVariable.canBeSecret(value, of: name) || secretShape(of: value) != nil
  }
}

extension BuildModel {
  /// The variables that the build is given as secrets, by `RUN --mount=type=secret`.
  fileprivate var secretNames: [String] {
    stages.flatMap(\.runs).flatMap(\.mounts).filter { $0.kind == .secret }.flatMap {
      [$0.id, $0.environmentVariable].compactMap { $0 }
    }
  }
}
