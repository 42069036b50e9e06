internal import Linting

/// The arguments before the first FROM, and what expands with them.
struct GlobalArguments {
  private(set) var environment: Environment
  private(set) var definitions: [VariableDefinition] = []
  private(set) var faults: [SyntaxFault] = []
  let given: [String: String]
  /// The arguments as they are without `--build-arg`; nil once BuildKit gives up on them, at the first text that does not
  /// expand with them.
  private var defaults: Environment?
  /// The image reference that was judged last.
  private var judged: (text: String, fault: ImageReference.ParseError?)?
  private let escape: UInt8
  private var budget = ExpansionBudget()

  /// `lastStage`: the name of the last stage, which is built when no target is asked for.
  init(_ options: BuildOptions, lastStage: String?, escape: UInt8) {
    self.environment = .automatic(target: options.target ?? lastStage, platform: options.platform)
    self.environment.given = options.buildArguments
    self.given = options.buildArguments
    for name in Environment.automaticNames {
      if let value = given[name] { environment.set(name, to: .known(value)) }
    }
    self.defaults = .automatic(target: options.target ?? lastStage, platform: options.platform)
    self.escape = escape
  }

  mutating func add(_ instruction: Instruction) {
    for pair in instruction.arguments.pairs {
      var definition = VariableDefinition(
        kind: .argument, name: pair.name, expandedName: pair.name.text, value: pair.value, instruction: instruction,
        stage: nil, previousValue: environment.value(of: pair.name.text))
      environment.declare(pair.name.text)
      if let word = pair.value, let expansion = expandWithDefaults(word) {
        defaults?.set(pair.name.text, to: expansion.value)
      }
      // A value that is given beats the default, which is then not even looked at.
      if let value = given[pair.name.text] {
        environment.set(pair.name.text, to: .known(value))
      } else if let word = pair.value, let expansion = expand(word, in: instruction) {
        environment.set(pair.name.text, to: expansion.value)
      }
      definition.newValue = environment.value(of: pair.name.text)
      definitions.append(definition)
    }
  }

  /// Why an image is no reference when only the defaults count; nil when it is one.
  mutating func defaultFault(of word: Word) -> String? {
    guard let expansion = expandWithDefaults(word), !expansion.isCut else { return nil }
    if expansion.text.isEmpty { return "it is empty" }
    return referenceFault(of: expansion.text)?.message
  }

  private mutating func expandWithDefaults(_ word: Word) -> Expansion? {
    guard let environment = defaults else { return nil }
    let expansion = try? environment.expand(word.text, escape: escape, spending: &budget)
    if expansion == nil { defaults = nil }
    return expansion
  }

  /// Why a text is no image reference; nil when it is one.
  mutating func referenceFault(of text: String) -> ImageReference.ParseError? {
    // What the defaults make of a word is mostly what the arguments make of it, and was judged a moment ago.
    if let judged, judged.text == text { return judged.fault }
    var fault: ImageReference.ParseError?
    do throws(ImageReference.ParseError) { _ = try ImageReference.parse(text) } catch { fault = error }
    judged = (text, fault)
    return fault
  }

  /// Whether a word is an image reference once something stands for each variable in it that leaves nothing.
  mutating func isReference(_ word: Word, filling expansion: Expansion) -> Bool {
    var text: [UInt8] = []
    let bytes = Array(word.text.utf8)
    var end = 0
    for use in expansion.uses where use.isBare && !use.isSet && use.range.lowerBound >= end {
      guard use.range.upperBound <= bytes.count else { return false }
      text += bytes[end..<use.range.lowerBound]
      text.append(UInt8(ascii: "x"))
      end = use.range.upperBound
    }
    text += bytes[end...]
    let filled = try? environment.expand(String(decoding: text, as: UTF8.self), escape: escape, spending: &budget)
    return filled.map { referenceFault(of: $0.text) == nil } ?? false
  }

  /// Whether a text is what this build will see: a variable without a value is nothing in it, declared or not.
  func settles(_ expansion: Expansion) -> Bool {
    !expansion.isCut
      && expansion.uses.allSatisfy { use in
        if case .uncertain = environment.value(of: use.name) { false } else { true }
      }
  }

  /// Whether a variable has no value, but an ARG that another build may give one.
  func mayBeGiven(_ uses: [Expansion.Use]) -> Bool { uses.contains { !$0.isSet && environment.knows($0.name) } }

  /// A word of a FROM or a global ARG after expansion; nil, and a fault, when BuildKit would refuse it.
  mutating func expand(_ word: Word, in instruction: Instruction) -> Expansion? {
    do throws(ExpansionFault) {
      return try environment.expand(word.text, escape: escape, spending: &budget)
    } catch {
      faults.append(SyntaxFault(error, in: word, of: instruction))
      return nil
    }
  }
}

extension Expansion {
  /// The expansion as the value of a variable.
  var value: VariableValue { isResolved ? .known(text) : .uncertain(text) }
}

extension SyntaxFault {
  /// A fault inside a word, at its own place where the word is written as it is.
  init(_ fault: ExpansionFault, in word: Word, of instruction: Instruction) {
    let offset = min(fault.offset, max(0, word.range.count - 1))
    let start = word.range.lowerBound + (word.text.utf8.count == word.range.count ? offset : 0)
    self.init(
      // Not the word itself: it may be the value of a secret.
      "this cannot be expanded: \(fault.message)",
      at: instruction.text.sourceRange(of: start..<max(start, word.range.upperBound)))
  }
}
