package import Linting

/// A project as its `imgpolicy.yaml` describes it. All paths are relative to that file.
package struct Project: Sendable {
  /// A policy that the project file names.
  package typealias PolicyReference = Policy.Reference

  /// Policies for what `check` finds without a target.
  package struct PathRule: Sendable {
    /// Over paths relative to the project file; a glob without `/` means file names at any depth.
    package var glob: NameOrPathGlob
    package var policies: [PolicyReference]
  }

  package var file: InputPath
  /// In the order of the file.
  package var targets: [Target] = []
  package var paths: [PathRule] = []
  /// The archives of base images, by `ImageReference.canonical`.
  package var bases: [String: InputPath] = [:]
  /// Never counted in this project, whatever its policies say.
  package var ignored: [RuleNames.Selector] = []

  /// The target that names `path` as its Dockerfile, image, workload or values.
  package func target(naming path: InputPath) -> Target? { targets.first { $0.inputs.contains(path) } }

  /// The policies of the first glob that `path` matches.
  package func policies(for path: InputPath) -> [PolicyReference]? {
    guard let relative = path.relative(to: file.directory) else { return nil }
    return paths.first { $0.glob.matches(relative) }?.policies
  }
}

/// One thing that is built, shipped and judged as a whole.
package struct Target: Sendable {
  /// A built image; one that is not required is judged when it is there.
  package struct Image: Sendable, Hashable {
    package var path: InputPath
    package var isRequired: Bool
  }

  package var name: String
  package var place: Place
  package var dockerfile: InputPath?
  /// The build context; nil when the target does not say.
  package var context: InputPath?
  package var image: Image?
  /// Rendered Kubernetes manifests.
  package var workload: [InputPath] = []
  /// Helm values.
  package var values: [InputPath] = []
  /// Empty when the target does not say.
  package var policies: [Project.PolicyReference] = []

  package var inputs: [InputPath] { [dockerfile, image?.path].compactMap { $0 } + workload + values }
}

/// Where the project file lies.
package enum ProjectFile {
  package static let name = "imgpolicy.yaml"

  /// The nearest project file in `directory` or above it.
  package static func find(upwardFrom directory: InputPath) -> InputPath? {
    var current = directory
    while true {
      let candidate = current.appending(name)
      if ReadFile.isRegularFile(candidate.absolute) { return candidate }
      let parent = current.directory
      guard parent != current else { return nil }
      current = parent
    }
  }

  /// Reads a project file.
  package static func read(_ path: InputPath, names: RuleNames) throws(PolicyError) -> Project {
    let bytes: [UInt8]
    do throws(InputError) {
      bytes = try ReadFile.bytes(at: path.absolute)
    } catch {
      throw PolicyError(path.display, "this project file cannot be read: \(error.message)")
    }
    return try Project.decode(bytes, file: path, names: names)
  }
}
