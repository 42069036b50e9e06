package import Dockerfile
package import Linting

/// USER by name instead of number.
package struct NonNumericUser: Rule {
  package static let info = RuleInfo(
    name: "non-numeric-user",
    aliases: ["DL3066"],
    groups: ["kubernetes", "user"], severity: .info, fix: .unsafe, fixReveals: ["unused-account"],
    summary: "The last USER of the stage that is built is a name instead of a number.",
    rationale: """
      Kubernetes does not look into the image: with `runAsNonRoot` it refuses to start a container whose user is a name,
      because it cannot prove that it is not root. Ignore it for images that never run there.
      """,
    help: "Write the number of the account, for example USER 1001, and give it that number where it is created.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:24-alpine
        USER ‹node›
        """),
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN useradd --system --uid 1001 app
        USER ‹app›
        """,
        fixed: """
          FROM debian:13-slim
          RUN useradd --system --uid 1001 app
          USER 1001
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:24-alpine
        USER 1000:node
        """),
      RuleInfo.Example(
        """
        FROM node:24-alpine
        ARG RUNAS=1000
        USER ${RUNAS:-1000}
        """),
    ],
    deviations: [
      RuleInfo.Deviation(
        "DL3066",
        """
        hadolint takes a quoted number, a variable of ENV and a variable with a modifier for names; here they are expanded \
        first, because the builder does so, and are silent without a known value.
        """)
    ],
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
      "https://docs.docker.com/reference/dockerfile/#user",
    ])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    // hadolint looks at every USER, and believes the names of all arguments above.
    var arguments = Set(file.globalDefinitions.map(\.expandedName))
    var numbers: [Substring: String] = [:]
    for account in file.createdAccounts {
      if let uid = account.uid?.value, uid.isKnown { numbers[account.name.text[...]] = uid.text }
    }
    return file.stages.flatMap { stage in
      stage.ownInstructions.compactMap { instruction -> Finding? in
        if instruction.keyword == .arg { arguments.formUnion(instruction.arguments.pairs.map(\.name.text)) }
        guard instruction.keyword == .user, let word = instruction.arguments.words.first else { return nil }
        let isOwn = file.target?.config.user.map { $0.instruction === instruction && isName($0) } ?? false
        let isForeign = isForeignName(word, isOwn: isOwn, arguments, in: file)
        guard isOwn || isForeign else { return nil }
        var finding = Finding(
          Self.info, message(word.text), at: word.range, of: instruction, stage: stage, in: file,
          aliases: isForeign ? nil : [])
        finding.isOwn = isOwn
        let name = word.text.prefix { $0 != ":" }
        guard let number = numbers[name] else { return finding }
        finding.help = help(number, word.text)
        let range = word.range.lowerBound..<word.range.lowerBound + name.utf8.count
        return finding.mended(by: Fix(.unsafe, all: [file.replacing(range, of: instruction, with: number)]))
      }
    }
  }

  /// Root is root by any name; that is the fault which the rule for it reports. Windows has no numbers for users.
  private func isName(_ user: Setting) -> Bool {
    let account = user.value.prefix { $0 != ":" }
    return user.isResolved && !account.isEmpty && account != "root" && !isNumber(account)
      && !WindowsAccounts.contain(account) && !account.contains("\\")
  }

  private func isNumber(_ text: Substring) -> Bool { text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }

  /// hadolint's test, as far as the text is no number after all: it knows no values.
  private func isForeignName(_ word: Word, isOwn: Bool, _ arguments: Set<String>, in file: BuildModel) -> Bool {
    guard let expansion = try? Environment().expand(word.text, escape: file.syntax.directives.escape) else {
      return false
    }
    if expansion.uses.isEmpty { return !isNumber(expansion.text.prefix { $0 != ":" }) }
    return isOwn && expansion.uses.allSatisfy { !arguments.contains($0.name) }
  }

  private func message(_ user: String) -> String {
    "the user \(user) is no number: Kubernetes cannot tell that it is not root"
  }

  private func help(_ number: String, _ user: String) -> String {
    "Write USER \(number), the number that \(user.prefix { $0 != ":" }) gets where it is created."
  }
}
