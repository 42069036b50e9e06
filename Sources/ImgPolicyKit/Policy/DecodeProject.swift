internal import Linting

extension Project {
  /// Reads the text of a project file that lies at `file`.
  package static func decode(_ bytes: [UInt8], file: InputPath, names: RuleNames) throws(PolicyError) -> Project {
    let root = try ReadYAML.root(of: bytes, path: file.display)
    var context = DecodeContext(source: file.display, names: names)
    var project = Project(file: file)
    root.decode(into: &project, by: keys, &context)
    if case .mapping(let entries) = root.content, !entries.contains(where: { $0.key == "version" }) {
      context.fault(root.place, "`version` is missing: expected `version: 1`")
    }
    try context.finish()
    return project
  }

  static let keys = KeyTable<Project>(
    decoders: [
      ("version", { decodeVersion($1, &$2) }),
      ("targets", { $0.decodeTargets($1, &$2) }),
      ("paths", { $0.decodePaths($1, &$2) }),
      ("bases", { $0.decodeBases($1, &$2) }),
      ("ignore", { $0.decodeIgnored($1, &$2) }),
    ],
    elsewhere: [
      (
        Policy.keys.keys,
        "a policy file, which `policy` of a target, a glob under `paths` or --policy names by its path"
      )
    ])

  private static func decodeVersion(_ node: ConfigNode, _ context: inout DecodeContext) {
    guard let text = node.text(&context, expected: "1"), text != "1" else { return }
    context.fault(node.place, "version `\(text)` of the project file is unknown: expected `version: 1`")
  }

  private mutating func decodeTargets(_ node: ConfigNode, _ context: inout DecodeContext) {
    for entry in node.entries(&context, expected: "a mapping of target names to targets") ?? [] {
      var draft = Target.Draft(base: file.directory, target: Target(name: entry.key, place: entry.place))
      let before = context.faults.count
      entry.value.decode(into: &draft, by: Target.Draft.keys, &context)
      let isReadable = context.faults.count == before
      if entry.key.isEmpty { context.fault(entry.place, "a target has no name: expected one before the colon") }
      if isReadable, draft.target.inputs.isEmpty, case .mapping = entry.value.content {
        context.fault(
          entry.place,
          "the target `\(entry.key)` names nothing to judge: expected `dockerfile`, `image`, `workload` or `values`")
      }
      targets.append(draft.target)
    }
  }

  private mutating func decodePaths(_ node: ConfigNode, _ context: inout DecodeContext) {
    for entry in node.entries(&context, expected: "a mapping of globs to policies") ?? [] {
      let key = ConfigNode(content: .scalar(entry.key), place: entry.place, keyPath: "paths")
      let expected = "a glob over paths below this file, such as docker/**"
      guard let policies = Self.policies(entry.value, &context),
        let glob = key.pathGlob(&context, expected: expected)
      else { continue }
      if entry.key.split(separator: "/").contains("..") {
        context.fault(entry.place, "`paths` has `\(entry.key)`: expected \(expected)")
      }
      paths.append(PathRule(glob: glob, policies: policies))
    }
  }

  private mutating func decodeBases(_ node: ConfigNode, _ context: inout DecodeContext) {
    for entry in node.entries(&context, expected: "a mapping of base images to archives") ?? [] {
      guard let path = entry.value.text(&context, expected: "the path of an archive") else { continue }
      do throws(ImageReference.ParseError) {
        let name = try ImageReference.parse(entry.key).canonical
        if bases.updateValue(file.directory.appending(path), forKey: name) != nil {
          context.fault(entry.place, "`\(entry.key)` names a base image that `bases` has already, as \(name)")
        }
      } catch {
        context.fault(entry.place, "`\(entry.key)` is no image reference: \(error.message)")
      }
    }
  }

  private mutating func decodeIgnored(_ node: ConfigNode, _ context: inout DecodeContext) {
    for (text, place) in node.names(&context, expected: "a list of rules, aliases and groups") ?? [] {
      if let selector = context.names.selector(text) {
        ignored.append(selector)
      } else {
        context.fault(place, context.names.unknown(text))
      }
    }
  }

  fileprivate static func policies(_ node: ConfigNode, _ context: inout DecodeContext) -> [PolicyReference]? {
    node.names(&context, expected: "the name of a policy, the path of one, or a list of them")?
      .map { PolicyReference(text: $0.text, place: $0.place) }
  }
}

extension Target {
  /// The keys of a target.
  static var keyNames: [String] { Draft.keys.keys }
  /// The keys of its image.
  static var imageKeyNames: [String] { Draft.imageKeyNames }

  /// A target while it is read, with the directory that its paths are relative to.
  fileprivate struct Draft {
    let base: InputPath
    var target: Target

    static let keys = KeyTable<Draft>(decoders: [
      ("dockerfile", { $0.target.dockerfile = $0.path($1, &$2) }),
      ("context", { $0.target.context = $0.path($1, &$2) }),
      ("image", { $0.target.image = $0.image($1, &$2) }),
      ("workload", { $0.target.workload = $0.paths($1, &$2) }),
      ("values", { $0.target.values = $0.paths($1, &$2) }),
      ("policy", { $0.target.policies = Project.policies($1, &$2) ?? [] }),
    ])

    private func path(_ node: ConfigNode, _ context: inout DecodeContext) -> InputPath? {
      node.text(&context, expected: "a path").map(base.appending)
    }

    private func paths(_ node: ConfigNode, _ context: inout DecodeContext) -> [InputPath] {
      (node.names(&context, expected: "a path or a list of paths") ?? []).map { base.appending($0.text) }
    }

    private func image(_ node: ConfigNode, _ context: inout DecodeContext) -> Image? {
      guard case .mapping(let entries) = node.content else {
        return path(node, &context).map { Image(path: $0, isRequired: false) }
      }
      var draft = ImageDraft(base: self)
      node.decode(into: &draft, by: ImageDraft.keys, &context)
      if !entries.contains(where: { $0.key == "path" }) {
        context.fault(node.place, "\(node.name) has no `path`: expected `{ path: app.tar, required: true }`")
      }
      return draft.path.map { Image(path: $0, isRequired: draft.isRequired) }
    }

    static var imageKeyNames: [String] { ImageDraft.keys.keys }

    private struct ImageDraft {
      let base: Draft
      var path: InputPath?
      var isRequired = false

      static let keys = KeyTable<ImageDraft>(decoders: [
        ("path", { $0.path = $0.base.path($1, &$2) }),
        ("required", { $0.isRequired = $1.flag(&$2) ?? false }),
      ])
    }
  }
}
