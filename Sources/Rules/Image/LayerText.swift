internal import Images
internal import Linting

/// `layer 2 (RUN npm ci)`, or `layer 2` when the instruction is not known.
func layerName(_ layer: Layer) -> String {
  let instruction = BuildStep(createdBy: layer.createdBy).text(limit: 80)
  return instruction.isEmpty ? "layer \(layer.index)" : "layer \(layer.index) (\(instruction))"
}

extension SizeMeasure {
  /// The measure in a sentence: `has 512 MB unpacked`.
  var phrase: String {
    switch self {
    case .unpacked: "unpacked"
    case .stored: "in the archive"
    case .tar: "of layer tars"
    case .rootfs: "in its final file system"
    }
  }
}
