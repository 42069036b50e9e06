internal import Dockerfile
package import Linting
internal import Workloads

/// A reference $(NAME) names no variable of the pod, and stays as it is written.
package struct LiteralVariableReference: Rule {
  package static let info = RuleInfo(
    name: "literal-variable-reference", groups: ["correctness", "kubernetes"], severity: .error,
    summary: "A reference $(NAME) names no variable of the pod, and stays as it is written.",
    rationale: """
      Kubernetes replaces $(NAME) in command, args and env only by variables that the manifest gave before: an ENV \
      of the image does not count, nor does an env entry further down. $NAME without a shell is never replaced: \
      there the finding is a warning.
      """,
    help: """
      Define the variable above in env, or let a shell expand it: [sh, -c, "…"]. A dollar that is meant is written \
      $$.
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
                - name: PATH
                  value: ‹$(PATH):/opt/bin›
        """,
        image: """
          tag: shop/web:v1
          env: PATH=/usr/bin
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
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
              args: [--port, ‹$PORT›]
              env:
                - name: PORT
                  value: "3000"
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["node"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
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
                - name: HOST
                  value: db
                - name: URL
                  value: postgres://$(HOST)/shop
        """),
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
              command: [sh, -c, "exec node --port $PORT $(id -u)"]
        """),
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
              args: ["$$(LITERAL)"]
        """),
    ],
    references: [
      "https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/"
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch -> [Finding] in
      guard !launch.environment.isOpen else { return [] }
      return commandFindings(launch) + environmentFindings(launch)
    }
  }

  private func commandFindings(_ launch: Launch) -> [Finding] {
    let words = (launch.container.command?.items ?? []) + (launch.container.arguments?.items ?? [])
    let text = shellText(of: words.map { $0.text ?? "" })
    let hasShell = launch.process.map { shellText(of: $0.words) != nil } ?? true
    let expandsItself = launch.servers.contains { $0.first.map(baseName).map(Self.expanders.contains) ?? false }
    return words.compactMap { word in
      guard let value = word.text, value != text else { return nil }
      let names = references(in: value)
      if let name = names.first(where: { !isKnown($0, launch) }) { return finding(name, word, launch) }
      guard !hasShell, !expandsItself, names.isEmpty, let name = shellReference(value) else { return nil }
      var finding = launch.remark(
        Self.info, "passes \(value) on as it stands: no shell expands \(name)", at: word.range)
      finding.highestSeverity = .warning
      return finding
    }
  }

  private func environmentFindings(_ launch: Launch) -> [Finding] {
    var before: Set<String> = []
    return launch.container.environment.compactMap { variable in
      defer { if let name = variable.name?.text { before.insert(name) } }
      guard let node = variable.value, let value = node.text,
        let name = references(in: value).first(where: { name in
          !before.contains(name) && launch.environment.pod.ofWhole(name) == nil && !isOfService(name)
        })
      else { return nil }
      return finding(name, node, launch)
    }
  }

  /// Programs that put in the values of variables themselves, or for whom a dollar means something else.
  private static let expanders: Set = ["awk", "envsubst", "gawk", "java", "perl", "sed"]

  private func finding(_ name: String, _ node: YAMLNode, _ launch: Launch) -> Finding {
    let isOfImage = launch.environment.imageValue(of: name) != nil
    return launch.remark(
      Self.info, message(name, isOfImage), at: node.range,
      origin: isOfImage ? launch.origin(.env, "ENV of the image") : [])
  }

  private func isKnown(_ name: String, _ launch: Launch) -> Bool {
    launch.environment.pod[name] != nil || isOfService(name)
  }

  /// Names that Kubernetes gives for the Services of the namespace.
  private func isOfService(_ name: String) -> Bool {
    ["_SERVICE_HOST", "_SERVICE_PORT", "_PORT"].contains(where: name.hasSuffix) || name.contains("_SERVICE_PORT_")
      || name.contains("_PORT_")
  }

  /// The names in `$(NAME)`; `$$(` is a dollar that is meant.
  private func references(in text: String) -> [String] {
    var names: [String] = []
    var rest = Substring(text).utf8
    while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
      rest = rest[dollar...].dropFirst()
      if rest.first == UInt8(ascii: "$") {
        rest = rest.dropFirst()
      } else if rest.first == UInt8(ascii: "(") {
        guard let end = rest.firstIndex(of: UInt8(ascii: ")")) else { break }
        let name = Substring(rest[..<end].dropFirst())
        if isName(name) { names.append(String(name)) }
        rest = rest[end...]
      }
    }
    return names
  }

  /// `$NAME` or `${NAME}` as all of a word, or in an argument such as `--port=$PORT`, where variables have capitals.
  private func shellReference(_ text: String) -> String? {
    guard let dollar = text.firstIndex(of: "$") else { return nil }
    let rest = text[dollar...].dropFirst()
    let isBraced = rest.first == "{"
    let name = isBraced ? rest.dropFirst().prefix { $0 != "}" } : rest.prefix { Self.isOfName($0) }
    let reference = isBraced ? text[dollar...].prefix(name.count + 3) : text[dollar...].prefix(name.count + 1)
    guard isName(name), !isBraced || reference.last == "}" else { return nil }
    if reference.count == text.count { return text }
    // Quotes, blanks and brackets are of a pattern, or of a text in another language.
    let others = text[..<dollar] + text[reference.endIndex...]
    let isArgument = others.utf8.allSatisfy { $0.isLatinLetter || $0.isDecimalDigit || ":/.=,@%+-_".utf8.contains($0) }
    let isVariable = name.count > 1 && !name.contains(where: \.isLowercase)
    return isArgument && isVariable ? String(reference) : nil
  }

  private static func isOfName(_ character: Character) -> Bool {
    character == "_" || character.isASCII && (character.isLetter || character.isNumber)
  }

  private func isName(_ text: Substring) -> Bool {
    text.utf8.first.map { !$0.isDecimalDigit } == true
      && text.utf8.allSatisfy { $0.isLatinLetter || $0.isDecimalDigit || $0 == UInt8(ascii: "_") }
  }
}

private func message(_ name: String, _ isOfImage: Bool) -> String {
  let why =
    isOfImage ? "it is a variable of the image, and those do not count" : "the pod defines no such variable before"
  return "gets $(\(name)) as it is written: \(why)"
}
