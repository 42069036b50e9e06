import ImgPolicyKit
import Rules
import Testing

@Suite struct BaselineReportTests {
  private static let image =
    #"{"name": "a:v1", "platform": "linux/amd64", "size": {"unpacked": 7}, "layers": [{"unpacked": 7, "createdBy": "COPY"}]}"#

  private func baseline(_ text: String) throws -> Baseline { try Baseline(report: Array(text.utf8)) }

  @Test("The images of a report are known by target, name and platform")
  func images() throws {
    let baseline = try baseline(
      #"{"version": 1, "inputs": [{"path": "Dockerfile"}, {"target": "web", "error": null, "image": \#(Self.image)}]}"#)
    #expect(baseline.images.map(\.identity) == [ImageIdentity(target: "web", name: "a:v1", platform: "linux/amd64")])
    #expect(
      baseline.images.map(\.sizes) == [ImageBaseline(unpacked: 7, layers: [.init(createdBy: "COPY", unpacked: 7)])])
  }

  @Test("What this program writes can be read again")
  func roundTrip() throws {
    let report = ReportFormat.json.render(SampleReport.complete, style: TextStyle())
    let read = try Baseline(report: report).images
    let written = SampleReport.complete.inputs.filter { $0.error == nil }.compactMap(\.image)
    #expect(written.count > 0)
    #expect(read.map(\.sizes.unpacked) == written.map(\.size.unpacked))
    #expect(read.map { $0.sizes.layers.map(\.unpacked) } == written.map { $0.layers.map(\.unpacked) })
  }

  @Test(
    "What is no report, or has no image to believe, says so",
    arguments: [
      (#"{"#, "JSON"), (#"[]"#, "no JSON report of imgpolicy, version 1"),
      (#"{"version": 2, "inputs": []}"#, "version 1"), (#"{"version": 1}"#, "version 1"),
      (#"{"version": 1, "inputs": []}"#, "no image that was read"),
      (#"{"version": 1, "inputs": [{"image": {"size": {}}}]}"#, "without sizes"),
      (#"{"version": 1, "inputs": [{"image": {"size": {"unpacked": -1}, "layers": []}}]}"#, "without sizes"),
      (#"{"version": 1, "inputs": [{"error": {"kind": "x"}, "image": \#(image)}]}"#, "no image that was read"),
    ])
  func malformed(_ text: String, _ says: String) throws {
    let error = #expect(throws: InputError.self) { try baseline(text) }
    #expect(error?.message.contains(says) == true, "\(error?.message ?? "")")
  }
}
