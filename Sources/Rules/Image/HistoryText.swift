internal import Dockerfile
internal import Images
internal import Linting

/// What a builder wrote into the history for a step, and the secrets in it.
struct HistoryText {
  /// A password that a command is given.
  struct Password {
    var taker: WrittenPassword.Taker
    /// The password itself. It never gets into a message.
    var text: String
  }

  /// Longer texts are shown up to here.
  private static let longest = 1 << 18

  private let text: String

  init(_ text: String) { self.text = text }

  /// The passwords that commands of the step are given, without those that only an option's name tells of.
  var passwords: [Password] {
    let bytes = Array(text.utf8)
    return Self.passwords(of: text, bytes).filter(\.isCertain).map {
      Password(taker: $0.taker, text: String(decoding: bytes[$0.range.clamped(to: bytes.indices)], as: UTF8.self))
    }
  }

  /// The text without its secrets.
  var concealed: String {
    let shown = withoutArgumentValues(
      text.utf8.count <= Self.longest
        ? text : String(decoding: Array(text.utf8.prefix(Self.longest)), as: UTF8.self) + "…")
    let bytes = Array(shown.utf8)
    return conceal(
      Self.passwords(of: shown, bytes).map(\.range) + Self.rangesBySight(shown) + Self.valuesOfPairs(shown), in: bytes)
  }

  /// What can be told to be a secret by its shape or by a name before it, whatever the text is.
  static func rangesBySight(_ text: String) -> [Range<Int>] {
    let bytes = Array(text.utf8)
    let assigned = assignmentsIn(history: text).filter { SecretWords.match($0.name) }.map(\.range)
    return assigned + SecretTokens.find(in: bytes).map(\.range) + SecretAssignments.find(in: bytes).map(\.range)
  }

  /// The passwords in a step, as ranges of its text.
  private static func passwords(of text: String, _ bytes: [UInt8]) -> [WrittenPassword] {
    let step = BuildStep(createdBy: text)
    let place = step.argumentsRange.clamped(to: bytes.indices)
    return passwordRanges(inShellText: shellText(of: step.keyword, Array(bytes[place]))).map { password in
      var password = password
      password.range = password.range.lowerBound + place.lowerBound..<password.range.upperBound + place.lowerBound
      return password
    }
  }

  /// Arguments as a shell reads them, byte for byte in the same places: builders write `["curl" "-u" …]` for an exec form,
  /// and `&{["CMD-SHELL" "curl …"] "30s" …}` for a health check.
  private static func shellText(of keyword: String?, _ arguments: [UInt8]) -> [UInt8] {
    guard let keyword, ["CMD", "ENTRYPOINT", "HEALTHCHECK", "ONBUILD", "SHELL"].contains(keyword) else {
      return arguments
    }
    var text = arguments
    if let open = text.firstIndex(of: UInt8(ascii: "[")), open < 24 {
      for index in 0...open { text[index] = UInt8(ascii: " ") }
      for index in text.indices where "],{}".utf8.contains(text[index]) {
        let isBehindQuote = index > 0 && text[index - 1] == UInt8(ascii: "\"")
        if isBehindQuote { text[index] = UInt8(ascii: " ") }
      }
    }
    let words = Array(text.prefix(256))
    for (form, stand) in [("\"CMD-SHELL\"", "sh -c      "), ("\"CMD\"", "     "), ("CMD ", "    "), ("RUN ", "    ")] {
      guard let at = words.indices.first(where: { words[$0...].starts(with: form.utf8) }) else { continue }
      if keyword == "ONBUILD" || keyword == "HEALTHCHECK" {
        for index in 0..<at { text[index] = UInt8(ascii: " ") }
        text.replaceSubrange(at..<at + form.utf8.count, with: stand.utf8)
      }
      break
    }
    return text
  }

  /// The values of an ENV, ARG or LABEL from the first name of a secret on: nothing quotes them, so that a value may hold
  /// blanks and what looks like another name.
  private static func valuesOfPairs(_ text: String) -> [Range<Int>] {
    let step = BuildStep(createdBy: text)
    guard let keyword = step.keyword, ["ENV", "ARG", "LABEL"].contains(keyword) else { return [] }
    let place = step.argumentsRange
    let bytes = Array(step.arguments.utf8)
    var start = 0
    for index in bytes.indices {
      if bytes[index] == UInt8(ascii: " ") { start = index + 1 }
      guard bytes[index] == UInt8(ascii: "="), index - start <= 256 else { continue }
      let name = String(decoding: bytes[start..<index], as: UTF8.self)
      guard SecretWords.match(CredentialName.underscored(name)), index + 1 < bytes.count,
        bytes[index + 1] != UInt8(ascii: "/"), bytes[index + 1] != UInt8(ascii: "$")
      else { continue }
      return [place.lowerBound + index + 1..<place.upperBound]
    }
    return []
  }
}

/// The passwords that the commands of a shell text are given, as ranges of it.
func passwordRanges(inShellText text: [UInt8]) -> [WrittenPassword] {
  // A heredoc holds any text as it is. Its delimiter is a line that the text does not have.
  var (longest, run) = (0, 0)
  for byte in text {
    run = byte == UInt8(ascii: "_") ? run + 1 : 0
    longest = max(longest, run)
  }
  let delimiter = String(repeating: "_", count: longest + 1)
  let head = Array("FROM scratch\nRUN <<'\(delimiter)'\n".utf8)
  let source = SourceText(path: "history", bytes: head + text + Array("\n\(delimiter)\n".utf8))
  let runs = BuildModel(source: source).writtenRuns
  return runs.flatMap { _, run in run.writtenPasswords(in: source) }.compactMap { password in
    guard password.range.lowerBound >= head.count, password.range.upperBound <= head.count + text.count else {
      return nil
    }
    var password = password
    password.range = password.range.lowerBound - head.count..<password.range.upperBound - head.count
    return password
  }
}

/// A text with an ellipsis in the place of each range.
func conceal(_ ranges: [Range<Int>], in bytes: [UInt8]) -> String {
  let ranges = ranges.map { $0.clamped(to: bytes.indices) }.filter { !$0.isEmpty }.sorted {
    $0.lowerBound < $1.lowerBound
  }
  var concealed: [UInt8] = []
  var position = 0
  for range in ranges where range.upperBound > position {
    if range.lowerBound > position || position == 0 {
      concealed += bytes[position..<max(position, range.lowerBound)]
      concealed += Array("…".utf8)
    }
    position = range.upperBound
  }
  return String(decoding: concealed + bytes[position...], as: UTF8.self)
}
