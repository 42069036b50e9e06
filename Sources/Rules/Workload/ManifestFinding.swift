internal import Linting
internal import Workloads

extension Manifest {
  /// A finding at a byte range of the file.
  func finding(
    _ info: RuleInfo, _ message: String, at range: Range<Int>, aliases: [String]? = nil, help: String? = nil
  ) -> Finding {
    Finding(info, message, at: source.place(of: range), aliases: aliases, help: help)
  }

  /// A finding about what keeps the pods of an object in a state.
  func finding(
    _ info: RuleInfo, _ message: String, at range: Range<Int>, keeping object: KubernetesObject, in state: PodState,
    aliases: [String]? = nil, help: String? = nil
  ) -> Finding {
    var finding = finding(info, message, at: range, aliases: aliases, help: help)
    finding.effect = RolloutEffect(workload: object.start, state: state)
    return finding
  }

  /// A note at a byte range of an object, which may stand in another file.
  func note(_ message: String, at range: Range<Int>, of object: KubernetesObject) -> Finding.Note {
    let isHere = object.source.path == source.path
    return Finding.Note(message, path: isHere ? nil : object.source.path, place: object.source.place(of: range))
  }

  /// A fix that writes another text in the place of a scalar.
  func fix(_ applicability: Fix.Applicability, writing text: String, at range: Range<Int>) -> Fix {
    Fix(applicability, edits: [Fix.Edit(place: source.place(of: range), text: text)])
  }

  /// A fix that a person should look at: a value at the end of a way of keys below a mapping. nil where that is no small edit.
  func fix(setting path: String..., to value: YAMLInsertion, in mapping: YAMLNode) -> Fix? {
    Fix(.unsafe, all: [EditYAML(source).set(path, to: value, in: mapping)])
  }

  /// All containers of the file, each with the workload that runs it.
  var containers: [PlacedContainer] {
    workloads.flatMap { workload in
      workload.pod.spec.containers.enumerated().map { index, container in
        PlacedContainer(
          workload: workload, container: container, turn: workload.pod.spec.turn(ofContainerAt: index))
      }
    }
  }
}

/// Names for a message, each once, in the order in which they come; of very many only the first ones, and how many more.
func listOnce(_ names: some Sequence<String>) -> String {
  var seen: Set<String> = []
  let each = names.filter { seen.insert($0).inserted }
  let shown = each.prefix(8).joined(separator: ", ")
  return each.count > 8 ? "\(shown) and \(each.count - 8) more" : shown
}

extension Manifest {
  /// The containers that have an image. One without is a patch over another file, as kustomize has them: what it does not say,
  /// the other may.
  var completeContainers: [PlacedContainer] { containers.filter { $0.container.image != nil } }
}

/// A container and the workload that runs it.
struct PlacedContainer {
  let workload: Workload
  let container: Container
  /// When its turn comes: 0 for the first init container, one and the same number for all that serve.
  let turn: Int

  /// How messages call it: `container web of Deployment/shop`.
  var title: String { "\(role) \(container.name) of \(workload.object.title)" }

  private var role: String {
    switch container.role {
    case .initial: "init container"
    case .sidecar: "sidecar"
    case .regular: "container"
    case .ephemeral: "ephemeral container"
    }
  }
}
