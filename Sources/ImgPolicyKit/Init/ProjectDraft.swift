internal import Linting

/// The targets of a new project file: each Dockerfile is one, and so is what is deployed, by its directory.
struct ProjectDraft {
  struct Target {
    var name: String
    var dockerfile: InputPath?
    var workload: [InputPath] = []
    var values: [InputPath] = []
  }

  private(set) var targets: [Target] = []

  /// `found` are readable files, in the order of their paths.
  init(_ found: [FoundInput]) {
    var names = TargetNames()
    let paths = Dictionary(grouping: found, by: \.kind).mapValues { $0.map(\.path) }
    for path in paths[.dockerfile] ?? [] {
      targets.append(Target(name: names.name(for: path), dockerfile: path))
    }
    let manifests = Self.byDirectory(paths[.kubernetes] ?? [])
    let charts = Self.byDirectory(paths[.values] ?? [])
    // What is deployed of the only thing that is built belongs to it.
    let isSingle = targets.count == 1 && manifests.count < 2 && charts.count < 2
    for (directory, files) in manifests {
      add(files, to: \.workload, of: isSingle ? nil : names.name(of: directory, else: "manifests"))
    }
    for (directory, files) in charts {
      add(files, to: \.values, of: isSingle ? nil : names.name(of: directory, else: "chart"))
    }
  }

  private mutating func add(_ files: [InputPath], to list: WritableKeyPath<Target, [InputPath]>, of name: String?) {
    if let name { targets.append(Target(name: name)) }
    targets[targets.count - 1][keyPath: list] = files
  }

  private static func byDirectory(_ files: [InputPath]) -> [(InputPath, [InputPath])] {
    Dictionary(grouping: files, by: \.directory).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The project file. Without a target it says which policy judges all.
  func text(policy: String) -> String {
    var yaml = YAMLText()
    yaml.line("version: 1")
    guard !targets.isEmpty else {
      yaml.mapping("paths", [("**", policy)])
      return yaml.text
    }
    yaml.line("targets:")
    for target in targets {
      yaml.line("  \(YAMLText.scalar(target.name)):")
      if let path = target.dockerfile {
        yaml.line("    dockerfile: \(YAMLText.scalar(path.display))")
        yaml.line("    context: \(YAMLText.scalar(path.directory.display))")
      }
      for (key, files) in [("workload", target.workload), ("values", target.values)] where !files.isEmpty {
        yaml.line("    \(key): \(YAMLText.list(files.map(\.display)))")
      }
      yaml.line("    policy: \(policy)")
    }
    return yaml.text
  }
}

/// Gives each target a name of its own.
private struct TargetNames {
  private var given: Set<String> = []

  /// The directory, or what stands beside `Dockerfile` in the name: `web/Dockerfile` is `web`, `Dockerfile.dev` is `dev`.
  mutating func name(for dockerfile: InputPath) -> String {
    let parts = dockerfile.name.split(separator: ".").filter {
      !["dockerfile", "containerfile"].contains($0.lowercased())
    }
    let words = [lastPart(of: dockerfile.directory)].compactMap { $0 } + parts.map(String.init)
    return distinct(words.isEmpty ? "app" : words.joined(separator: "-"))
  }

  mutating func name(of directory: InputPath, else name: String) -> String {
    distinct(lastPart(of: directory) ?? name)
  }

  /// nil for the working directory itself.
  private func lastPart(of directory: InputPath) -> String? { directory.display == "." ? nil : directory.name }

  private mutating func distinct(_ name: String) -> String {
    var (result, number) = (name, 2)
    while !given.insert(result).inserted {
      result = "\(name)-\(number)"
      number += 1
    }
    return result
  }
}
