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
  let dockerfiles = FindInputs(kind: .dockerfile).find([])
  guard !dockerfiles.isEmpty || !configurations.isEmpty else {
    throw .usage("nothing to write a project file for: found no Dockerfile in this directory or below it")
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
  files.insert((ProjectFile.name, projectText(dockerfiles.map(\.path), policy: policy)), at: 0)
  for (path, _) in files where ReadFile.exists(InputPath(path).absolute) {
    throw .usage("\(path) is there already: move it away first, or change it by hand")
  }
  return InitialProject(files: files, remarks: remarks)
}

private let importedPolicyName = "imgpolicy-policy.yaml"

private func projectText(_ dockerfiles: [InputPath], policy: String) -> String {
  var yaml = YAMLText()
  yaml.line("version: 1")
  guard !dockerfiles.isEmpty else {
    yaml.mapping("paths", [("**", policy)])
    return yaml.text
  }
  yaml.line("targets:")
  var names: Set<String> = []
  for path in dockerfiles {
    var name = targetName(of: path)
    var number = 2
    while !names.insert(name).inserted {
      name = "\(targetName(of: path))-\(number)"
      number += 1
    }
    yaml.line("  \(YAMLText.scalar(name)):")
    yaml.line("    dockerfile: \(YAMLText.scalar(path.display))")
    yaml.line("    context: \(YAMLText.scalar(path.directory.display))")
    yaml.line("    policy: \(policy)")
  }
  return yaml.text
}

/// The directory, or what stands beside `Dockerfile` in the name: `web/Dockerfile` is `web`, `Dockerfile.dev` is `dev`.
private func targetName(of path: InputPath) -> String {
  let parts = path.name.split(separator: ".").filter { !["dockerfile", "containerfile"].contains($0.lowercased()) }
  let directory = path.directory.display
  let place = directory == "." ? [] : [directory.split(separator: "/").last.map(String.init) ?? directory]
  let words = place + parts.map(String.init)
  return words.isEmpty ? "app" : words.joined(separator: "-")
}
