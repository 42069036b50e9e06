internal import Linting
internal import Rules

/// What `imgpolicy init` writes.
package struct InitialProject: Sendable {
  /// Paths relative to the working directory, with their texts; none of them is there yet.
  package var files: [(path: String, text: String)]
  /// What is to be told, a line each: what was found, and what of another tool's configuration has no equal.
  package var remarks: [String]
}

/// The project file for what lies in the working directory; with `configurations` of other tools, a policy that takes them
/// over too.
package func initialProject(from configurations: [String]) throws(RunError) -> InitialProject {
  let draft = ProjectDraft(FindInputs().find([]).filter { $0.error == nil })
  guard !draft.targets.isEmpty || !configurations.isEmpty else {
    throw .usage(
      "nothing to write a project file for: found no Dockerfile, no manifest and no chart in this directory or below it"
    )
  }
  var files: [(path: String, text: String)] = []
  var remarks: [String] = []
  if !configurations.isEmpty {
    var policy = ImportedPolicy()
    let reader = ImportConfiguration(names: RuleNames(Catalog().infos))
    for path in configurations { try reader.take(path, into: &policy) }
    files.append((importedPolicyName, policy.text))
    remarks = policy.remarks
  }
  let policy = configurations.isEmpty ? "default" : importedPolicyName
  files.insert((ProjectFile.name, draft.text(policy: policy)), at: 0)
  for (path, _) in files where ReadFile.exists(InputPath(path).absolute) {
    throw .usage("\(path) is there already: move it away first, or change it by hand")
  }
  return InitialProject(files: files, remarks: remarks)
}

private let importedPolicyName = "imgpolicy-policy.yaml"
