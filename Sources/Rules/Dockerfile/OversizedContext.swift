package import Dockerfile
package import Linting

/// COPY and ADD send more of the build context than the policy allows.
package struct OversizedContext: Rule {
  package static let info = RuleInfo(
    name: "oversized-context", groups: ["size", "cache"], severity: .warning,
    summary: "COPY, ADD and bind mounts send more of the build context than the policy allows.",
    rationale: """
      What is sent is read, compared and often stored at each build, and any change in it loses the cache. Most of it is
      usually .git, installed modules or build results that no instruction needs. Counted are the files that the
      instructions of the stages that are built name, without what the ignore file leaves out. Silent without
      `budgets: context:` in the policy and without --context.
      """,
    help: "Add what the build does not need to .dockerignore, or copy only the paths that it needs.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY package.json ./
        COPY ‹.› .
        """, policy: "budgets: { context: 50MB }",
        contextFiles: """
          package.json 1kB
          .git/objects/pack/pack-1.pack 60MB
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY package.json src ./
        """, policy: "budgets: { context: 50MB }",
        contextFiles: """
          package.json 1kB
          src/server.js 20kB
          .git/objects/pack/pack-1.pack 60MB
          """),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY . .
        """, policy: "budgets: { context: 50MB }"),
    ],
    references: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"])

  private let budget: ByteSize?

  package init(_ settings: RuleSettings) { budget = settings.budgets.context }

  package func check(_ file: BuildModel) -> [Finding] {
    // No build sends more than there is.
    guard let budget, let files = file.context?.files, files.totalSize >= budget.bytes else { return [] }
    let sources = ContextSource.sources(in: file)
    var sizes = [Int](repeating: 0, count: sources.count)
    var entries: [Substring: Int] = [:]
    var total = 0
    for sent in files.files {
      let components = sent.path.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
      let senders = sources.indices.filter { sources[$0].sends(components) }
      guard !senders.isEmpty else { continue }
      for index in senders { sizes[index].add(sent.size) }
      entries[sent.path.prefix { $0 != "/" }, default: 0].add(sent.size)
      total.add(sent.size)
    }
    guard total >= budget.bytes, let largest = sizes.indices.max(by: { (sizes[$0], $1) < (sizes[$1], $0) }) else {
      return []
    }
    let source = sources[largest]
    var finding = Finding(
      Self.info, tooLarge(total, budget), at: source.range, of: source.instruction, stage: source.stage, in: file)
    finding.measured = Measurement(total, .bytes)
    finding.limit = Measurement(budget.bytes, .bytes)
    finding.notes = [Finding.Note(largestEntries(entries))]
    return [finding]
  }

  private func tooLarge(_ size: Int, _ budget: ByteSize) -> String {
    let texts = ByteSize.texts(ByteSize(size), budget)
    return "the build sends \(texts.size) of its context, expected less than \(texts.limit)"
  }

  private func largestEntries(_ entries: [Substring: Int]) -> String {
    let largest = entries.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
    return "largest entries: " + largest.map { "\($0.key) \(ByteSize($0.value).description)" }.joined(separator: ", ")
  }
}

extension Int {
  /// Sizes come from outside: a sum that does not fit is as good as endless.
  fileprivate mutating func add(_ size: Int) {
    self = addingSaturating(size)
  }
}
