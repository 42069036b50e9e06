package import Dockerfile
package import Linting

/// The whole context is copied, and no ignore file keeps out what has no place in an image.
package struct MissingDockerignore: Rule {
  package static let info = RuleInfo(
    name: "missing-dockerignore",
    groups: ["size", "security", "cache"], severity: .info,
    summary: "The whole context is copied, and no ignore file keeps out .git, .env or installed packages.",
    rationale: """
      Version control data, the developer's own .env and packages that were installed outside end in the image; each change in them
      throws the cache away. node_modules counts where it lies in the context or the file deals with Node.js, .venv where it lies
      there or the file deals with Python. Silent without --context.
      """,
    help: "Add a .dockerignore to the root of the context with .git, .env and the directories of installed packages.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:24-alpine
        COPY ‹.› .
        """, ignoreFile: ".git")
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:24-alpine
        COPY . .
        """,
        ignoreFile: """
          .git
          .env*
          **/node_modules
          """),
      RuleInfo.Example(
        """
        FROM golang:1.26-alpine
        COPY . .
        """,
        ignoreFile: """
          *
          !cmd
          """),
      RuleInfo.Example(
        """
        FROM node:24-alpine
        COPY src ./src
        """, ignoreFile: ""),
    ],
    references: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    guard let context = file.context, let (copy, word, stage) = firstCopyOfRoot(in: file) else { return [] }
    let message: String
    if let ignore = context.ignore {
      let sent = unwanted(in: file).filter { !isKeptOut($0, by: ignore.patterns) }
      if sent.isEmpty { return [] }
      message = letThrough(sent, ignore.path)
    } else {
      message = missing
    }
    return [Finding(Self.info, message, at: word.range, of: copy.instruction, stage: stage, in: file)]
  }

  private func firstCopyOfRoot(in file: BuildModel) -> (Copy, Word, Stage)? {
    for stage in file.stages {
      for copy in stage.copies where copy.from == .context && stage.wrote(copy.instruction) {
        for (word, path) in zip(copy.sources, copy.sourcePaths) {
          if let path, path.isWholeTree { return (copy, word, stage) }
        }
      }
    }
    return nil
  }

  /// Whether an entry is kept out, or all that usually lies in it.
  private func isKeptOut(_ name: String, by patterns: DockerIgnore) -> Bool {
    let contents = Self.contents[name] ?? []
    return patterns.excludes(name) || (!contents.isEmpty && contents.allSatisfy { patterns.excludes("\(name)/\($0)") })
  }

  /// What always lies in a directory: files and directories of unlike names.
  private static let contents = [
    ".git": ["HEAD", "config", "objects", "refs"],
    "node_modules": [".bin", ".package-lock.json", "react", "@types"],
    ".venv": ["pyvenv.cfg", "bin", "lib"],
  ]

  private static let ecosystems: [(entry: String, images: Set<String>, programs: Set<String>)] = [
    ("node_modules", ["node", "bun"], ["npm", "npx", "pnpm", "yarn", "bun", "node"]),
    (".venv", ["python"], ["pip", "pip3", "uv", "poetry", "pipenv", "python", "python3"]),
  ]

  private func unwanted(in file: BuildModel) -> [String] {
    let images = Set(file.imageReaders.compactMap { try? ImageReference.parse($0.use.text).path.lastComponent })
    let programs = Set(file.stages.flatMap { $0.runs.flatMap { $0.commands.map(\.name.text) } })
    let present = file.context?.files?.fact(InstalledPackages.self).directories ?? []
    let meant = Self.ecosystems.filter { ecosystem in
      !ecosystem.images.isDisjoint(with: images) || !ecosystem.programs.isDisjoint(with: programs)
        || present.contains(ecosystem.entry)
    }
    return [".git", ".env"] + meant.map(\.entry)
  }

  /// The directories of installed packages at the root of a context.
  private struct InstalledPackages: ContextFact {
    let directories: Set<String>

    init(of files: [ContextFiles.File]) {
      let entries = MissingDockerignore.ecosystems.map(\.entry)
      directories = Set(files.lazy.compactMap { file in entries.first { file.path.hasPrefix("\($0)/") } })
    }
  }

  private var missing: String { "the whole context is copied, and there is no .dockerignore to keep anything out" }

  private func letThrough(_ names: [String], _ path: String) -> String {
    "the whole context is copied, and \(path) lets \(names.joined(separator: ", ")) through"
  }
}
