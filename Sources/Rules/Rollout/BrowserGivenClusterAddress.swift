internal import Images
package import Linting
internal import Workloads

/// The code for browsers gets an address that only the cluster can resolve.
package struct BrowserGivenClusterAddress: Rule {
  package static let info = RuleInfo(
    name: "browser-given-cluster-address", groups: ["correctness", "kubernetes"], severity: .error,
    summary: "The code for browsers gets an address that only the cluster can resolve.",
    rationale: """
      Names of Services exist in the DNS of the cluster and nowhere else. A browser that is sent to todo-backend- \
      svc:8000 finds no such host.
      """,
    help: """
      Use a path on the host that serves the page, or the address of an Ingress.
      """,
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:v1
              env:
                - name: ‹VITE_API_URL›
                  value: http://api.shop.svc.cluster.local:8000
        """,
        dockerfile: """
          FROM node:20
          ARG VITE_API_URL
          RUN npm run build
          """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: ‹shop/web:v1›
        """,
        dockerfile: """
          FROM node:20
          ARG VITE_API_URL=http://api.shop.svc:8000
          RUN npm run build
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:v1
              env:
                - name: VITE_API_URL
                  value: https://api.example.com
        """,
        dockerfile: """
          FROM node:20
          ARG VITE_API_URL
          RUN npm run build
          """)
    ],
    references: ["https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    let services = rollout.manifest.bundle
    return rollout.launches.flatMap { launch -> [Finding] in
      let bundle = BrowserBundle(launch)
      // What a Dockerfile builds that is known, and is nothing for browsers, does not concern them.
      guard bundle != nil || launch.build?.dockerfile == nil else { return [] }
      let given = BrowserBundle.inlined(of: launch.environment.pod).compactMap { variable -> Finding? in
        guard let host = clusterHost(variable.value, services) else { return nil }
        return finding(variable.name, host, variable.range, launch, [])
      }
      guard given.isEmpty, let bundle else { return given }
      return bundle.names.compactMap { name in
        guard case .known(let value, _, let place) = bundle.value(of: name), let host = clusterHost(value, services)
        else {
          return nil
        }
        return finding(name, host, launch.imageRange, launch, [place])
      }
    }
  }

  private func finding(
    _ name: String, _ host: String, _ range: Range<Int>, _ launch: Launch, _ origin: [Finding.Note]
  ) -> Finding {
    launch.finding(
      Self.info, .useless, "\(name) sends browsers to \(host), which only the cluster can resolve", at: range,
      origin: origin)
  }

  /// How people call Services, where none of that name is among the manifests.
  private static let serviceEndings = ["-svc", "-service"]

  /// The host of an address, when it is one of the cluster.
  private func clusterHost(_ value: String?, _ services: Bundle) -> String? {
    guard let value, let scheme = value.firstRange(of: "://") else { return nil }
    let host = String(value[scheme.upperBound...].prefix { !"/:?#".contains($0) })
    let labels = host.split(separator: ".")
    let isLocal = host.hasSuffix(".svc.cluster.local") || host.hasSuffix(".svc")
    let isService = labels.count <= 2 && labels.first.map { services.hasService(named: String($0)) } == true
    return isLocal || isService || labels.count == 1 && Self.serviceEndings.contains(where: host.hasSuffix) ? host : nil
  }
}
