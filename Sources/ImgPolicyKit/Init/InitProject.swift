internal import Linting
internal import Rules

/// What `imgpolicy init` writes.
package struct InitialProject: Sendable {
  /// Paths relative to the working directory, with their texts; none of them is there yet.
  package var files: [(path: String, text: String)]
  /// What of another tool's configuration has no equal, a line each.
  package var remarks: [String]
  /// What else changes by the new files, a line each.
  package var notes: [String] = []
}

/// The project file for what lies in the working directory; with `configurations` of other tools, a policy that takes them
/// over too.
///
/// - Parameter environment: tells where hadolint's configuration may lie.
package func initialProject(
  from configurations: [String], environment: [String: String] = [:]
) throws(RunError) -> InitialProject {
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
    let reader = ImportConfiguration(Catalog())
    for path in configurations { try reader.take(path, into: &policy) }
    files.append((importedPolicyName, policy.text))
    remarks = policy.remarks
  }
  let policy = configurations.isEmpty ? "default" : importedPolicyName
  files.insert((ProjectFile.name, draft.text(policy: policy)), at: 0)
  for (path, _) in files where ReadFile.exists(InputPath(path).absolute) {
    throw .usage("\(path) is there already: move it away first, or change it by hand")
  }
  let notes = replacedConfiguration(configurations, environment).map { [$0] } ?? []
  return InitialProject(files: files, remarks: remarks, notes: notes)
}

/// What is to be said of a configuration of hadolint that counted until now and is not taken over; nil without one.
private func replacedConfiguration(_ taken: [String], _ environment: [String: String]) -> String? {
  guard let file = HadolintSource.file(for: InputPath("."), environment: environment),
    !taken.contains(where: { InputPath($0) == file })
  else { return nil }
  let name = ProjectFile.name
  return "\(file.display) does not count any more beside \(name): to keep what it says, remove \(name) and run "
    + "`imgpolicy init --from \(file.display)`"
}

private let importedPolicyName = "imgpolicy-policy.yaml"
