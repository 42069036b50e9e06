package import Images

extension ImageModel {
  /// The image with a config and instructions that no report need hide anything of: whatever may be a secret is an ellipsis.
  /// Rules and reports see nothing else, but for those that ask for `configWithSecrets`.
  package var concealingSecrets: ImageModel {
    var image = showing(\.concealingSecrets)
    image.platform = concealedText(platform)
    image.name = name.map(concealedText)
    image.tags = tags.map(concealedText)
    for index in image.layers.indices {
      image.layers[index].createdBy = HistoryText(image.layers[index].createdBy).concealed
    }
    return image
  }
}

extension ImageConfig {
  /// The config with an ellipsis for whatever may be a secret, in every field.
  package var concealingSecrets: ImageConfig {
    var config = self
    (config.os, config.architecture) = (concealedText(os), concealedText(architecture))
    (config.user, config.workingDir) = (concealedText(user), concealedText(workingDir))
    config.variant = variant.map(concealedText)
    config.created = created.map(concealedText)
    config.author = author.map(concealedText)
    config.stopSignal = stopSignal.map(concealedText)
    config.exposedPorts = exposedPorts.map(concealedText)
    config.volumes = volumes.map(concealedText)
    config.env = env.map(concealedVariable)
    config.labels = Dictionary(labels.map { (concealedText($0.key), concealedValue($0.value, of: $0.key)) }) { $1 }
    // CMD may be the arguments of ENTRYPOINT.
    let command = concealedWords(entrypoint + cmd)
    (config.entrypoint, config.cmd) = (
      Array(command.prefix(entrypoint.count)), Array(command.dropFirst(entrypoint.count))
    )
    config.shell = concealedWords(shell)
    config.healthcheck?.test = concealedTest(healthcheck?.test ?? [])
    config.onBuild = onBuild.map { HistoryText($0).concealed }
    for index in history.indices {
      config.history[index].createdBy = HistoryText(history[index].createdBy).concealed
      config.history[index].comment = concealedText(history[index].comment)
    }
    return config
  }
}

/// A text without all that has the shape of a secret.
private func concealedText(_ text: String) -> String {
  let bytes = Array(text.utf8)
  // The header of a key alone tells enough, for the text may be cut.
  if text.contains("PRIVATE KEY-----") { return "…" }
  return conceal((SecretTokens.find(in: bytes) + SecretAssignments.find(in: bytes)).map(\.range), in: bytes)
}

/// `NAME=value`
private func concealedVariable(_ entry: String) -> String {
  guard let equals = entry.firstIndex(of: "=") else { return concealedText(entry) }
  let (name, value) = (String(entry[..<equals]), String(entry[entry.index(after: equals)...]))
  return "\(concealedText(name))=\(concealedValue(value, of: name))"
}

private func concealedValue(_ value: String, of name: String) -> String {
  let isSecret = SecretWords.match(CredentialName.underscored(name)) && SecretVariable.canBeSecret(value, of: name)
  return isSecret ? "…" : concealedText(value)
}

/// `["CMD", …]` or `["CMD-SHELL", text]`
private func concealedTest(_ words: [String]) -> [String] {
  guard let form = words.first else { return [] }
  if form == "CMD-SHELL", words.count == 2 { return [form, concealedWords(["/bin/sh", "-c", words[1]])[2]] }
  return form == "CMD" ? [form] + concealedWords(Array(words.dropFirst())) : concealedWords(words)
}

/// The words of a command without the secrets that they hold or that are given to it.
func concealedWords(_ words: [String]) -> [String] {
  var line: [UInt8] = []
  var places: [Range<Int>] = []
  // Options without a program belong to one that nobody knows.
  if words.first?.hasPrefix("-") ?? false { line += Array("program ".utf8) }
  for word in words {
    line.append(UInt8(ascii: "'"))
    // A quote of another kind keeps every place, and nothing else is asked of the line.
    let quoted = word.utf8.map { $0 == UInt8(ascii: "'") ? UInt8(ascii: "\"") : $0 }
    places.append(line.count..<line.count + quoted.count)
    line += quoted + [UInt8(ascii: "'"), UInt8(ascii: " ")]
  }
  let given = passwordRanges(inShellText: line).map(\.range)
  return zip(words, places).map { word, place in
    let inside = given.map { $0.clamped(to: place) }.map {
      $0.lowerBound - place.lowerBound..<$0.upperBound - place.lowerBound
    }
    return conceal(inside + HistoryText.rangesBySight(word), in: Array(word.utf8))
  }
}
