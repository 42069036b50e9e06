internal import Dockerfile
internal import Images
package import Linting

/// One instruction makes a layer that is over its budget.
package struct OversizedInstruction: Rule {
  package static let info = RuleInfo(
    name: "oversized-instruction",
    groups: ["size", "blame"],
    severity: .warning,
    summary: "One instruction makes a layer that is over its budget.",
    rationale:
      "A large layer is pulled anew whenever anything in it changes. Where the Dockerfile is known as well as the image, the "
      + "finding stands on the line that brings the bytes, in the place of oversized-layer.",
    help:
      "Bring in less, remove in the same RUN what is not needed afterwards, or divide what changes rarely from what changes "
      + "often.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        ‹COPY› model /app/model
        USER 1001
        """, policy: "budgets:\n  layer: { unpacked: 500kB }\n",
        image: """
          tag: shop/web:v1
          user: 1001
          layer: the base
            0755 0:0 bin/sh 100kB
          layer: COPY model /app/model # buildkit
            0644 0:0 app/model 900kB
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        COPY model /app/model
        USER 1001
        """, policy: "budgets:\n  layer: { unpacked: 1MB }\n",
        image: """
          tag: shop/web:v1
          user: 1001
          layer: the base
            0755 0:0 bin/sh 100kB
          layer: COPY model /app/model # buildkit
            0644 0:0 app/model 900kB
          """)
    ],
    silences: [OversizedLayer.info.name], standsFor: [OversizedLayer.info.name],
    references: ["https://docs.docker.com/build/cache/optimize/"])

  private let budget: OversizedLayer

  package init(_ settings: RuleSettings) { budget = OversizedLayer(settings) }

  package func check(_ release: Release) -> [Finding] {
    budget.excesses(of: release.image).compactMap { excess in
      guard let pair = release.trace.maker(ofLayer: excess.layer.index) else { return nil }
      var finding = release.finding(
        Self.info, tooLarge(pair.instruction, excess), at: pair.instruction.spelling.range, of: pair.instruction,
        stage: pair.stage)
      finding.layer = release.image.reference(toLayer: excess.layer.index)
      finding.measured = Measurement(excess.size, .bytes)
      finding.limit = Measurement(excess.limit.bytes, .bytes)
      return finding
    }
  }
}

private func tooLarge(_ instruction: Instruction, _ excess: OversizedLayer.Excess) -> String {
  let texts = ByteSize.texts(ByteSize(excess.size), excess.limit)
  let dead = excess.layer.dead
  let lost = dead > 0 ? ", \(ByteSize(dead).description) of it deleted or overwritten later" : ""
  return "this \(instruction.name) makes a layer of \(texts.size) \(excess.measure.phrase), expected less than "
    + "\(texts.limit)\(lost)"
}
