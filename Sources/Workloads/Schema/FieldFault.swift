/// Why the API refuses a value that stands in a field it knows.
package enum FieldFault: Sendable, Hashable {
  /// It is of another type than the field.
  case type
  /// A text that is none of the words the field takes.
  case word
  /// A text that is no name.
  case name
  /// A number beyond what the field takes.
  case range(ClosedRange<Int>)
  /// Keys of which there may be but one.
  case alternatives([String])
}

extension ManifestSchema.Visit {
  /// nil for what the API takes; it takes null everywhere. What another rule tells better counts as taken: an unquoted number or
  /// boolean for a text, and an amount that is none.
  package var fault: FieldFault? {
    if !isKnown || node.isNull { return nil }
    switch (type, node.content) {
    case (.anything, _), (.list, .sequence), (.map, .mapping): return nil
    case (.object(let name), .mapping):
      let set = (SchemaText.alternatives[name] ?? []).filter { node[$0] != nil }
      return set.count > 1 ? .alternatives(set) : nil
    case (_, .scalar(let scalar)):
      // Few values have a fault, and some are long.
      return (fault(of: scalar) ?? excess).flatMap { ReplacedText.isReplaced(scalar.text) ? nil : $0 }
    default: return .type
    }
  }

  private var excess: FieldFault? {
    switch type {
    case .integer(let range), .integerOrText(let range):
      node.integer.flatMap { range.contains($0) ? nil : .range(range) }
    default: nil
    }
  }

  private func fault(of scalar: YAMLScalar) -> FieldFault? {
    switch (type, scalar.value) {
    case (.choice(let words), .string): scalar.text.isEmpty || words.contains(scalar.text) ? nil : .word
    case (.label, .string): ObjectName.isLabel(scalar.text) ? nil : .name
    case (.text, _), (.label, _), (.choice, _), (.quantity, _), (.integer, .integer), (.flag, .boolean),
      (.integerOrText, .integer), (.integerOrText, .string):
      nil
    // `1e3` is the integer 1000.
    case (.integer, .number(let number)), (.integerOrText, .number(let number)):
      Int(exactly: number) == nil ? .type : nil
    default: .type
    }
  }
}

/// What a program writes into the file before the API sees it: `${REPLICAS}`, `__NAME__`, a value of SOPS.
package enum ReplacedText {
  package static func isReplaced(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return ["${", "$(", "{{", "__", "@@", "ENC[", "<"].contains { bytes.firstRange(of: Array($0.utf8)) != nil }
  }
}

/// Names of objects, and of what they have in them.
package enum ObjectName {
  /// Up to 63 small letters, digits and hyphens, the latter not at an end.
  package static func isLabel(_ name: String) -> Bool { name.utf8.count <= 63 && isLabel(Array(name.utf8)[...]) }

  /// Labels with dots between them, up to 253 bytes.
  package static func isSubdomain(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return bytes.count <= 253
      && bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
  }

  private static func isLabel(_ bytes: ArraySlice<UInt8>) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return !bytes.isEmpty && bytes.first != hyphen && bytes.last != hyphen
      && bytes.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || byte == hyphen
      }
  }
}
