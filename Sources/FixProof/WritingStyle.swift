/// How a Dockerfile is written.
package struct WritingStyle: Sendable {
  /// Where instructions go on in a new line.
  package enum Breaks: CaseIterable, Sendable {
    case none, beforeJoints, behindJoints, everywhere, somewhere
  }

  var escape: Character
  var lineEnd: String
  var indentation: String
  var breaks: Breaks
  var hasComments: Bool
  /// Behind the escape character.
  var hasTrailingBlanks: Bool
  /// Whether a line end closes the file.
  var endsWithLine: Bool

  /// Each escape character with each line end, each way to break lines, with comments and without. The rest takes turns.
  package static let all: [WritingStyle] = {
    let indentations = ["    ", "  ", "\t", " \t "]
    var styles: [WritingStyle] = []
    for (escape, lineEnd) in [("\\", "\n"), ("\\", "\r\n"), ("`", "\n"), ("`", "\r\n")] as [(Character, String)] {
      for breaks in Breaks.allCases {
        for hasComments in [false, true] {
          let number = styles.count
          styles.append(
            WritingStyle(
              escape: escape, lineEnd: lineEnd, indentation: indentations[number % indentations.count], breaks: breaks,
              hasComments: hasComments, hasTrailingBlanks: number % 3 == 0, endsWithLine: number % 5 != 0))
        }
      }
    }
    return styles
  }()
}
