/// Writes XML 1.0 into one buffer, an element a line, indented by its depth.
///
/// Text from inputs is made visible first: characters that XML has no way to say, or that a reader would obey rather
/// than show, become escapes such as `\u{1b}`.
struct XMLWriter {
  typealias Attribute = (name: String, value: String)

  private(set) var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
  private var depth = 0

  /// An element with what `body` writes inside; one without content when `body` writes nothing.
  mutating func element(
    _ name: String, _ attributes: [Attribute] = [], _ body: (inout XMLWriter) -> Void = { _ in }
  ) {
    open(name, attributes)
    append(">\n")
    let start = bytes.count
    depth += 1
    body(&self)
    depth -= 1
    if bytes.count == start {
      bytes.removeLast(2)
      append("/>\n")
    } else {
      indent()
      append("</\(name)>\n")
    }
  }

  /// An element with text inside, each of `lines` in a line of its own.
  mutating func element(_ name: String, _ attributes: [Attribute], lines: [String]) {
    open(name, attributes)
    append(">")
    append(lines.map(Self.escaped).joined(separator: "\n"))
    append("</\(name)>\n")
  }

  private mutating func open(_ name: String, _ attributes: [Attribute]) {
    indent()
    append("<\(name)")
    for (name, value) in attributes { append(" \(name)=\"\(Self.escaped(value))\"") }
  }

  private mutating func indent() { bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2)) }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.escaped(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      // No characters of XML, though Unicode has the code points.
      case "\u{FFFE}", "\u{FFFF}": result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
