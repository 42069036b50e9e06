package import Dockerfile
package import Linting

/// Python packages that pip installs in whatever version the index has that day.
package struct UnpinnedPipPackage: Rule {
  package static let info = RuleInfo(
    name: "unpinned-pip-package",
    aliases: ["DL3013"],
    groups: ["pinning", "reproducibility"], severity: .info,
    summary: "pip install names a package without an exact version.",
    rationale: """
      Without a version each build may bring another one: yesterday's image cannot be built again, and a fault that a new
      release brings is found in production. Ignore it for pip, setuptools and wheel themselves,
      where the newest is what you want.
      """,
    help:
      "Write name==version, or install from a requirements file in which each version is fixed (pip-compile, uv pip compile).",
    bad: [
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        RUN pip install --no-cache-dir ‹fastapi› uvicorn==0.34.0
        """),
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        RUN python -m pip install --no-cache-dir ‹'flask>=3'›
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        RUN pip install --no-cache-dir fastapi==0.115.6 'uvicorn[standard]==0.34.0'
        """),
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        RUN pip install --no-cache-dir -r requirements.txt && pip install -c constraints.txt fastapi
        """),
    ],
    deviations: .ofCommands("DL3013") + .ofEachCommand("DL3013") + [
      RuleInfo.Deviation(
        "DL3013",
        """
        hadolint takes the values of some options for packages, as in `--timeout 60`; here pip's own list of \
        options decides, for `--requirement=FILE` too.
        """),
      RuleInfo.Deviation(
        "DL3013",
        "hadolint takes a file that ends in .zip for a name; here it is one version of the package, as is a wheel."),
      RuleInfo.Deviation(
        "DL3013",
        """
        hadolint wants -m pip install side by side; here `python -m pip -q install` is pip, too.
        """),
      RuleInfo.Deviation(
        "DL3013",
        """
        hadolint takes pipx for pip, and a range such as >=1 for a version. Here pipx is judged by \
        unpinned-tool-package, and a range is a finding without the code.
        """),
      RuleInfo.Deviation(
        "DL3013",
        """
        hadolint takes a variable for a package without a version. Here its value is used where the file tells it; what it does not \
        tell is a finding under the code alone.
        """),
    ],
    references: ["https://pip.pypa.io/en/stable/topics/repeatable-installs/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    PinDemand(
      covers: { $0.manager.name == "pip" && $0.subcommand == "install" },
      isLoose: { package, operation in
        guard operation.constraintFiles.isEmpty else { return false }
        return (package.kind == .named && package.pin != .exact) || package.isMovingRepository
          || package.isUnpinnedRepository
      },
      peer: PinDemand.Peer(
        alias: "DL3013", isLoose: { package, _ in package.isUnversioned || package.isMovingRepository },
        covers: { operation in
          operation.constraintFiles.isEmpty && operation.requirementFiles.isEmpty
            && !operation.packages.contains { $0.text == "." }
        })
    ).findings(Self.info, in: file)
  }
}
