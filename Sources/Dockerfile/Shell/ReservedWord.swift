/// The words that the shell's grammar is made of, where a command may begin.
enum ReservedWord: String, CaseIterable {
  case `if`, then, `elif`, `else`, fi
  case `for`, select, `while`, until, `do`, done
  case `case`, `in`, esac
  case openGroup = "{"
  case closeGroup = "}"
  case negation = "!"
  case function
  case coprocess = "coproc"

  /// Whether it only ever ends or divides a compound command.
  var isClosing: Bool {
    switch self {
    case .then, .elif, .else, .fi, .do, .done, .esac, .closeGroup: true
    default: false
    }
  }

  /// No reserved word is longer.
  static let maximumLength = 8

  /// A word's bytes, at most eight of them, as one number.
  typealias Key = UInt64

  static func key(_ key: Key, followedBy byte: UInt8) -> Key { key << 8 | Key(byte) }

  init?(key: Key) {
    guard let known = Self.keys.first(where: { $0.key == key }) else { return nil }
    self = known.word
  }

  private static let keys = allCases.map { word in
    (key: word.rawValue.utf8.reduce(0) { key($0, followedBy: $1) }, word: word)
  }

  /// Whether a reserved word begins with the byte: most commands are told apart by it alone.
  static func mayBegin(with byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "i"), UInt8(ascii: "t"), UInt8(ascii: "e"), UInt8(ascii: "f"), UInt8(ascii: "s"),
      UInt8(ascii: "w"), UInt8(ascii: "u"), UInt8(ascii: "d"), UInt8(ascii: "c"), ASCII.openBrace, ASCII.closeBrace,
      UInt8(ascii: "!"):
      true
    default: false
    }
  }
}
