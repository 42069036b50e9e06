internal import Dockerfile
internal import Images

/// What an instruction and a step of a history have in common when the one made the other, in a form that is quickly
/// compared.
struct StepTraits: Sendable {
  /// In capitals; nil for a step that is no instruction.
  var keyword: String?
  /// What it may look like in a history, blanks joined: of a RUN the command, with or without its heredocs.
  var texts: [String]
  /// Of COPY and ADD; nil where the history has a checksum in their place.
  var sources: [String]?
  /// Of COPY and ADD, the ways to write it.
  var destinations: [String] = []
  /// The first name of ENV, LABEL or ARG.
  var firstName: String?

  /// Whether it puts files into the image. A WORKDIR may, but says nothing about what the image was built from.
  var makesFiles: Bool { keyword == "RUN" || keyword == "COPY" || keyword == "ADD" }

  // MARK: Likeness

  /// The least likeness that leaves no doubt.
  static let exact = 10

  /// How much speaks for it that the instruction made the step; 0 when it did not.
  func likeness(to step: StepTraits) -> Int {
    // An exec form is in a classic history without any mark.
    if step.keyword == nil { return keyword == "RUN" && isText(of: step) ? Self.exact : 0 }
    guard keyword == step.keyword else { return 0 }
    switch keyword {
    case "RUN": return isText(of: step) ? Self.exact + 2 : likeWords(step)
    case "COPY", "ADD": return likeCopy(step)
    case "WORKDIR": return isText(of: step) ? Self.exact : 2
    case "ENV", "LABEL", "ARG": return firstName == step.firstName ? 4 : 0
    default: return isText(of: step) ? Self.exact : 2
    }
  }

  private func isText(of step: StepTraits) -> Bool {
    step.texts.contains { text in texts.contains { $0 == text } }
  }

  /// An edited command has most of its words still.
  private func likeWords(_ step: StepTraits) -> Int {
    guard let ours = texts.first, let theirs = step.texts.first else { return 0 }
    // Texts whose lengths differ by half cannot have most words in common; this spares nearly all comparisons.
    let lengths = (ours.utf8.count, theirs.utf8.count)
    guard lengths.0 <= 2 * lengths.1, lengths.1 <= 2 * lengths.0 else { return 0 }
    let words = (Set(ours.split(separator: " ").prefix(256)), Set(theirs.split(separator: " ").prefix(256)))
    let common = words.0.intersection(words.1).count
    let share = Double(common) / Double(max(words.0.count, words.1.count, 1))
    return share >= 0.6 ? 4 : 0
  }

  private func likeCopy(_ step: StepTraits) -> Int {
    guard destinations.contains(where: step.destinations.contains) else { return 0 }
    guard let ours = sources, let theirs = step.sources else { return Self.exact }
    if ours == theirs { return Self.exact + 2 }
    return ours.contains { theirs.contains($0) } ? 4 : 0
  }
}

extension StepTraits {
  /// What a history says of a step.
  init(_ step: BuildStep) {
    keyword = step.keyword
    let words = step.arguments.split(whereSeparator: \.isWhitespace)
    texts = [words.joined(separator: " ")]
    switch keyword {
    case "COPY", "ADD":
      let paths = words.drop { $0.hasPrefix("--") }
      destinations = paths.last.map { [Self.plain($0)] } ?? []
      sources = Self.isHashed(words) ? nil : paths.dropLast().map { Self.plain($0) }
    case "ENV", "LABEL", "ARG": firstName = words.first.map { String($0.prefix { $0 != "=" }) }
    default: break
    }
  }

  /// `dir:1333… in ./app`, or with an owner, as the classic builder writes it, `--chown=1001:1001dir:1333… in ./app`.
  private static func isHashed(_ words: [Substring]) -> Bool {
    guard words.count >= 3, words[words.count - 2] == "in" else { return false }
    return ["file:", "dir:", "multi:"].contains { words[words.count - 3].contains($0) }
  }

  /// A path as histories and Dockerfiles agree on it.
  static func plain(_ path: some StringProtocol) -> String {
    let bare = String(path).filter { $0 != "\"" && $0 != "[" && $0 != "]" && $0 != "," }
    return bare.count > 1 && bare.hasSuffix("/") ? String(bare.dropLast()) : bare
  }
}
