/// The one buffer that a text report is written to: it escapes all that is written, colours it if asked to, knows the
/// column that it stands at, and leaves no blanks at line ends.
///
/// Nothing but its own colour sequences and line feeds reaches the output unescaped.
struct TerminalText {
  /// What a piece of text is, which decides its colour.
  enum Paint {
    case plain, strong, faint, error, warning, info, style, good

    fileprivate var code: String {
      switch self {
      case .plain: "0"
      case .strong: "0;1"
      case .faint: "0;2"
      case .error: "0;1;31"
      case .warning: "0;1;33"
      case .info: "0;1;36"
      case .style: "0;1;34"
      case .good: "0;1;32"
      }
    }
  }

  /// A piece of a paragraph.
  struct Run {
    var text: String
    var paint: Paint
    /// Whether the piece goes to a new line as a whole rather than be broken.
    var isWhole: Bool

    init(_ text: String, _ paint: Paint = .plain, isWhole: Bool = false) {
      self.text = text
      self.paint = paint
      self.isWhole = isWhole
    }
  }

  let style: TextStyle
  private(set) var bytes: [UInt8] = []
  /// Columns written in this line, blanks that are still held back included.
  private(set) var column = 0
  private var heldBlanks = 0
  private var current = Paint.plain

  init(style: TextStyle) { self.style = style }

  mutating func write(_ text: String, _ paint: Paint = .plain) {
    guard !text.isEmpty else { return }
    let visible = VisibleText.escaped(text)
    write(visible: visible[...], width: VisibleText.width(visible), paint)
  }

  /// Writes text that is escaped already.
  private mutating func write(visible text: Substring, width: Int, _ paint: Paint) {
    guard !text.isEmpty else { return }
    for _ in 0..<heldBlanks { bytes.append(UInt8(ascii: " ")) }
    heldBlanks = 0
    apply(paint)
    bytes.append(contentsOf: text.utf8)
    column += width
  }

  /// Blanks, which only appear when something follows them in the line.
  mutating func blanks(_ count: Int) {
    heldBlanks += max(0, count)
    column += max(0, count)
  }

  /// Blanks up to a column, counted from 0.
  mutating func pad(to target: Int) { blanks(target - column) }

  mutating func endLine() {
    apply(.plain)
    bytes.append(UInt8(ascii: "\n"))
    heldBlanks = 0
    column = 0
  }

  /// Writes `runs` as words from the present column on, one blank apart. Where a word would cross the width of the
  /// terminal, a new line begins with `margin` and blanks up to the column where the words began.
  mutating func words(_ runs: [Run], margin: String = "") {
    let start = column
    let limit = style.width > 0 ? max(style.width, start + 40) : Int.max
    var isFirst = true
    for run in runs {
      let text = VisibleText.escaped(run.text)
      let isWhole = run.isWhole && VisibleText.width(text) <= limit - start
      for word in isWhole ? [text[...]] : text.split(separator: " ", omittingEmptySubsequences: false) {
        let width = VisibleText.width(word)
        if isFirst {
          isFirst = false
        } else if column > start, column + 1 + width > limit {
          endLine()
          write(margin, .faint)
          pad(to: start)
        } else {
          blanks(1)
        }
        write(visible: word, width: width, run.paint)
      }
    }
  }

  private mutating func apply(_ paint: Paint) {
    guard style.color, paint != current else { return }
    bytes.append(contentsOf: "\u{1B}[\(paint.code)m".utf8)
    current = paint
  }
}
