package import Dockerfile
package import Linting

/// A package that is pinned to a version with a famous hole.
package struct KnownVulnerablePackage: Rule {
  package static let info = RuleInfo(
    name: "known-vulnerable-package", aliases: ["CIS-4.4"], groups: ["security"], severity: .warning,
    summary: "A package is pinned to a version that is known for a famous hole, or for malicious code.",
    rationale: """
      The pin keeps the hole in every build from now on. The table is small, and no substitute for a scanner: it has what
      everybody has heard of, in versions that can be told from the command line.
      """,
    help: "Pin the version that mended it, or a later one.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.16
        RUN apk add --no-cache ‹openssl=3.0.5-r0›
        """),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN npm install --global ‹event-stream@3.3.6›
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN apk add --no-cache openssl=3.3.2-r0
        """)
    ],
    references: ["https://www.openssl.org/news/secadv/20221101.txt", "https://nvd.nist.gov/vuln/detail/CVE-2024-3094"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.packageRuns(of: PackagePrograms.system.union(PackagePrograms.languages)).flatMap { run in
      run.calls.filter { [.install, .upgrade].contains($0.operation.action) }.flatMap { call in
        call.operation.packages.compactMap { package in
          guard let hole = KnownHoles.hole(of: package, in: call.operation.manager.ecosystem) else { return nil }
          return run.finding(
            Self.info, message(package, hole), at: call, word: package.argument, in: file, isOfImage: false)
        }
      }
    }
  }

  private func message(_ package: PackageOperation.Package, _ hole: KnownHoles.Hole) -> String {
    "\(package.name) \(package.version ?? "") has \(hole.title); mended in \(hole.mended)"
  }
}
