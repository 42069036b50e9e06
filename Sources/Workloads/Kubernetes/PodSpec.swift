/// What a pod runs and with what.
package struct PodSpec: Sendable {
  /// nil where there is none.
  package let node: YAMLNode?
  /// Init containers first, in the order in which they start.
  package let containers: [Container]
  package let volumes: [Volume]
  /// How many containers start before those that serve together: they come first.
  private let starting: Int

  init(_ node: YAMLNode?) {
    self.node = node
    let context = node?["securityContext"]
    let containers = { (key: String, role: (YAMLNode) -> Container.Role) in
      (node?[key]?.items ?? []).map { Container($0, role: role($0), podContext: context) }
    }
    let starting = containers("initContainers") { $0["restartPolicy"]?.text == "Always" ? .sidecar : .initial }
    self.starting = starting.count
    self.containers =
      starting + containers("containers") { _ in .regular } + containers("ephemeralContainers") { _ in .ephemeral }
    volumes = (node?["volumes"]?.items ?? []).map(Volume.init)
  }

  /// When the turn of a container comes: 0 for the first init container, one and the same number for all that serve.
  package func turn(ofContainerAt index: Int) -> Int { min(index, starting) }

  /// Those that run while the pod serves.
  package var servingContainers: [Container] { containers.filter { $0.role == .regular || $0.role == .sidecar } }

  package var securityContext: YAMLNode? { node?["securityContext"] }

  package var restartPolicy: YAMLNode? { node?["restartPolicy"] }

  package var serviceAccountName: YAMLNode? { node?["serviceAccountName"] ?? node?["serviceAccount"] }

  package func flag(_ key: String) -> Bool? { node?[key]?.flag }

  /// Whether the pod asks for Windows, where many settings of Linux do not exist.
  package var isForWindows: Bool {
    node?["os", "name"]?.text == "windows" || node?["nodeSelector", "kubernetes.io/os"]?.text == "windows"
  }

  /// Seconds that its containers have to end.
  package var terminationGracePeriod: Int { node?["terminationGracePeriodSeconds"]?.integer ?? 30 }
}
