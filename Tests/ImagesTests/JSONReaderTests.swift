import TestSupport
import Testing

@testable import Images

@Suite struct JSONReaderTests {
  private func value(_ text: String) throws -> JSONValue {
    try JSONReader.read(Array(text.utf8), name: "x", depthLimit: 64).value
  }

  @Test(arguments: [
    "null", "true", "false", "0", "-1.5e+3", "\"\"", "[]", "{}", " [1, 2] ", "{\"a\":{\"b\":[null]}}", "\u{feff}{}",
  ])
  func validDocumentsAreRead(text: String) throws { _ = try value(text) }

  @Test(arguments: [
    "", " ", "nul", "tru e", "01", "1.", ".5", "1e", "+1", "-", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":1,}", "{a:1}",
    "{'a':1}",
    "\"a", "\"\\x\"", "\"\\u12\"", "\"\n\"", "[1]x", "{} {}", "// c\n{}", "[", "{", "NaN", "\"\\ud800", "\u{0}",
  ])
  func malformedDocumentsAreRefused(text: String) {
    #expect(throws: ArchiveError.self) { try value(text) }
  }

  @Test func stringsThatAreNoUTF8AreRefused() {
    #expect(throws: ArchiveError.self) {
      try JSONReader.read([0x22, 0xff, 0x22], name: "x", depthLimit: 64)
    }
  }

  @Test(arguments: [
    (#""a\"\\\/\b\f\n\r\tA""#, "a\"\\/\u{8}\u{c}\n\r\tA"), (#""\ud83d\ude00""#, "😀"), (#""\ud83d!""#, "\u{fffd}!"),
    ("\"é\"", "é"), (#""\u0000""#, "\u{0}"),
  ])
  func escapesAreDecoded(text: String, expected: String) throws {
    guard case .string(let found) = try value(text) else {
      Issue.record("no string")
      return
    }
    #expect(found == expected)
  }

  @Test func numbersAreExactWhereTheyCanBe() throws {
    func exact(_ text: String) throws -> Int? {
      if case .number(_, let exact) = try value(text) { exact } else { nil }
    }
    #expect(try exact("30000000000") == 30_000_000_000)
    #expect(try exact("9007199254740993") == 9_007_199_254_740_993)
    #expect(try exact("1e3") == 1000)
    #expect(try exact("1.5") == nil)
    #expect(try exact("9223372036854775808") == nil)
    #expect(try exact("1e999") == nil)
  }

  @Test func depthIsBounded() throws {
    _ = try value(String(repeating: "[", count: 64) + String(repeating: "]", count: 64))
    let error = #expect(throws: ArchiveError.self) { try value(String(repeating: "[", count: 100_000)) }
    #expect(error?.kind == .limitExceeded)
  }

  @Test func duplicateKeysAreFoundWithTheirPaths() throws {
    let text = #"[{"a":1,"b":{"c":1,"c":2},"a":2}]"#
    let (_, duplicates) = try JSONReader.read(Array(text.utf8), name: "x", depthLimit: 64)
    #expect(duplicates == ["[0].b.c", "[0].a"])
  }

  @Test(arguments: ["user", "USER", "U\u{17f}er"]) func aKeyInAnotherSpellingIsFoundAndNoted(key: String) throws {
    let document = try JSONDocument(Array("{\"User\":\"a\",\"\(key)\":\"b\"}".utf8), name: "x", limits: Limits())
    #expect(try document.root.member("User", in: document)?.string() == "b")
    #expect(document.ambiguousKeys == ["User"])
  }

  @Test func errorsSayWhereAndWhat() throws {
    let document = try JSONDocument(Array(#"{"a":[{"b":1}]}"#.utf8), name: "index.json", limits: Limits())
    let field = try #require(try document.root.member("a", in: document)?.elements("an array").first)
    let error = #expect(throws: ArchiveError.self) { try field.member("b", in: document)?.string() }
    #expect(error?.message == "index.json: a[0].b is a number, expected a string")
  }

  /// Any prefix and any changed byte of a document is read or refused, and never traps.
  @Test func damageNeverTraps() throws {
    let text = Array(#"{"a":[1,-2.5e3,true,null,"x\u00e9\ud83d\ude00\n"],"b":{"c":{}}}"#.utf8)
    for length in 0..<text.count {
      #expect(throws: ArchiveError.self) { try JSONReader.read(Array(text.prefix(length)), name: "x", depthLimit: 8) }
    }
    for index in text.indices {
      for byte in [UInt8(0), 0x22, 0x5c, 0x7b, 0xff] {
        var changed = text
        changed[index] = byte
        _ = try? JSONReader.read(changed, name: "x", depthLimit: 8)
      }
    }
  }
}
