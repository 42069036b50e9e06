internal import Linting
internal import Workloads

/// What a container must ask for, or be held to.
struct ResourceDemand {
  /// One of these must be given: what comes first is what a message demands.
  var bounds: [Container.ResourceBound]
  var resource: String

  /// The containers that do not have it, each with the place of an amount of zero where there is one. Where a LimitRange is
  /// deployed along, it gives what is missing; a pod may give it for all of its containers.
  func lacking(in manifest: Manifest) -> [(placed: PlacedContainer, zero: YAMLNode?)] {
    guard manifest.bundle.objects(ofKind: "LimitRange").isEmpty else { return [] }
    return manifest.completeContainers.filter { $0.container.role != .ephemeral }.compactMap { placed in
      let own = bounds.compactMap { placed.container.resource($0, resource) }
      let podWide = bounds.compactMap { placed.workload.pod.spec.node?["resources", $0.rawValue, resource] }
      let given = own + podWide
      guard given.allSatisfy(\.isZeroAmount) else { return nil }
      return (placed, own.first)
    }
  }
}

extension YAMLNode {
  /// The amount that a scalar stands for; nil for what is none.
  var quantity: Quantity? { quantityText.flatMap { try? Quantity($0) } }

  /// The text of an amount as Kubernetes gets it: a number without quotes has lost its spelling by then.
  var quantityText: String? { integer.map(String.init) ?? text }

  fileprivate var isZeroAmount: Bool { quantity?.isZero ?? false }
}
