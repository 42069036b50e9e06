package import Images
package import Linting

/// The image has a file that the policy forbids.
package struct ForbiddenFile: Rule {
  package static let info = RuleInfo(
    name: "forbidden-file",
    groups: ["files"],
    severity: .error,
    summary: "The final file system has a path that the policy forbids.",
    rationale:
      "A policy names with `files:` what must not be in an image, such as the sources, a shell or a debugger. A directory "
      + "stands for what lies in it. Without such an entry the rule is silent.",
    help: "Leave the file out of what is copied, or remove it in the instruction that makes it.",
    bad: [
      RuleInfo.Example(
        """
        layer: COPY . /app
          0644 1001:1001 app/src/main.ts "serve()"
        """, policy: "files:\n  - { path: \"**/*.ts\", forbidden: true }\n")
    ],
    good: [
      RuleInfo.Example(
        """
        layer: COPY dist /app
          0644 1001:1001 app/main.js "serve()"
        """, policy: "files:\n  - { path: \"**/*.ts\", forbidden: true }\n")
    ],
    references: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"])

  private let demands: [FileDemand]

  package init(_ settings: RuleSettings) { demands = settings.files.filter(\.isForbidden) }

  package func check(_ image: ImageModel) -> [Finding] {
    demands.flatMap { demand in
      var top: String?
      return image.files(of: demand).compactMap { file -> Finding? in
        let path = file.displayPath
        if let top, path.isAtOrBelow(top) { return nil }
        if file.kind == .directory { top = path }
        return image.finding(Self.info, message(path, demand), of: file)
      }
    }
  }
}

private func message(_ path: String, _ demand: FileDemand) -> String {
  let pattern = demand.pattern == path ? "it" : "“\(demand.pattern)”"
  return "the image has \(path), but the policy forbids \(pattern)"
}
