internal import Dockerfile
internal import Linting

/// The code for browsers that a Dockerfile builds into its image.
struct BrowserBundle {
  enum Value {
    /// The build gets no such variable.
    case absent
    case unknown
    /// Whether only the file says so, where a build argument may not change it; with the place where it is set.
    case known(String, isCertain: Bool, Finding.Note)
  }

  private let file: BuildModel

  /// nil when the Dockerfile is not known, or builds nothing with the tools of front ends.
  init?(_ launch: Launch) {
    guard let file = launch.build?.dockerfile else { return nil }
    let builds = file.reachableStages.contains { index in
      file.stages[index].runs.flatMap(\.commands).contains { Self.builders.contains($0.name.text) && $0.has("build") }
    }
    guard builds else { return nil }
    self.file = file
  }

  /// What the build gets for a name.
  func value(of name: String) -> Value {
    var result = Value.absent
    for index in file.reachableStages.sorted() {
      for definition in file.stages[index].definitions where definition.expandedName == name {
        guard let value = definition.newValue else {
          result = .unknown
          continue
        }
        let place = file.syntax.place(of: definition.instruction)
        let isCertain = if case .known = value { true } else { false }
        result = .known(
          value.text, isCertain: isCertain, Finding.Note("the build gets it here", path: file.source.path, place: place)
        )
      }
    }
    return result
  }

  /// The variables that it inlines and the Dockerfile sets, sorted.
  var names: [String] {
    let all = file.reachableStages.flatMap { file.stages[$0].definitions.map(\.expandedName) }
    return Set(all.filter(Self.inlines)).sorted()
  }

  /// Whether bundlers write the variable into the code for browsers.
  static func inlines(_ name: String) -> Bool { prefixes.contains(where: name.hasPrefix) }

  /// The variables of a pod that bundlers write into the code for browsers. Nobody reads of a hundred of one object.
  static func inlined(of variables: PodVariables) -> [PodVariables.Variable] {
    variables.variables(withPrefixes: prefixes, atMost: 100)
  }

  /// Whether a value only marks the place that a start script fills in.
  static func isPlaceholder(_ value: String, for name: String) -> Bool {
    value.contains(name) || value.lowercased().contains("placeholder")
  }

  private static let prefixes = [
    "NEXT_PUBLIC_", "VITE_", "REACT_APP_", "GATSBY_", "VUE_APP_", "EXPO_PUBLIC_", "STORYBOOK_",
  ]

  /// With which the names begin that it inlines.
  static let firstLetters = Set(prefixes.compactMap(\.utf8.first))

  private static let builders: Set = ["npm", "yarn", "pnpm", "npx", "bun", "next", "vite", "react-scripts", "gatsby"]
}
