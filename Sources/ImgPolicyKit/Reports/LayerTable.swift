internal import Images
internal import Linting

/// Writes the layers as a table, so that a person sees at once where the bytes are.
func writeLayers(of image: ImageSummary, to out: inout TerminalText) {
  guard !image.layers.isEmpty else { return }
  var table = TextTable([.trailing, .trailing, .trailing, .leading, .trailing, .leading])
  table.rows.append(["layer", "unpacked", "share", "", "dead", "made by"].map { .init($0, .faint) })
  for layer in image.layers {
    table.rows.append([
      .init(String(layer.index)),
      .init(ByteSize(layer.unpacked).description),
      .init(Share(layer.unpacked, of: image.size.unpacked).description),
      .init(shareBar(layer.unpacked, of: image.size.unpacked, width: barWidth), .info),
      layer.dead > 0 ? .init(ByteSize(layer.dead).description, .warning) : .init("-", .faint),
      .init(BuildStep(createdBy: layer.createdBy).text()),
    ])
  }
  table.write(to: &out)
  out.endLine()
}

private let barWidth = 10
