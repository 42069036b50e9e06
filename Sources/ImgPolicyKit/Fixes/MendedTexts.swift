/// Texts that are judged in the place of those that files have: what fixes make of them, before it is written.
struct MendedTexts: Sendable {
  private var standardInput: [UInt8]?
  private var files: [InputPath: [UInt8]] = [:]

  /// The text that stands in the place of an input's own; nil where that one counts.
  subscript(input: FoundInput) -> [UInt8]? {
    get { input.isStandardInput ? standardInput : files[input.path] }
    set { if input.isStandardInput { standardInput = newValue } else { files[input.path] = newValue } }
  }

  /// The bytes of an input as it is judged.
  func read(_ input: FoundInput) throws(InputError) -> [UInt8] {
    if input.error == nil, let text = self[input] { return text }
    return try input.read()
  }

  /// The bytes of a file as it is judged.
  func read(_ path: InputPath) throws(InputError) -> [UInt8] {
    if let text = files[path] { return text }
    return try ReadFile.bytes(at: path.absolute)
  }
}
