/// Text from inputs in the Markdown of GitHub and GitLab: it reads as it is, and does nothing.
enum MarkdownText {
  private static let special: Set<Unicode.Scalar> = ["\\", "`", "*", "[", "]", "|", "~", "$"]
  /// Parts what would become a link, a mention or a reference, and is not seen.
  private static let gap = "&#8203;"

  /// Running text, also in a cell of a table: no emphasis, links, tags, mentions or references.
  static func escaped(_ text: String) -> String {
    let scalars = Array(VisibleText.escaped(text).unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "@": result += "@\(gap)"
      case ":" where follows("//", index, scalars): result += ":\(gap)"
      case "." where isBehind("www", index, scalars): result += "\(gap)."
      case "#" where scalars.indices.contains(index + 1) && isDigit(scalars[index + 1]): result += "#\(gap)"
      case "_" where !isInsideWord(index, scalars): result += "\\_"
      case _ where special.contains(scalar): result += "\\\(scalar)"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Text as code where it can be; running text where a code span could not hold it.
  static func code(_ text: String) -> String {
    let visible = VisibleText.escaped(text)
    let isPlain =
      !visible.isEmpty && visible == visible.trimmingBlanks
      && !visible.utf8.contains { "`|\\<>&".utf8.contains($0) }
    return isPlain ? "`\(visible)`" : escaped(text)
  }

  /// A link to an address of the catalogue; the label alone where there is none.
  static func link(_ label: String, to address: String) -> String {
    let isPlain = address.hasPrefix("https://") && address.utf8.allSatisfy(isPlainAddress)
    return isPlain ? "[\(label)](\(address))" : label
  }

  private static func isPlainAddress(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !"()<>\"\\|`".utf8.contains(byte)
  }

  private static func follows(_ text: String, _ index: Int, _ scalars: [Unicode.Scalar]) -> Bool {
    scalars[(index + 1)...].prefix(text.unicodeScalars.count).elementsEqual(text.unicodeScalars)
  }

  private static func isBehind(_ text: String, _ index: Int, _ scalars: [Unicode.Scalar]) -> Bool {
    String(String.UnicodeScalarView(scalars[..<index].suffix(text.unicodeScalars.count))).lowercased() == text
  }

  private static func isInsideWord(_ index: Int, _ scalars: [Unicode.Scalar]) -> Bool {
    guard index > 0, index + 1 < scalars.count else { return false }
    return isWord(scalars[index - 1]) && isWord(scalars[index + 1])
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic || isDigit(scalar) }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}

extension String {
  fileprivate var trimmingBlanks: Substring {
    let head = drop { $0 == " " }
    return head.lastIndex { $0 != " " }.map { head[...$0] } ?? ""
  }
}
