package import Images
package import Linting

/// A text file of a layer holds key material.
package struct SecretInFileContent: Rule {
  private static let generic = RuleInfo.Option(
    "generic", .flag,
    "Whether values count that have no known shape, but look random and are given to the name of a secret; not without it."
  )

  package static let info = RuleInfo(
    name: "secret-in-file-content",
    aliases: ["trivy:secret"],
    groups: ["secrets", "security", "files"],
    severity: .error,
    summary: "A text file of a layer holds a private key or a token of a known shape.",
    rationale:
      "Whatever the file is called, everybody who can pull the image can read it, in whatever layer it is. Makers of tokens "
      + "give them a prefix, so that they can be found; stand-ins of documentation are told apart, and trees of tests and "
      + "documentation are left out. Files over 1 MB and files that are no text are not read. The value is never printed.",
    help:
      "Take the secret out of the file, give it when the container starts, and replace it: it is no secret any more. Where "
      + "only the build needs it, use RUN --mount=type=secret.",
    bad: [
      RuleInfo.Example(
        """
        layer: COPY config.js /app/
          0644 1001:1001 app/config.js "export const key = 'AKIAQ3EGRJX7WZP2LMNT'\\n"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        layer: COPY config.js /app/
          0644 1001:1001 app/config.js "export const key = process.env.AWS_ACCESS_KEY_ID\\n"
        """)
    ],
    options: [generic],
    references: ["https://docs.docker.com/build/building/secrets/"])

  private let scans: [SecretScan]

  package init(_ settings: RuleSettings) {
    let known = SecretScan(
      "known secrets", excluding: ["usr/share/doc", "usr/share/man", "usr/share/info"], sizeLimit: 1 << 20)
    let random = SecretScan(
      "random values", in: Self.settingsFiles.map { "**/*\($0)" }, excluding: SystemTrees.paths, sizeLimit: 1 << 16,
      findsRandomValues: true)
    scans = settings.options(of: Self.info).flag(Self.generic) ? [known, random] : [known]
  }

  /// Programs give far too much to names such as `key` and `token`.
  private static let settingsFiles = [
    ".cfg", ".conf", ".env", ".ini", ".json", ".properties", ".toml", ".txt", ".xml", ".yaml", ".yml",
  ]

  /// Python's packages show in their docstrings what a header looks like.
  private static let header = AuthorizationHeader.description
  private static func liesInPythonPackage(_ path: String) -> Bool {
    path.split(separator: "/").contains { $0 == "dist-packages" || $0 == "site-packages" }
  }

  package var wants: [WantedContents] { scans.flatMap(\.wants) }

  package func check(_ image: ImageModel) -> [Finding] {
    let found = image.files.layerFiles { $0.kind == .regularFile && $0.size > 0 }.compactMap { file in
      let isLibrary = Self.liesInPythonPackage(file.displayPath)
      let all = Set(scans.flatMap { $0.hits(in: file, of: image) }).filter { !isLibrary || $0.name != Self.header }
      let hits = all.sorted { ($0.line, $0.name) < ($1.line, $1.name) }
      return hits.isEmpty ? nil : (file: file, hits: hits)
    }
    let live = Set(found.filter { $0.file.lostIn == nil }.map(\.file.path))
    // What is there again in a later layer is one secret: the file that can be read stands for it.
    return found.filter { $0.file.lostIn == nil || !live.contains($0.file.path) }.map { file, hits in
      image.finding(Self.info, "\(file.displayPath) holds \(secretList(hits))", of: file)
    }
  }
}

/// `a GitHub token (line 3) and a private key (line 7)`
func secretList(_ hits: [SecretScan.Hit]) -> String {
  let shown = hits.prefix(3).map { "\($0.name) (line \($0.line))" } + (hits.count > 3 ? ["\(hits.count - 3) more"] : [])
  return shown.dropLast().joined(separator: ", ") + (shown.count > 1 ? " and " : "") + (shown.last ?? "")
}
