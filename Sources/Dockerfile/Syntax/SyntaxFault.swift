/// Something that BuildKit refuses, at its place.
package struct SyntaxFault: Sendable, Hashable {
  /// The kinds that have a rule of their own, or that other tools tell apart.
  package enum Kind: Sendable, Hashable {
    /// A stage that copies or mounts from itself, directly or through others.
    case circularStageReference
    /// An instruction that may not stand behind ONBUILD.
    case forbiddenTrigger
    /// Something other than ARG before the first FROM.
    case instructionBeforeFrom
    case portOutOfRange
    /// COPY --from or a mount of something that can be neither a stage before it nor an image.
    case unknownFileSource
    case unknownFlag
    case unknownInstruction
    case missingStage
    case missingArguments
    case extraArguments
    /// An option of HEALTHCHECK without its value.
    case healthcheckOption
    case other
  }

  /// Where the reason for a fault stands, when that is not where it shows.
  package enum Cause: Sendable, Hashable {
    /// The ONBUILD instruction whose trigger fails in a stage on top: its name, and its byte range of the source.
    case trigger(name: String, range: Range<Int>)
    /// A 1-based line of the context's ignore file. The fault then has no place in the Dockerfile.
    case ignoreFile(path: String, line: Int)
  }

  package var kind: Kind
  /// What was found and what is expected.
  package var message: String
  /// A byte range of the source.
  package var range: Range<Int>
  /// What to do, when more can be said than to mend the place.
  package var help: String?
  package var cause: Cause?
  /// The index of the stage whose build fails; nil for what the builder refuses whatever it builds.
  package var stage: Int?

  package init(_ message: String, at range: Range<Int>, help: String? = nil, kind: Kind = .other) {
    self.kind = kind
    let message = Self.shortened(message)
    self.message = message
    self.range = range
    self.help = help
  }

  /// The same, for those alone who build a stage.
  func during(_ stage: Int) -> SyntaxFault {
    var fault = self
    fault.stage = stage
    return fault
  }

  private static let maximumLength = 300

  /// A message quotes what was found; a file of one endless word must not become a report of endless messages.
  private static func shortened(_ message: String) -> String {
    guard message.utf8.count > maximumLength else { return message }
    return message.prefix(maximumLength * 2 / 3) + "…" + message.suffix(maximumLength / 3)
  }
}
