internal import Dockerfile
internal import Images
package import Linting

/// The image's history does not show what the Dockerfile does.
package struct DriftedHistory: Rule {
  package static let info = RuleInfo(
    name: "drifted-history",
    groups: ["drift"],
    severity: .warning,
    summary: "The image's history does not show what the Dockerfile does.",
    rationale:
      "Every builder leaves the instructions in the image's history. Where RUN, COPY and ADD of the file are not among them, or "
      + "the history has others, the image was built from another Dockerfile, from an older one, or for another target stage, "
      + "and everything else that is said of the file is not true of the image. Images without a history are not judged.",
    help:
      "Build the image again from this Dockerfile and target (--target), or name the Dockerfile that it was built from.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN apk add --no-cache curl
        ‹RUN› adduser -D app
        COPY app /app/
        """,
        image: """
          tag: shop/web:v1
          layer: RUN /bin/sh -c apk add --no-cache curl # buildkit
            0755 0:0 usr/bin/curl "x"
          layer: COPY app /app/ # buildkit
            0644 0:0 app/main.js "x"
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN apk add --no-cache curl
        COPY app /app/
        """,
        image: """
          tag: shop/web:v1
          layer: the base
            0755 0:0 bin/sh "x"
          layer: RUN /bin/sh -c apk add --no-cache curl # buildkit
            0755 0:0 usr/bin/curl "x"
          layer: COPY app /app/ # buildkit
            0644 0:0 app/main.js "x"
          """)
    ],
    references: ["https://github.com/opencontainers/image-spec/blob/main/config.md"])

  private let bases: [[String]]

  package init(_ settings: RuleSettings) { bases = settings.bases }

  package func check(_ release: Release) -> [Finding] {
    guard release.trace.isTelling, let target = release.dockerfile.target else { return [] }
    let changes = changes(in: release)
    let steps = release.trace.unexplained(above: baseLayers(release))
    if changes.isEmpty, steps.isEmpty { return [] }
    if let other = release.otherTarget { return [builtFor(other, not: target, in: release)] }
    if let first = changes.first {
      var finding = release.finding(
        Self.info, changed(first, changes.count), at: first.instruction.spelling.range, of: first.instruction,
        stage: first.stage)
      finding.notes = changes.prefix(Self.mostNotes).flatMap {
        notes($0, isFirst: $0.instruction === first.instruction, release)
      }
      return [finding]
    }
    var finding = Finding(Self.info, unexplained(steps.count), onFromOf: target, in: release.dockerfile)
    finding.notes = steps.prefix(Self.mostNotes).map { Finding.Note("the image has \(text(of: $0, release))") }
    return [finding]
  }

  /// How many layers the base image has; nil when nobody knows.
  private func baseLayers(_ release: Release) -> Int? {
    release.dockerfile.shippedStages.last?.base == .scratch ? 0 : release.image.givenBaseLayers(bases)
  }

  private func builtFor(_ other: Stage, not target: Stage, in release: Release) -> Finding {
    var finding = Finding(Self.info, built(other, target), onFromOf: target, in: release.dockerfile)
    let place = release.dockerfile.syntax.place(of: other.from)
    finding.notes = [Finding.Note("the image's history is that of this stage", place: place)]
    return finding
  }

  private static let mostNotes = 5

  /// An instruction that puts files into the image, and that the history does not show as it stands.
  private struct Change {
    var instruction: Instruction
    var stage: Int
    /// The step that it made before it was changed.
    var step: Int?
  }

  private func changes(in release: Release) -> [Change] {
    (release.trace.unseen.map { Change(instruction: $0.instruction, stage: $0.stage) }
      + release.trace.edited.map { Change(instruction: $0.instruction, stage: $0.stage, step: $0.step) })
      .sorted { $0.instruction.range.lowerBound < $1.instruction.range.lowerBound }
  }

  private func notes(_ change: Change, isFirst: Bool, _ release: Release) -> [Finding.Note] {
    let other =
      isFirst
      ? nil
      : Finding.Note(
        "this \(change.instruction.name) is not, either", place: release.dockerfile.syntax.place(of: change.instruction)
      )
    let step = change.step.map { Finding.Note("the image has \(text(of: $0, release))") }
    return [other, step].compactMap { $0 }
  }

  private func text(of step: Int, _ release: Release) -> String {
    let text = release.image.steps[step].instruction.text(limit: 80)
    return text.isEmpty ? "a layer of which it does not say what made it" : text
  }

  private func changed(_ change: Change, _ count: Int) -> String {
    let others =
      count == 1 ? "" : ", nor \(count == 2 ? "is" : "are") \(count - 1) more instruction\(count == 2 ? "" : "s")"
    return "this \(change.instruction.name) is not in the image's history as it stands here\(others)"
  }
}

private func built(_ other: Stage, _ target: Stage) -> String {
  "the image was built for the stage \(other.label), and not for \(target.label)"
}

private func unexplained(_ count: Int) -> String {
  "the image's history has \(count) step\(count == 1 ? "" : "s") that put files into it and that the Dockerfile does not have"
}
