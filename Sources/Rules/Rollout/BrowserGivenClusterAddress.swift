internal import Dockerfile
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
      svc:8000 finds no such host. Where the code for browsers in the image is known, it tells: an address in it counts wherever it \
      comes from, and a variable whose address is not in it is but a remark.
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
        image: """
          tag: shop/web:v1
          layer: COPY dist /usr/share/nginx/html
            0644 0:0 usr/share/nginx/html/assets/index.js "fetch('http://todo-backend-svc:8000/todos')"
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
    wants: BrowserCode.wants,
    references: ["https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    let services = rollout.manifest.bundle
    return rollout.launches.flatMap { launch -> [Finding] in
      let given = given(launch, services)
      // One place to mend is enough to be told of an address.
      let told = Set(given.filter(\.isReached).map(\.host))
      let built = built(launch, services).filter { !told.contains($0.host) }
      return (given + built).map { finding($0, launch) }
    }
  }

  /// An address of the cluster.
  private struct Given {
    /// The variable that has it; nil for the code itself.
    var name: String?
    var host: String
    var range: Range<Int>
    var origin: [Finding.Note] = []
    /// Whether browsers may get it.
    var isReached = true
  }

  /// By the pod.
  private func given(_ launch: Launch, _ services: Bundle) -> [Given] {
    let code = launch.build?.browserCode
    // What a Dockerfile builds that is known, and is nothing for browsers, does not concern them.
    guard BrowserBundle(launch) != nil || code != nil || launch.build?.dockerfile == nil else { return [] }
    return BrowserBundle.inlined(of: launch.environment.pod).compactMap { variable in
      guard let value = variable.value, let host = clusterHost(value, services) else { return nil }
      let isReached = code.map { !$0.lacks(value) || $0.asksAtRunTime(for: variable.name) } ?? true
      return Given(name: variable.name, host: host, range: variable.range, isReached: isReached)
    }
  }

  /// By the build: what its variables say, where the image is not known or has it in the code, and what the code itself has.
  private func built(_ launch: Launch, _ services: Bundle) -> [Given] {
    let code = launch.build?.browserCode
    var found: [Given] = []
    if let bundle = BrowserBundle(launch) {
      found = bundle.names.compactMap { name in
        guard case .known(let value, _, let place) = bundle.value(of: name), let host = clusterHost(value, services),
          code?.lacks(value) != true
        else { return nil }
        return Given(name: name, host: host, range: launch.imageRange, origin: [place])
      }
    }
    var told = Set(found.map(\.host))
    for address in code?.addresses ?? [] {
      guard let host = clusterHost(address.text, services), told.insert(host).inserted else { continue }
      let origin = launch.origin(of: address.file, "/\(address.file.displayPath) has \(address.text)")
      found.append(Given(host: host, range: launch.imageRange, origin: origin))
    }
    return found
  }

  private func finding(_ given: Given, _ launch: Launch) -> Finding {
    let subject = given.name ?? "the code in the image"
    guard given.isReached else {
      var finding = launch.remark(
        Self.info, message(subject, given.host), at: given.range, origin: given.origin)
      finding.highestSeverity = .info
      return finding
    }
    return launch.finding(
      Self.info, .useless, "\(subject) sends browsers to \(given.host), which only the cluster can resolve",
      at: given.range, origin: given.origin)
  }

  /// How people call Services, where none of that name is among the manifests.
  private static let serviceEndings = ["-svc", "-service"]

  /// The host of an address, when it is one of the cluster.
  private func clusterHost(_ address: String, _ services: Bundle) -> String? {
    guard let host = WebAddress(address)?.host else { return nil }
    let labels = host.split(separator: ".")
    let isLocal = host.hasSuffix(".svc.cluster.local") || host.hasSuffix(".svc")
    let isService = labels.count <= 2 && labels.first.map { services.hasService(named: String($0)) } == true
    return isLocal || isService || labels.count == 1 && Self.serviceEndings.contains(where: host.hasSuffix) ? host : nil
  }
}

private func message(_ name: String, _ host: String) -> String {
  "gives \(name) the host \(host), which only the cluster can resolve; the code for browsers does not have it, so that the "
    + "server alone may use it"
}
