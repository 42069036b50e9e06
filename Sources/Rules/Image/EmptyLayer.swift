package import Images
package import Linting

/// The image has a layer without any entry that its history does not mark as empty.
package struct EmptyLayer: Rule {
  package static let info = RuleInfo(
    name: "empty-layer", groups: ["layout"], severity: .info,
    summary: "The image has a layer without any entry that its history does not mark as empty.",
    rationale: """
      Such a layer does nothing but count: builders that know mark the step as empty and ship none. A RUN that \
      changes no file makes one.
      """,
    help: "Leave the instruction out, or join it with the next one.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY app /app
          app/server "ELF"
        layer: RUN true
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY app /app
          app/server "ELF"
        history: ENV A=b
        """)
    ],
    references: ["https://github.com/opencontainers/image-spec/blob/main/config.md#properties"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    guard image.hasWholeFileSystem else { return [] }
    // Neighbours are one fault.
    return image.layers.split { $0.entries > 0 }.compactMap { run in
      run.first.map { image.finding(Self.info, empty($0, run.count), layer: $0.index) }
    }
  }
}

private func empty(_ layer: Layer, _ count: Int) -> String {
  count == 1
    ? "\(layerName(layer)) has no entry, and its history does not mark it as empty"
    : "\(layerName(layer)) and the \(count - 1) above it have no entry, and their history does not mark them as empty"
}
