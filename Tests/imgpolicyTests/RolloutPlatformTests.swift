import Foundation
import TestSupport
import Testing

/// Pods that ask for a platform, and images for several of them.
@Suite struct RolloutPlatformTests {
  /// The archive of an image for some architectures.
  private static func archive(_ architectures: [String]) throws -> [UInt8] {
    let layer = try ImageListing(parsing: "layer: COPY . /\n  0755 0:0 bin/web 80kB\n").layers[0].tar()
    var layout = LayoutBuilder()
    let blob = layout.add(layer, type: LayoutBuilder.layerType)
    let name = #""annotations":{"io.containerd.image.name":"docker.io/shop/web:v1"}"#
    for architecture in architectures {
      layout.index.append(
        layout.addImage(
          user: "1001", platform: ("linux", architecture), layers: [blob], diffIDs: [sha256(layer)],
          further: #","platform":{"os":"linux","architecture":"\#(architecture)"},\#(name)"#))
    }
    return layout.archive
  }

  @Test(
    "Of one platform the pod crashes on another node; of several, the node finds none to pull",
    arguments: [
      (["amd64"], "s390x", "degraded", "CrashLoopBackOff"),
      (["amd64", "arm64"], "s390x", "degraded", "ImagePullBackOff"),
      (["amd64", "arm64"], "arm64", "no-finding", nil),
    ])
  func platforms(_ architectures: [String], _ wanted: String, _ verdict: String, _ reason: String?) throws {
    let project = try SampleProject()
    try project.directory.write(try Self.archive(architectures), to: "web.tar")
    try project.write(
      """
      apiVersion: v1
      kind: Pod
      metadata: { name: web }
      spec:
        nodeSelector: { kubernetes.io/arch: \(wanted) }
        containers: [{ name: web, image: "shop/web:v1", command: [/bin/web] }]
      """, to: "k8s.yaml")
    try project.write(
      "version: 1\ntargets: { web: { image: web.tar, workload: [k8s.yaml] } }\n", to: "imgpolicy.yaml")
    let outcome = try project.run("gate", "--format", "json")
    let workload = try #require(
      JSONDecoder().decode(RolloutOutput.self, from: Data(outcome.output)).workloads.first)
    #expect(workload.verdict == verdict)
    #expect(workload.blockers.map(\.reason) == (reason.map { [$0] } ?? []))
  }
}
