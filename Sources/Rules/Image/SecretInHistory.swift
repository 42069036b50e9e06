package import Images
package import Linting

/// A step of the image's history has the value of a secret in it.
package struct SecretInHistory: Rule {
  package static let info = RuleInfo(
    name: "secret-in-history", aliases: ["CIS-DI-0010", "CIS-4.10"], groups: ["secrets", "security", "history"],
    severity: .error,
    summary: "A step of the image's history has the value of a secret in it.",
    rationale: """
      Builders write each instruction into the history, with the values of the build arguments that it sees, and \
      everybody who can pull the image can read it there (docker history). A secret in it must count as published, \
      also when no file of the image has it. Passwords that a command is given (curl -u, \
      mysql -p, docker login, chpasswd) are found, too. What the image's variables and labels have is reported by \
      `secret-in-image-env`.
      """,
    help: "Give the secret to the RUN that needs it by --mount=type=secret, and replace it: it is no longer one.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/api:v1
        layer: RUN |1 NPM_TOKEN=hunter2hunter2 /bin/sh -c npm ci # buildkit
          app/index.js "x"
        """),
      RuleInfo.Example(
        """
        tag: shop/api:v1
        history: ARG DATABASE_PASSWORD=hunter2
        layer: COPY app /app
          app/index.js "x"
        """),
      RuleInfo.Example(
        """
        tag: shop/api:v1
        layer: RUN /bin/sh -c curl -fsS -u shop:hunter2 https://example.com/a.jar -o /app/a.jar # buildkit
          app/a.jar "x"
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/api:v1
        layer: RUN |2 NODE_ENV=production TOKEN_FILE=/run/secrets/token /bin/sh -c export API_KEY="$(cat /run/secrets/key)" && npm ci # buildkit
          app/index.js "x"
        """)
    ],
    options: SecretNames.options,
    references: [
      "https://docs.docker.com/build/building/secrets/", "https://docs.docker.com/reference/cli/docker/image/history/",
    ])

  private let names: SecretNames

  package init(_ settings: RuleSettings) { names = SecretNames(settings.options(of: Self.info)) }

  package func check(_ image: ImageModel) -> [Finding] {
    guard let config = image.configWithSecrets else { return [] }
    let labels = config.labels.map { "\($0.key)=\($0.value)" }
    let environment = Set(config.env + labels)
    let values = Set(environment.compactMap { $0.split(separator: "=", maxSplits: 1).dropFirst().first })
    var found: [Fault: (step: HistoryStep, count: Int)] = [:]
    var order: [Fault] = []
    for step in image.stepsWithSecrets {
      for fault in faults(of: step, environment, values) {
        if found[fault] == nil { order.append(fault) }
        found[fault, default: (step, 0)].count += 1
      }
    }
    return order.compactMap { fault in
      found[fault].map { finding(of: fault, in: $0.step, count: $0.count, image) }
    }
  }

  /// What is wrong with a step; the secret itself only tells two of them apart.
  private struct Fault: Hashable {
    var message: String
    var secret: String
    var isOwn: Bool
    var isKnownToDockle: Bool
  }

  private func faults(
    of step: HistoryStep, _ environment: Set<String>, _ values: Set<Substring>
  ) -> [Fault] {
    let assignments = step.assignments.filter {
      !environment.contains("\($0.name)=\($0.value)") && !names.allow($0.name)
    }
    let faults = assignments.compactMap { assignment -> Fault? in
      let isOwn = names.hold(assignment.name) && SecretVariable.canBeSecret(assignment.value, of: assignment.name)
      let isForeign = isSecretToDockle(assignment.name)
      guard isOwn || isForeign else { return nil }
      return Fault(
        message: given(assignment), secret: assignment.value, isOwn: isOwn, isKnownToDockle: isForeign)
    }
    let passwords = HistoryText(step.entry.createdBy).passwords.map { password in
      Fault(
        message: given(to: password.taker), secret: password.text, isOwn: true, isKnownToDockle: false)
    }
    guard passwords.isEmpty else { return faults + passwords }
    guard !faults.contains(where: \.isOwn), let shape = secretShape(of: step.entry.createdBy),
      !step.assignments.contains(where: { values.contains($0.value[...]) })
    else { return faults }
    return faults + [Fault(message: holds(shape), secret: step.entry.createdBy, isOwn: true, isKnownToDockle: false)]
  }

  private func finding(of fault: Fault, in step: HistoryStep, count: Int, _ image: ImageModel) -> Finding {
    let aliases = Self.info.aliases.filter { $0 == "CIS-DI-0010" ? fault.isKnownToDockle : fault.isOwn }
    var finding = image.finding(
      Self.info, fault.message, layer: step.layer, aliases: aliases,
      notes: count > 1 ? [Finding.Note(repeated(count - 1))] : [])
    finding.isOwn = fault.isOwn
    return finding
  }

  /// dockle's test: a part of the name, anywhere in it.
  private func isSecretToDockle(_ name: String) -> Bool {
    let upper = name.uppercased()
    return !["GPG_KEY", "GPG_KEYS"].contains(upper)
      && ["PASS", "SECRET", "KEY", "ACCESS", "TOKEN"].contains { upper.contains($0) }
  }
}

private func given(_ assignment: HistoryAssignment) -> String {
  switch assignment.place {
  case .buildArgument:
    "the history has the value of the build argument \(assignment.name), which is named like a secret"
  case .literal: "the history has a value of \(assignment.name), which is named like a secret"
  }
}

private func given(to taker: WrittenPassword.Taker) -> String {
  switch taker {
  case .program(let name): "an instruction of the history gives \(name) a password"
  case .file(let path): "an instruction of the history writes a password into \(path)"
  case .variable(let name): "an instruction of the history has a value of \(name), which is named like a secret"
  }
}

private func holds(_ shape: String) -> String { "an instruction of the history holds \(shape)" }

private func repeated(_ count: Int) -> String {
  count == 1 ? "it is in one more step of the history" : "it is in \(count) more steps of the history"
}
