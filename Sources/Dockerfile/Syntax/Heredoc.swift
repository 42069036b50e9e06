/// A heredoc of RUN, COPY or ADD: what follows the instruction's line, up to a line that is the delimiter.
package struct Heredoc: Sendable, Hashable {
  /// The delimiter, without quotes.
  package var name: String
  /// Whether variables in the body are expanded: no part of the delimiter is quoted.
  package var expands: Bool
  /// Whether leading tabs do not count (`<<-`).
  package var chomps: Bool
  /// The number before `<<`; 0 when there is none.
  package var fileDescriptor: Int
  /// The body's byte range in the source, line ends included, the terminating line not.
  package var content: Range<Int>
}

/// A `<<name` on an instruction's line, before its body is read.
struct HeredocStart {
  var name: String
  var expands: Bool
  var chomps: Bool
  var fileDescriptor: Int
}

/// The heredocs that an instruction's line opens, in order.
///
/// The whole line is split like a shell word list, always with the backslash as escape character. A word opens a heredoc
/// when it *starts* with `<<`, digits allowed before it. A line that does not lex opens none.
func heredocStarts(in line: [UInt8]) -> [HeredocStart] {
  var mode = ExpansionMode()
  mode.keepsQuotes = true
  mode.keepsEscapes = true
  mode.keepsUnset = true
  guard let words = try? expand(line, escape: ASCII.backslash, mode: mode, in: Environment()).words else { return [] }
  var starts: [HeredocStart] = []
  var index = 0
  while index < words.count {
    guard var opening = HeredocOpening(words[index]) else {
      index += 1
      continue
    }
    if opening.delimiter.isEmpty, index + 1 < words.count {
      // Blanks may stand between `<<` and the name.
      index += 1
      opening.delimiter = words[index]
    }
    if let start = opening.start { starts.append(start) }
    index += 1
  }
  return starts
}

extension LogicalText {
  /// The word that opens a heredoc, as far as blanks tell; nil when quotes hide it.
  func opening(of heredoc: HeredocStart) -> Range<Int>? {
    let words = blankSeparatedWords(in: 0..<count)
    for (index, word) in words.enumerated() {
      guard var opening = HeredocOpening(word.text) else { continue }
      let name = words.dropFirst(index + 1).first
      let isApart = opening.delimiter.isEmpty
      if isApart, let name { opening.delimiter = name.text }
      guard opening.start?.name == heredoc.name else { continue }
      return word.range.lowerBound..<(isApart ? name ?? word : word).range.upperBound
    }
    return nil
  }
}

extension [Word] {
  /// These words without those that only open heredocs: `<<EOF`, and `<<` with the name behind it.
  var withoutHeredocs: [Word] {
    guard contains(where: { $0.text.utf8.contains(ASCII.less) }) else { return self }
    var rest: [Word] = []
    var index = startIndex
    while index < endIndex {
      let opening = HeredocOpening(self[index].text)
      if let opening, opening.delimiter.isEmpty, index + 1 < endIndex {
        index += 1
      } else if opening?.start == nil {
        rest.append(self[index])
      }
      index += 1
    }
    return rest
  }
}

/// A word of the form `digits? << -? name`.
private struct HeredocOpening {
  var fileDescriptor = 0
  var chomps = false
  var delimiter: String

  init?(_ word: String) {
    guard word.utf8.contains(ASCII.less) else { return nil }
    let digits = word.utf8.prefix(while: ASCII.isDigit)
    var rest = word.utf8[digits.endIndex...]
    guard rest.starts(with: "<<".utf8) else { return nil }
    rest = rest.dropFirst(2)
    fileDescriptor = Int(Substring(digits)) ?? 0
    if rest.first == ASCII.hyphen {
      chomps = true
      rest = rest.dropFirst()
    }
    delimiter = String(Substring(rest))
  }

  /// nil when the delimiter is no single word, or holds a `<` as `<<<` does.
  var start: HeredocStart? {
    guard !delimiter.isEmpty, !delimiter.utf8.contains(ASCII.less) else { return nil }
    var raw = ExpansionMode()
    raw.keepsQuotes = true
    raw.keepsUnset = true
    var plain = ExpansionMode()
    plain.keepsUnset = true
    let bytes = Array(delimiter.utf8)
    guard let quoted = try? expand(bytes, escape: ASCII.backslash, mode: raw, in: Environment()),
      let unquoted = try? expand(bytes, escape: ASCII.backslash, mode: plain, in: Environment()),
      quoted.words.count == 1, unquoted.words.count == 1, let name = unquoted.words.first
    else { return nil }
    return HeredocStart(
      name: name, expands: quoted.text == unquoted.text, chomps: chomps, fileDescriptor: fileDescriptor)
  }
}
