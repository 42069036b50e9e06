package import Images
package import Linting

/// A file of the image is not as the policy says.
package struct UnexpectedFileAttributes: Rule {
  package static let info = RuleInfo(
    name: "unexpected-file-attributes",
    aliases: ["cst:fileExistence", "cst:fileContent"],
    groups: ["files"],
    severity: .error,
    summary: "A file has another mode, owner, digest or content than the policy demands.",
    rationale:
      "A policy says with `files:` what files must be like: a program that is executable, settings that belong to their "
      + "user, a file that nobody has changed. A path that the image lacks is another rule's matter. Contents are read up "
      + "to 1 MB and never printed. Without such an entry the rule is silent.",
    help: "Copy the file with its owner and mode (COPY --chown=1001 --chmod=755), or correct the policy.",
    bad: [
      RuleInfo.Example(
        """
        layer: COPY server.js /app/
          0600 0:0 app/server.js "serve()"
        """, policy: "files:\n  - { path: /app/server.js, owner: 1001, mode: \"0644\" }\n"),
      RuleInfo.Example(
        """
        layer: COPY settings.ini /app/
          0644 0:0 app/settings.ini "debug = true"
        """, policy: "files:\n  - { path: /app/*.ini, lacks: \"debug = true\" }\n"),
      RuleInfo.Example(
        """
        layer: COPY server.js /app/
          0755 0:0 app/
          0644 0:0 app/server.js "serve()"
        """, policy: "files:\n  - { path: /app, contains: serve }\n"),
    ],
    good: [
      RuleInfo.Example(
        """
        layer: COPY server.js /app/
          0644 1001:1001 app/server.js "serve()"
        """,
        policy: """
          files:
            - path: /app/server.js
              owner: "1001:1001"
              mode: "0644"
              contains: serve
              sha256: b3fa6e57e4982d3ad030ba3aa5043f6ae33bdc9c30483936f97d5c1318e4f2c8
          """)
    ],
    references: [
      "https://github.com/GoogleContainerTools/container-structure-test#file-content-tests"
    ])

  private let demands: [FileDemand]

  package init(_ settings: RuleSettings) { demands = settings.files.filter(\.hasAttributes) }

  package var wants: [WantedContents] {
    demands.flatMap { demand in
      (demand.wantsContent ? [WantedContents(demand.pattern)] : [])
        + (demand.sha256 == nil ? [] : [WantedContents(demand.pattern, sizeLimit: 64 << 20, keeping: .digest)])
    }
  }

  package func check(_ image: ImageModel) -> [Finding] {
    demands.flatMap { demand in
      image.files(of: demand).flatMap { file in complaints(of: demand, file, image) }
    }
  }

  private func complaints(of demand: FileDemand, _ file: FileEntry, _ image: ImageModel) -> [Finding] {
    var findings: [Finding] = []
    func complain(_ text: String, _ aliases: [String]) {
      findings.append(image.finding(Self.info, "\(file.displayPath) \(text)", of: file, aliases: aliases))
    }
    if let mode = demand.mode, mode != file.mode {
      complain("has the mode \(file.modeText), expected \(octal(mode))", ["cst:fileExistence"])
    }
    if let owner = demand.owner, !isOwned(file, by: owner, image) {
      complain("belongs to \(file.uid):\(file.gid), expected \(owner)", ["cst:fileExistence"])
    }
    // A glob means the files among what it matches.
    if file.kind == .directory, demand.sha256 != nil || demand.wantsContent, Glob(demand.pattern).isLiteral {
      complain("is a directory, expected a file with that content", ["cst:fileContent"])
    }
    guard file.kind == .regularFile else { return findings }
    if let digest = demand.sha256 {
      let found = image.files.digest(of: file)?.hex
      if found == nil { complain(unread, []) } else if found != digest { complain(changed(digest), []) }
    }
    if demand.wantsContent {
      guard let content = image.files.contents(of: file) else {
        complain(unread, ["cst:fileContent"])
        return findings
      }
      for text in demand.contained where !content.holds(Array(text.utf8)) {
        complain("does not contain “\(text)”, expected it", ["cst:fileContent"])
      }
      for text in demand.lacking where content.holds(Array(text.utf8)) {
        complain("contains “\(text)”, expected that it does not", ["cst:fileContent"])
      }
    }
    return findings
  }

  /// Names are looked up in the image's own accounts.
  private func isOwned(_ file: FileEntry, by owner: String, _ image: ImageModel) -> Bool {
    let parts = owner.split(separator: ":", maxSplits: 1).map(String.init)
    let accounts = image.accounts ?? Accounts(passwd: [])
    guard let user = parts.first, accounts.resolve(user: user) == Int(file.uid) else { return false }
    guard parts.count > 1 else { return true }
    let group = accounts.groups.first { $0.name == parts[1] }?.gid ?? Int(parts[1])
    return group == Int(file.gid)
  }
}

private let unread =
  "could not be compared: it is too large (1 MB for a content, 64 MB for a digest), or its path leads through a link"

private func changed(_ digest: String) -> String {
  "has other content than expected: its SHA-256 digest is not \(digest.prefix(12))…"
}
