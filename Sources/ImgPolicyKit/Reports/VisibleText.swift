/// Text from files, labels, histories and paths in a form that a terminal can only print, never obey.
///
/// Control characters, escape sequences, line and paragraph separators, bidirectional marks and characters without a
/// shape become visible escapes: `\n`, `\t`, `\u{1b}`.
enum VisibleText {
  /// `text` with every character escaped that a terminal would act on or not show.
  static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      if let escape = escape(for: scalar) { result += escape } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }

  /// The visible escape of a scalar; nil for one that is shown as it is.
  static func escape(for scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x0A: return "\\n"
    case 0x0D: return "\\r"
    case 0x09: return "\\t"
    case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF: return nil
    // Punctuation, box drawing and blocks, which reports themselves use; then variation selectors.
    case 0x2010...0x2027, 0x2500...0x259F: return nil
    case 0xFE00...0xFE0F: return nil
    default: return isShown(scalar) ? nil : "\\u{\(String(scalar.value, radix: 16))}"
    }
  }

  /// The columns that an escaped text takes in a terminal.
  static func width(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy(isPlain) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// The columns of one scalar: 0 for combining marks, 2 for East Asian wide characters and emoji, else 1.
  static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 || (0x2500...0x259F).contains(scalar.value) { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }
  }

  /// `text` cut to `limit` columns, with an ellipsis where something is left out.
  static func shortened(_ text: String, to limit: Int) -> String {
    guard width(text) > limit else { return text }
    var result = ""
    var columns = 0
    for scalar in text.unicodeScalars {
      columns += width(scalar)
      if columns >= limit { break }
      result.unicodeScalars.append(scalar)
    }
    return result + "…"
  }

  private static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
    default: !scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// The blocks whose characters are wide (Unicode Standard Annex 11), joined where gaps are unassigned.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
    0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD,
  ]
}
