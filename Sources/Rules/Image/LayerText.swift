internal import Images
internal import Linting

/// `layer 2 (RUN npm ci)`, or `layer 2` when the instruction is not known.
func layerName(_ layer: Layer) -> String {
  let instruction = BuildStep(createdBy: layer.createdBy).text(limit: 80)
  return instruction.isEmpty ? "layer \(layer.index)" : "layer \(layer.index) (\(instruction))"
}

/// A size and the bound that it breaks, told apart where different ones round to the same text.
func sizeTexts(_ size: Int, _ limit: ByteSize) -> (size: String, limit: String) {
  let texts = (ByteSize(size).description, limit.description)
  return texts.0 == texts.1 && size != limit.bytes ? ("\(size) bytes", "\(limit.bytes) bytes") : texts
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
