package import Dockerfile
package import Linting

/// An image from a registry that the policy does not allow.
package struct RegistryNotAllowed: Rule {
  package static let info = RuleInfo(
    name: "registry-not-allowed",
    aliases: ["DL3026", "CIS-4.2"],
    groups: ["security"], severity: .error,
    summary: "FROM, COPY --from or a mount names an image of a registry that the policy does not allow.",
    rationale: """
      A registry decides what is in the image: one that nobody has vetted, or a misspelt one, brings anything into the
      build. Variables are expanded first, stages are no images, and Docker Hub counts as docker.io however it is spelt.
      Silent without `registries` in the policy, and for an image whose registry depends on an unknown variable.
      """,
    help: "Take the image from a registry on the policy's list, or add its registry to `registries`.",
    bad: [
      RuleInfo.Example("FROM ‹node:20-alpine›", policy: "registries: [ghcr.io/acme/*]"),
      RuleInfo.Example(
        """
        FROM ghcr.io/acme/node:20
        COPY --from=‹ghcr.io/other/tool:1› /tool /usr/local/bin/
        """, policy: "registries: [ghcr.io/acme/*]"),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM index.docker.io/library/node:20-alpine AS build
        FROM build
        COPY --from=0 /app /app
        """, policy: "registries: [docker.io]")
    ],
    deviations: [
      RuleInfo.Deviation(
        "DL3026",
        "hadolint takes every name without a dot before its first slash for one of Docker Hub, so that localhost/app and "
          + "$REGISTRY/app pass or fail by that; here variables are expanded, and an unknown registry is silence."),
      RuleInfo.Deviation(
        "DL3026",
        "hadolint looks up COPY --from=0 as an image called 0, and names docker.io alone when it is spelt so; here a "
          + "stage's index is a stage, and index.docker.io and hub.docker.com are docker.io."),
      RuleInfo.Deviation(
        "DL3026",
        "hadolint holds an entry against the host alone; here it may go on with a path (ghcr.io/acme/*), and the case of "
          + "a host does not matter."),
      RuleInfo.Deviation(
        "DL3026",
        "hadolint passes an image of any registry whose name is that of a stage (evil.io/build); here only the stage itself "
          + "is excused."),
      RuleInfo.Deviation("DL3026", "hadolint reports a RUN once; here each mount has its own finding."),
    ],
    references: [
      "https://github.com/hadolint/hadolint/wiki/DL3026", "https://docs.docker.com/reference/dockerfile/#from",
    ])

  private let allowed: RegistryList?

  package init(_ settings: RuleSettings) { allowed = settings.registries.map(RegistryList.init) }

  package func check(_ file: BuildModel) -> [Finding] {
    guard let allowed else { return [] }
    let named = file.imageReaders.filter { $0.use.text != "scratch" }.compactMap { reader -> Finding? in
      guard let image = try? ImageReference.parse(reader.use.text), !allowed.allows(image) else { return nil }
      // hadolint does not look behind ONBUILD.
      let isTriggered = reader.instruction.range.lowerBound < reader.stage.from.range.lowerBound
      return Finding(
        Self.info, message(image.familiar, allowed), at: reader.use.range, of: reader.instruction, stage: reader.stage,
        in: file, aliases: isTriggered ? Self.info.aliases.filter { $0 != "DL3026" } : nil)
    }
    let partlyKnown = file.stages.compactMap { stage -> Finding? in
      guard case .unresolved = stage.base, let word = stage.imageWord, let host = knownHost(of: word, in: file),
        !allowed.mayAllow(host: host)
      else { return nil }
      return Finding(Self.info, message(word.text, allowed), onFromOf: stage, in: file)
    }
    var seen: Set<Place> = []
    // A trigger stands once in the file, but may run in several stages.
    return (named + partlyKnown).filter { $0.place.map { seen.insert($0).inserted } ?? true }
  }

  /// The registry of an image whose text is known only up to a variable; nil when that does not tell.
  private func knownHost(of word: Word, in file: BuildModel) -> String? {
    let environment = file.globalEnvironment
    let escape = file.syntax.directives.escape
    guard let uses = try? environment.expand(word.text, escape: escape).uses else { return nil }
    let unknown = uses.first { use in
      if case .some(.known) = environment.value(of: use.name) { false } else { true }
    }
    let text = word.text.utf8
    guard let unknown,
      let start = text.index(text.startIndex, offsetBy: unknown.range.lowerBound, limitedBy: text.endIndex)
    else { return nil }
    let rest = word.text[start...]
    guard let known = try? environment.expand(String(word.text[..<start]), escape: escape).text else { return nil }
    guard let slash = known.firstIndex(of: "/") else {
      // `node:$TAG` is one of Docker Hub, `$NAME` may be anything.
      return known.contains(":") && !rest.contains("/") ? "docker.io" : nil
    }
    let first = known[..<slash]
    return first == "localhost" || first.contains(".") || first.contains(":") ? String(first) : "docker.io"
  }

  private func message(_ image: String, _ allowed: RegistryList) -> String {
    let shown = allowed.entries.prefix(4).joined(separator: ", ")
    let rest = allowed.entries.count > 4 ? " and \(allowed.entries.count - 4) more" : ""
    return "the image \(image) is of no registry that the policy allows: \(shown)\(rest)"
  }
}
