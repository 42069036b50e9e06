package import Images
package import Linting

/// The image has the same layer twice.
package struct DuplicateLayer: Rule {
  package static let info = RuleInfo(
    name: "duplicate-layer", groups: ["layout", "size"], severity: .info,
    summary: "The image has the same layer twice.",
    rationale: """
      The second one changes nothing unless something between them was undone: an instruction is there twice, or a \
      tool laid an image over itself. Registries store the layer once, but each host unpacks it twice.
      """,
    help: "Leave the second instruction out.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY app /app
          app/server "ELF"
        layer: COPY conf /etc
          etc/app.conf "x"
        layer: COPY app /app
          app/server "ELF"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY app /app
          app/server "ELF"
        layer: RUN true
        layer: RUN true
        """)
    ],
    references: ["https://github.com/opencontainers/image-spec/blob/main/layer.md"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    let repeated = image.repeatedLayers
    return image.layers.compactMap { layer in
      repeated[layer.index].map { earlier in
        image.finding(Self.info, repeats(layer, earlier), layer: layer.index, measured: layer.unpacked)
      }
    }
  }
}

extension ImageModel {
  /// The layers with entries that are there for a second time, by their index, with the first one of each.
  var repeatedLayers: [Int: Layer] {
    var first: [String: Layer] = [:]
    var repeated: [Int: Layer] = [:]
    for layer in layers where layer.entries > 0 && !layer.diffID.isEmpty {
      if let earlier = first[layer.diffID] { repeated[layer.index] = earlier } else { first[layer.diffID] = layer }
    }
    return repeated
  }
}

private func repeats(_ layer: Layer, _ earlier: Layer) -> String {
  "\(layerName(layer)) is the same as \(layerName(earlier)), \(ByteSize(layer.unpacked).description) unpacked"
}
