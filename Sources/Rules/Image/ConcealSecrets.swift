package import Images
internal import Linting

extension ImageModel {
  /// The image with instructions that no report need hide anything of: whatever may be a secret is an ellipsis. The history in
  /// the config stays as it is, for the rules about it.
  package var concealingSecrets: ImageModel {
    var image = self
    for index in image.layers.indices {
      image.layers[index].createdBy = concealed(image.layers[index].createdBy)
    }
    return image
  }
}

/// An instruction without the values of names of secrets, and without all that has the shape of one.
private func concealed(_ text: String) -> String {
  let bytes = Array(text.utf8)
  let assigned = assignmentsIn(history: text).filter { SecretWords.match($0.name) }.map(\.range)
  let found = SecretTokens.find(in: bytes).map(\.range) + SecretAssignments.find(in: bytes).map(\.range)
  let ranges = (assigned + found).filter { !$0.isEmpty }.sorted {
    $0.lowerBound < $1.lowerBound
  }
  guard !ranges.isEmpty else { return text }
  var concealed: [UInt8] = []
  var position = 0
  for range in ranges {
    if range.lowerBound > position || position == 0 {
      concealed += bytes[min(position, range.lowerBound)..<range.lowerBound]
      concealed += Array("…".utf8)
    }
    position = max(position, range.upperBound)
  }
  return String(decoding: concealed + bytes[position...], as: UTF8.self)
}
