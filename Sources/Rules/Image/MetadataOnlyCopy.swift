package import Images
package import Linting

/// A later layer ships files again only to change their mode, owner, attributes or time.
package struct MetadataOnlyCopy: Rule {
  package static let info = RuleInfo(
    name: "metadata-only-copy", groups: ["size", "waste"], severity: .info,
    summary: "A later layer ships files again only to change their mode, owner, attributes or time.",
    rationale: """
      chmod, chown and touch in an instruction of their own copy the whole file into another layer, so that its \
      bytes are shipped twice. Files under 1 kB do not count.
      """,
    help: """
      Copy with the final owner and mode (COPY --chown, --chmod), or change them in the instruction that makes the \
      files.
      """,
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY app /app
          0644 0:0 app/server 2MB
        layer: RUN chmod +x /app/server
          0755 0:0 app/server 2MB
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY --chmod=755 app /app
          0755 0:0 app/server 2MB
        """)
    ],
    compares: [.replacedFiles],
    silences: ["overwritten-file"],
    references: [
      "https://docs.docker.com/reference/dockerfile/#copy---chown---chmod",
      "https://docs.docker.com/build/building/best-practices/",
    ])

  private let bases: [[String]]

  package init(_ settings: RuleSettings) { bases = settings.bases }

  private static let helpForLinks =
    "Make a symbolic link (ln -s), which needs none of the bytes, or make the link in the instruction that brings the file."

  /// Smaller files cost less than the headers around them.
  private static let leastBytes = 1000

  package func check(_ image: ImageModel) -> [Finding] {
    let repeated = image.repeatedLayers
    let losses = image.lossesByOwnLayers(above: bases, atLeast: Self.leastBytes) { $0 == .replacedBySame }
    // A layer that is there twice is a fault of its own.
    return image.findings(ofLargest: losses.filter { repeated[$0.laterLayer] == nil }) { loss in
      var finding = image.finding(
        Self.info, copied(loss, image.layers[loss.laterLayer]), layer: loss.laterLayer, file: loss.path,
        measured: loss.bytes,
        notes: [Finding.Note("the same content is in \(image.layerName(loss.layer))", layer: loss.layer)])
      if image.layers[loss.laterLayer].makesHardLinks { finding.help = Self.helpForLinks }
      return finding
    }
  }
}

extension Layer {
  /// Whether its instruction calls `ln` without `-s`: a second name brings the file itself into the layer.
  fileprivate var makesHardLinks: Bool {
    let words = createdBy.split { $0.isWhitespace }
    return words.indices.contains { index in
      words[index].split(separator: "/").last == "ln"
        && !words[words.index(after: index)...].prefix(1).contains { $0.hasPrefix("-") }
    }
  }
}

private func copied(_ loss: LostBytes, _ layer: Layer) -> String {
  let size = ByteSize(loss.bytes).description
  return "\(layerName(layer)) ships the \(size) of \(loss.path) again\(purpose(loss))"
}

private func purpose(_ loss: LostBytes) -> String {
  guard let (old, new) = loss.change else { return " only to change what surrounds it" }
  if old.mode != new.mode { return " only to change its mode from \(octal(old.mode)) to \(octal(new.mode))" }
  guard (old.uid, old.gid) == (new.uid, new.gid) else {
    return " only to change its owner from \(old.uid):\(old.gid) to \(new.uid):\(new.gid)"
  }
  if old.attributes != new.attributes { return " only to change its attributes" }
  return old.time == new.time ? ", unchanged" : " only with another time"
}
