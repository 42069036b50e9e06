package import Images
package import Linting

/// PATH of the image has an empty or relative entry, or a directory that others may write.
package struct UnsafeSearchPath: Rule {
  package static let info = RuleInfo(
    name: "unsafe-search-path", groups: ["config", "security"], severity: .warning,
    summary: "PATH of the image has an empty or relative entry, or a directory that others may write.",
    rationale: """
      A program that is called by its name is looked for in these directories. Where others can write, or where the \
      directory depends on where the process stands, they can put a program of their own before the real one. An \
      empty entry means the present directory.
      """,
    help: "List absolute directories that only root may write.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        env: PATH=/usr/bin::./node_modules/.bin
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        env: PATH=/usr/local/bin:/usr/bin:/bin
        layer: COPY bin /usr/local/bin
          0755 0:0 usr/local/bin/
          0755 0:0 usr/local/bin/shop "ELF"
        """)
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#env", "https://cwe.mitre.org/data/definitions/427.html",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    guard image.linuxConfig != nil, let path = image.variable("PATH") else { return [] }
    var seen: Set<Substring> = []
    return path.split(separator: ":", omittingEmptySubsequences: false).compactMap { directory in
      guard seen.insert(directory).inserted else { return nil }
      if directory.isEmpty { return image.finding(Self.info, emptyEntry) }
      if !directory.hasPrefix("/") { return image.finding(Self.info, relative(directory)) }
      guard let entry = image.files.entry(at: String(directory)), entry.kind == .directory, entry.mode & 0o002 != 0
      else { return nil }
      return image.finding(Self.info, writable(directory), layer: entry.layer, file: entry.displayPath)
    }
  }
}

private let emptyEntry = "PATH of the image has an empty entry, which means the present directory"

private func relative(_ directory: Substring) -> String {
  "PATH of the image has the relative entry “\(directory)”, expected an absolute directory"
}

private func writable(_ directory: Substring) -> String {
  "PATH of the image has \(directory), which everybody may write"
}
