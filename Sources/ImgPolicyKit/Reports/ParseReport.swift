internal import Dockerfile
internal import Linting

/// Prints a Dockerfile's syntax tree as JSON, and with `model` what the build model knows of its stages: the forms that
/// the command line contract fixes for `imgpolicy parse`. An error's line is that of the word in question, as in every finding.
package func parseTree(of path: String, model isWanted: Bool, options: RunOptions) throws(RunError) -> [UInt8] {
  let build = try options.build()
  let input = InputPath(path)
  let bytes: [UInt8]
  do throws(InputError) {
    bytes = try path == "-" ? ReadFile.standardInput() : ReadFile.bytes(at: input.absolute)
  } catch {
    throw .unreadable("\(path): \(error.message)")
  }
  guard !DetectKind.isArchive(bytes) else {
    throw .unreadable("\(path): an archive, not a Dockerfile: built images are read by `imgpolicy inspect`")
  }
  let name = path == "-" ? options.standardInputName ?? "-" : input.display
  let model = BuildModel(source: SourceText(path: name, bytes: bytes), options: build)
  if let message = model.unknownTarget { throw .usage(message) }
  var json = JSONWriter()
  json.syntaxTree(of: model, withStages: isWanted)
  return json.finish()
}

extension JSONWriter {
  fileprivate mutating func syntaxTree(of model: BuildModel, withStages: Bool) {
    let syntax = model.syntax
    var members: [(name: String, write: (inout JSONWriter) -> Void)] = [
      ("directives", { $0.directives(syntax.directives) }),
      ("instructions", { $0.lines(syntax.instructions) { $0.instruction($1, in: syntax.source) } }),
    ]
    if withStages {
      let reachable = model.reachableStages
      members.append(
        ("stages", { $0.lines(model.stages) { $0.stage($1, of: model, isReachable: reachable.contains($1.index)) } }))
    }
    // What is refused in the context's ignore file is in no line of the Dockerfile.
    let faults = model.faults.filter { if case .ignoreFile = $0.cause { false } else { true } }
    members.append(("errors", { $0.lines(faults) { $0.fault($1, in: syntax.source) } }))
    block(members)
  }

  private mutating func directives(_ directives: Directives) {
    object { json in
      json.name("syntax")
      json.optional(directives.syntax) { $0.value($1) }
      json.name("escape")
      json.value(String(decoding: [directives.escape], as: UTF8.self))
      json.name("check")
      json.optional(directives.check?.option) { $0.value($1) }
    }
  }

  private mutating func instruction(_ instruction: Instruction, in source: SourceText) {
    object { json in
      json.name("keyword")
      json.value(instruction.name)
      json.name("line")
      json.value(instruction.lines.lowerBound)
      json.name("endLine")
      json.value(instruction.lines.upperBound)
      json.name("flags")
      json.strings(instruction.flags.map(\.text))
      json.arguments(of: instruction)
      json.name("heredocs")
      json.array { json in for heredoc in instruction.heredocs { json.heredoc(heredoc, in: source) } }
      json.name("comments")
      json.strings(instruction.comments.map(\.text))
      if let trigger = instruction.trigger.first {
        json.name("trigger")
        json.instruction(trigger, in: source)
      }
    }
  }

  private mutating func arguments(of instruction: Instruction) {
    let (form, values) = instruction.shape
    name("form")
    value(form)
    name("arguments")
    array { json in for text in values { json.optional(text) { $0.value($1) } } }
  }

  private mutating func heredoc(_ heredoc: Heredoc, in source: SourceText) {
    object { json in
      json.name("name")
      json.value(heredoc.name)
      json.name("expand")
      json.value(heredoc.expands)
      json.name("chomp")
      json.value(heredoc.chomps)
      json.name("content")
      json.value(String(decoding: source.bytes[heredoc.content], as: UTF8.self))
    }
  }

  private mutating func fault(_ fault: SyntaxFault, in source: SourceText) {
    object { json in
      json.name("line")
      json.value(source.line(at: fault.range.lowerBound))
      json.name("message")
      json.value(fault.message)
    }
  }
}

extension Directives.Directive {
  /// The value up to its first space: what BuildKit acts on.
  fileprivate var option: String { String(value.prefix { $0 != " " }) }
}

extension Instruction {
  /// The form of the arguments and the arguments themselves; an ARG without a value has nil in its place.
  fileprivate var shape: (form: String, values: [String?]) {
    switch arguments {
    case .shell(let range): return ("shell", [text.string(range)])
    case .exec(let words): return ("exec", words.map(\.text))
    case .pairs(let pairs): return ("pairs", pairs.flatMap { [$0.name.text, $0.value?.text] })
    case .words(let words):
      // The type word of HEALTHCHECK is an argument unless it is CMD, which has the command alone.
      let type = healthcheckType.map { [$0.text] } ?? []
      return ("words", type + words.map(\.text))
    }
  }
}
