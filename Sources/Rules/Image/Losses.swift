internal import Images
internal import Linting

/// What was lost, as the subject of a sentence: an opaque whiteout leaves the directory, and may stand at the root itself.
func subject(of loss: LostBytes) -> String {
  if loss.path.isEmpty { return "everything at the root" }
  return loss.cause == .hidden ? "what was in \(loss.path)" : loss.path
}

/// `2 MB` of a file, `2 MB in 1 file` of a directory.
func sizeText(of loss: LostBytes) -> String {
  let size = ByteSize(loss.bytes).description
  return loss.files == 1 && !loss.wasDirectory ? size : "\(size) in \(counted(loss.files, "file"))"
}

extension ImageModel {
  /// The most losses that a rule has a finding for; what one image has more of is one and the same fault.
  private static let mostLosses = 20

  /// A finding for each of the largest losses, which come first. The last finding says what is left out.
  func findings(ofLargest losses: [LostBytes], _ finding: (LostBytes) -> Finding) -> [Finding] {
    var findings = losses.prefix(Self.mostLosses).map(finding)
    let further = losses.dropFirst(Self.mostLosses)
    if !further.isEmpty {
      let bytes = ByteSize(further.reduce(0) { $0.addingSaturating($1.bytes) }).description
      findings[findings.count - 1].notes.append(
        Finding.Note("\(further.count) more of this kind, \(bytes) in all, are not listed"))
    }
    return findings
  }

  /// The losses of some causes, largest first. What a base image does among its own layers is not the image's fault.
  func lossesByOwnLayers(
    above bases: [[String]], atLeast bytes: Int = 1, of isMeant: (LostBytes.Cause) -> Bool
  ) -> [LostBytes] {
    let inherited = ownLayers(above: bases)?.lowerBound ?? 0
    let losses = files.lostBytes().filter { isMeant($0.cause) && $0.laterLayer >= inherited && $0.bytes >= bytes }
    // A stable order among equals: as the layers took them away.
    return losses.enumerated().sorted { ($1.element.bytes, $0.offset) < ($0.element.bytes, $1.offset) }.map(\.element)
  }

  /// What the later layer did, to stand behind what was lost: `layer 2 (RUN rm /opt/sdk.tar.gz) deletes it`.
  func taking(_ loss: LostBytes) -> Finding.Note {
    let verb =
      switch loss.cause {
      case .deleted: "deletes it"
      case .hidden: "empties the directory"
      case .replaced, .replacedBySame: "replaces it"
      }
    return Finding.Note("\(layerName(loss.laterLayer)) \(verb)", layer: loss.laterLayer)
  }
}
