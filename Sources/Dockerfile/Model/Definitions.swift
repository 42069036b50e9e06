/// A name that ARG or ENV defines.
package struct VariableDefinition: Sendable {
  package enum Kind: Sendable { case argument, environment }

  package var kind: Kind
  /// As written.
  package var name: Word
  /// After expansion; an argument's name is never expanded.
  package var expandedName: String
  package var value: Word?
  package var instruction: Instruction
  /// nil before the first FROM.
  package var stage: Int?
  /// What the name stood for before; nil when nothing in the file had set it.
  package var previousValue: VariableValue?
  /// What it stands for from here on; nil for an argument without a value, and where BuildKit refuses the value.
  package var newValue: VariableValue?
}

/// A label that LABEL sets.
package struct LabelDefinition: Sendable {
  /// As written.
  package var name: Word
  package var expandedName: VariableValue
  /// As written.
  package var value: Word
  package var expandedValue: VariableValue
  package var instruction: Instruction
  /// Whether the LABEL is a trigger of the base, be that a stage or an image.
  package var isTriggered: Bool
}

/// A port of an EXPOSE, after expansion.
package struct ExposedPort: Sendable {
  package var port: PortSpecification
  /// The word that it came from.
  package var word: Word
  package var instruction: Instruction
}
