package import Images
package import Linting

/// A large layer is built on top of the small one that holds the sources, and so is built and pulled anew with each change of them.
package struct CacheHostileLayerOrder: Rule {
  package static let info = RuleInfo(
    name: "cache-hostile-layer-order", groups: ["layout", "cache"], severity: .info,
    summary: """
      A large layer is built on top of the small one that holds the sources, and so is built and pulled anew with \
      each change of them.
      """,
    rationale: """
      A layer is only reused while all below it are the same. Where the sources are copied first, each change of \
      them makes the dependencies that are installed after them anew. Judged by history and sizes: a copy of the \
      whole context below a RUN that adds ten times as many bytes, 20 MB at least.
      """,
    help: "Copy the lists of dependencies alone, install, and copy the sources after that.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY . . # buildkit
          app/server.js 10kB
        layer: RUN /bin/sh -c npm ci # buildkit
          app/node_modules/next/index.js 30MB
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY package.json package-lock.json ./ # buildkit
          app/package.json 1kB
        layer: RUN /bin/sh -c npm ci # buildkit
          app/node_modules/next/index.js 30MB
        layer: COPY . . # buildkit
          app/server.js 10kB
        """)
    ],
    references: ["https://docs.docker.com/build/cache/optimize/"])

  private let bases: [[String]]

  package init(_ settings: RuleSettings) { bases = settings.bases }

  /// Bytes of a layer that is worth to be kept, and how many times those of the sources it has.
  private static let large = 20_000_000
  private static let ratio = 10

  package func check(_ image: ImageModel) -> [Finding] {
    let own = image.layers[(image.ownLayers(above: bases) ?? image.layers.indices)]
    guard let sources = own.first(where: { copiesContext($0.createdBy) }) else { return [] }
    return own[(sources.index + 1)...].filter { isLarge($0, above: sources) }.map { layer in
      image.finding(Self.info, rebuilt(layer, sources), layer: layer.index, measured: layer.unpacked)
    }
  }

  private func isLarge(_ layer: Layer, above sources: Layer) -> Bool {
    BuildStep(createdBy: layer.createdBy).keyword == "RUN" && layer.unpacked >= Self.large
      && layer.unpacked / Self.ratio >= sources.unpacked
  }

  /// `COPY . .`, or `COPY dir:4a1c… in /app` as the classic builder writes it.
  private func copiesContext(_ createdBy: String) -> Bool {
    let words = BuildStep(createdBy: createdBy).text().split(separator: " ").filter { !$0.hasPrefix("--") }
    guard words.count > 2, words[0] == "COPY" || words[0] == "ADD", !createdBy.contains("--from=") else { return false }
    return words[1] == "." || words[1] == "./" || words[1].hasPrefix("dir:")
  }
}

private func rebuilt(_ layer: Layer, _ sources: Layer) -> String {
  "\(layerName(layer)), \(ByteSize(layer.unpacked).description), is made anew with each change of the sources in "
    + layerName(sources)
}
