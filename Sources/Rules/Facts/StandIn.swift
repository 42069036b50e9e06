/// Tells a value of a manifest or of Helm values that only stands for another, by its whole form. One odd character is none:
/// passwords have them.
enum StandIn {
  /// Whether a value is a mark that somebody or some program replaces: `$NAME`, `<your password>`, `***`, `%s`,
  /// `%(name)s`, `{name}`, `#{name}#`, or a text with `${NAME}`, `$(NAME)` or `{{ … }}` in it.
  static func isOne(_ value: ArraySlice<UInt8>) -> Bool {
    value.isEmpty || isRun(value) || isFormat(value) || isEnclosed(value) || isVariable(value) || holdsReference(value)
  }

  /// `***`, `...`, `xxx`: nothing but one sign.
  private static func isRun(_ value: ArraySlice<UInt8>) -> Bool {
    guard let first = value.first, "*._-?#xX".utf8.contains(first) else { return false }
    return value.allSatisfy { $0 == first }
  }

  /// `%s`, `%d`, `%v`, `%(name)s`
  private static func isFormat(_ value: ArraySlice<UInt8>) -> Bool {
    guard value.first == UInt8(ascii: "%"), let last = value.last, "sdv".utf8.contains(last) else { return false }
    let name = value.dropFirst().dropLast()
    return name.isEmpty
      || (name.first == UInt8(ascii: "(") && name.last == UInt8(ascii: ")") && isName(name.dropFirst().dropLast()))
  }

  /// `<any words>`, `{name}`, `[name]`, `%name%`, `#{name}#`
  private static func isEnclosed(_ value: ArraySlice<UInt8>) -> Bool {
    if value.first == UInt8(ascii: "<"), value.last == UInt8(ascii: ">") {
      let words = value.dropFirst().dropLast()
      return !words.isEmpty && !words.contains { "<>/\n".utf8.contains($0) }
    }
    return [("{", "}"), ("[", "]"), ("%", "%"), ("#{", "}#")].contains { opening, closing in
      value.count > opening.utf8.count + closing.utf8.count && value.starts(with: opening.utf8)
        && value.suffix(closing.utf8.count).elementsEqual(closing.utf8)
        && isName(value.dropFirst(opening.utf8.count).dropLast(closing.utf8.count))
    }
  }

  /// `$NAME`
  private static func isVariable(_ value: ArraySlice<UInt8>) -> Bool {
    value.first == UInt8(ascii: "$") && isName(value.dropFirst())
  }

  /// Whether a variable or an action of a template stands in it, brackets and all.
  private static func holdsReference(_ value: ArraySlice<UInt8>) -> Bool {
    var rest = value
    while let open = rest.firstIndex(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "{") }) {
      let behind = rest[open...]
      // An action may be of any words; a text without its end is looked through once.
      if behind.starts(with: "{{".utf8) { return behind.firstRange(of: Array("}}".utf8)) != nil }
      if behind.starts(with: "${".utf8) || behind.starts(with: "$(".utf8) {
        let name = behind.dropFirst(2).prefix { isNameByte($0) }
        let next = behind[name.endIndex...].first
        let closing: String = behind.starts(with: "${".utf8) ? "}:-" : ")"
        if !name.isEmpty, let next, closing.utf8.contains(next) { return true }
      }
      rest = rest[(open + 1)...]
    }
    return false
  }

  private static func isName(_ text: ArraySlice<UInt8>) -> Bool {
    !text.isEmpty && !text.contains { !isNameByte($0) } && text.first?.isDecimalDigit == false
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isLatinLetter || byte.isDecimalDigit || "_-. ".utf8.contains(byte)
  }
}
