package import Dockerfile
package import Linting

/// Node.js packages that npm installs in whatever version the registry has that day.
package struct UnpinnedNpmPackage: Rule {
  package static let info = RuleInfo(
    name: "unpinned-npm-package",
    aliases: ["DL3016"],
    groups: ["pinning", "reproducibility"], severity: .info,
    summary: "npm install names a package without a version, or by a tag that moves.",
    rationale: """
      Without a version each build may bring another one: yesterday's image cannot be built again, and a fault that a new
      release brings is found in production. The lock file holds only
      what the project itself depends on, not what a RUN adds.
      """,
    help: "Write name@version with the version in full, or add the package to the project and use npm ci.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN npm install -g ‹typescript›
        """),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN npm i -g ‹npm@latest›
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN npm install -g typescript@5.7.2 @angular/cli@19.0.6
        """),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY package.json package-lock.json ./
        RUN npm ci
        """),
    ],
    deviations: .ofCommands("DL3016") + .ofEachCommand("DL3016") + [
      RuleInfo.Deviation(
        "DL3016",
        """
        hadolint takes the values of some options for packages, as in `--prefix frontend`; here npm's own list of \
        options decides.
        """),
      RuleInfo.Deviation(
        "DL3016",
        """
        hadolint takes name@latest for a fixed version, `file:x` for a name, and knows `npm install` only. Here every spelling of install counts, and a tag
        that moves is a finding without the code.
        """),
      RuleInfo.Deviation(
        "DL3016",
        """
        hadolint takes a variable for a package without a version. Here its value is used where the file tells it; what it does not \
        tell is a finding under the code alone.
        """),
    ],
    references: ["https://docs.npmjs.com/cli/v10/commands/npm-install"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    PinDemand(
      covers: { $0.manager.name == "npm" && $0.action == .install },
      isLoose: { package, _ in package.isMoving || (package.isMovingAddress && !package.isArchive) },
      peer: PinDemand.Peer(
        alias: "DL3016",
        isLoose: { package, _ in package.isUnversioned || (package.isMovingAddress && !package.isArchive) },
        covers: { $0.subcommand == "install" && $0.line.leadingUnknowns.isEmpty })
    ).findings(Self.info, in: file)
  }
}
