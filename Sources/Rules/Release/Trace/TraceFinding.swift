internal import Dockerfile
internal import Images
package import Linting

extension Release {
  /// A finding about the image, with the lines of the Dockerfile that made the layers, or set the setting, which it is about.
  package func traced(_ finding: Finding) -> Finding {
    var finding = finding
    finding.notes = finding.notes.map { note in
      guard note.place == nil, let layer = note.layer, let place = place(ofLayer: layer) else { return note }
      return Finding.Note(note.message, path: dockerfile.source.path, place: place, layer: layer)
    }
    if let layer = finding.layer?.index, let note = originNote(ofLayer: layer) { finding.notes.insert(note, at: 0) }
    if let instruction = finding.setting.flatMap(instruction(setting:)) {
      let place = dockerfile.syntax.place(of: instruction)
      finding.notes.insert(
        Finding.Note("this \(instruction.name) sets it", path: dockerfile.source.path, place: place), at: 0)
    }
    return finding
  }

  /// Of a layer of the base image, the FROM that brings it; nil for a layer that no instruction, or more than one, explains.
  private func place(ofLayer layer: Int) -> Place? {
    (trace.maker(ofLayer: layer)?.instruction ?? baseInstruction(ofLayer: layer)).map(dockerfile.syntax.place(of:))
  }

  private func baseInstruction(ofLayer layer: Int) -> Instruction? {
    trace.isOfBase(layer: layer) ? dockerfile.shippedStages.last?.from : nil
  }

  private func originNote(ofLayer layer: Int) -> Finding.Note? {
    guard let place = place(ofLayer: layer) else { return nil }
    let message = trace.maker(ofLayer: layer).map(made) ?? "it comes with the base image"
    return Finding.Note(message, path: dockerfile.source.path, place: place, layer: layer)
  }
}

private func made(by maker: InstructionTrace.Pair) -> String {
  "this \(maker.instruction.name) makes the layer\(maker.doubt)"
}

extension InstructionTrace.Pair {
  /// What a sentence about it adds when the history does not prove it.
  var doubt: String { isExact ? "" : ", as it seems: the image's history has it otherwise" }
}
