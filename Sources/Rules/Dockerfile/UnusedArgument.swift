package import Dockerfile
package import Linting

/// An ARG that nothing uses.
package struct UnusedArgument: Rule {
  package static let info = RuleInfo(
    name: "unused-argument",
    groups: ["style"], severity: .info,
    summary: "An ARG that no expansion, no RUN and no later stage uses.",
    rationale: """
      It promises a choice that the build does not have. RUN gets arguments as environment variables: those that well-known
      tools read, and every one in front of a RUN that starts the project's own code, are excused, as are the automatic
      arguments, the proxies, BUILDKIT_ names and arguments that exist to break the cache.
      """,
    help: "Remove the ARG, or use it.",
    bad: [
      RuleInfo.Example(
        """
        ARG ‹REGISTRY›=docker.io
        FROM alpine:3.23
        ARG ‹VERSION›=1
        RUN apk add --no-cache curl
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        ARG TAG=3.23
        FROM alpine:$TAG
        ARG VERSION=1
        ARG NEXT_PUBLIC_API_URL
        RUN wget https://example.com/${VERSION}.tar.gz
        RUN ./build.sh
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#arg"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let uses = ArgumentUses(in: file)
    let meant = namesMeantInFrom(of: file)
    let unusedGlobals = file.globalDefinitions.filter {
      !isExcused($0.expandedName) && !uses.isMentioned($0) && !meant.contains($0.expandedName)
    }
    let unused = file.stages.flatMap { stage -> [VariableDefinition] in
      let meant = Set(Set(stage.undefinedVariables.map(\.name)).compactMap(stage.environment.nearestName))
      return stage.definitions.filter { definition in
        definition.kind == .argument && stage.wrote(definition.instruction) && !isExcused(definition.expandedName)
          && !uses.isUsed(definition, in: stage) && !meant.contains(definition.expandedName)
      }
    }
    return (unusedGlobals + unused).map { definition in
      Finding(
        Self.info, message(definition), at: definition.name.range, of: definition.instruction,
        stage: definition.stage.map { file.stages[$0] }, in: file)
    }
  }

  /// The arguments that a FROM mistypes: that is the fault.
  private func namesMeantInFrom(of file: BuildModel) -> Set<String> {
    let unknown = Set(file.stages.flatMap(\.fromVariables).filter { !$0.isKnown }.map(\.name))
    return Set(unknown.compactMap(file.globalEnvironment.nearestName))
  }

  private static let proxies: Set = ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"]

  private func isExcused(_ name: String) -> Bool {
    let upper = name.uppercased()
    return Environment.automaticNames.contains(name) || Self.proxies.contains(upper) || name.hasPrefix("BUILDKIT_")
      || name == "SOURCE_DATE_EPOCH" || isCacheBreaker(upper)
  }

  /// An argument whose change alone makes the builder run the next RUN again.
  private func isCacheBreaker(_ name: String) -> Bool {
    name.contains("CACHE") && ["BUST", "BREAK", "DATE", "INVALIDATE", "KEY"].contains { name.contains($0) }
  }

  private func message(_ definition: VariableDefinition) -> String {
    "nothing uses the argument \(definition.expandedName)"
  }
}
