package import Dockerfile
package import Linting

/// FROM is no image reference when only the defaults of its arguments count.
package struct InvalidBaseImageDefault: Rule {
  package static let info = RuleInfo(
    name: "invalid-base-image-default",
    aliases: ["InvalidDefaultArgInFrom"],
    groups: ["correctness"], severity: .warning,
    summary: "FROM, expanded with the defaults of the arguments alone, is no valid image reference.",
    rationale: """
      Whoever builds without the right --build-arg gets an error, and tools that read the file without building it (updaters,
      scanners, editors) cannot know the image.
      """,
    help: "Give the ARG a default that makes a valid image.",
    bad: [
      RuleInfo.Example(
        """
        ARG TAG
        FROM ‹node:$TAG›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        ARG TAG=20-alpine
        FROM node:$TAG
        """)
    ],
    silences: ["syntax-error"],
    references: ["https://docs.docker.com/reference/build-checks/invalid-default-arg-in-from/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.compactMap { stage in
      guard let fault = stage.defaultBaseFault, let word = stage.imageWord else { return nil }
      var finding = Finding(
        Self.info, message(word.text, fault), at: word.range, of: stage.from, stage: stage, in: file)
      // Without a variable no argument mends it: that is a syntax error, and BuildKit says both. Nor does one mend a name
      // that nobody declares, which is a fault of its own.
      let variables = stage.fromVariables.filter { $0.field == .image }
      finding.isOwn = !variables.isEmpty && !variables.contains(where: \.isLost)
      return finding
    }
  }

  private func message(_ image: String, _ fault: String) -> String {
    "with the defaults of the arguments, \(image) is no valid image: \(fault)"
  }
}
