internal import Dockerfile
package import Linting
internal import Workloads

/// The heap that the program may grow to does not fit into the memory limit.
package struct HeapOverMemoryLimit: Rule {
  package static let info = RuleInfo(
    name: "heap-over-memory-limit", groups: ["kubernetes", "resources"], severity: .error,
    summary: "The heap that the program may grow to does not fit into the memory limit.",
    rationale: """
      The program collects no garbage before its heap is that large, and the kernel kills it at the limit: \
      OOMKilled, exit 137, under load. Above nine tenths of the limit the finding is a warning, since a process \
      needs more than its heap.
      """,
    help: """
      Set the heap to about three quarters of limits.memory, or raise the limit.
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
              resources:
                limits:
                  memory: ‹512Mi›
        """,
        image: """
          tag: shop/web:v1
          env: NODE_OPTIONS=--max-old-space-size=1024
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """)
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
              resources:
                limits:
                  memory: 2Gi
        """,
        image: """
          tag: shop/web:v1
          env: NODE_OPTIONS=--max-old-space-size=1024
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """)
    ],
    references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      // The limit of the pod bounds each of its containers.
      guard
        let node = launch.container.resource(.limits, "memory") ?? launch.pod.node?["resources", "limits", "memory"],
        let text = node.text,
        let quantity = try? Quantity(text), let limit = Int(exactly: quantity.nano / 1_000_000_000),
        let heap = HeapSetting(launch, limit: limit)
      else { return nil }
      guard limit > 0, Int128(heap.bytes) * 10 > Int128(limit) * 9 else { return nil }
      var finding = launch.finding(
        Self.info, .atRisk, certain: false, message(heap, text), at: node.range,
        origin: launch.origin(.env, "ENV may set it here"))
      if heap.bytes < limit { finding.highestSeverity = .warning }
      return finding
    }
  }
}

private func message(_ heap: HeapSetting, _ limit: String) -> String {
  "\(heap.source) lets the heap grow to \(ByteSize(heap.bytes).description), and the memory limit is \(limit)"
}
