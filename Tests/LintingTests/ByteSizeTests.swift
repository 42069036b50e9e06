import Linting
import Testing

@Suite struct ByteSizeTests {
  @Test(
    "A difference has its sign",
    arguments: [(0, "0"), (1, "+1 B"), (-980, "-980 B"), (1_200_000, "+1.2 MB"), (-1_200_000, "-1.2 MB")])
  func signed(_ bytes: Int, _ text: String) {
    #expect(ByteSize(bytes).signedDescription == text)
  }

  @Test(
    "A size is read",
    arguments: [
      ("0", 0), ("1048576", 1_048_576), ("0B", 0), ("7B", 7), ("7 B", 7), ("1kB", 1000), ("1KB", 1000),
      ("500MB", 500_000_000),
      ("500 MB", 500_000_000), ("3GB", 3_000_000_000), ("2TB", 2_000_000_000_000), ("1KiB", 1024),
      ("500MiB", 524_288_000),
      ("1GiB", 1_073_741_824), ("1TiB", 1_099_511_627_776), ("1.5GiB", 1_610_612_736), ("0.25MB", 250_000),
      ("1.125KiB", 1152),
      ("0.001kB", 1), ("007kB", 7000), ("9223372036854775807", .max), ("9223372036854775807B", .max),
    ])
  func reading(_ text: String, _ bytes: Int) throws {
    #expect(try ByteSize.parse(text) == ByteSize(bytes))
  }

  @Test(
    "A lone letter is refused, with both spellings offered",
    arguments: [
      ("500M", "500MB", "500MiB"), ("1.5g", "1.5GB", "1.5GiB"), ("2 T", "2TB", "2TiB"), ("64k", "64KB", "64KiB"),
    ])
  func loneLetter(_ text: String, _ decimal: String, _ binary: String) {
    let error = #expect(throws: ByteSize.ParseError.self) { try ByteSize.parse(text) }
    let message = error?.message ?? ""
    #expect(message.contains("“\(text)” can mean two sizes"))
    #expect(message.contains("\(decimal) ") && message.contains("\(binary) "))
  }

  @Test(
    "What is no size is refused, with a reason",
    arguments: [
      ("", "is no size"), ("MB", "is no size"), ("-1MB", "is no size"), ("1,5MB", "no unit"), ("1.MB", "is no size"),
      (".5MB", "is no size"),
      ("1.2.3MB", "is no size"), ("1.2345MB", "is no size"), ("5mb", "no unit"), ("5Mb", "no unit"),
      ("5 EB", "no unit"), ("5MB ", "no unit"),
      ("٥MB", "is no size"), ("1.5", "no whole number of bytes"), ("9223372036854775808", "is no size"),
      ("9223372036854775807kB", "too large"), ("9000000000TiB", "too large"), ("99999999999999999999MB", "is no size"),
    ])
  func refusals(_ text: String, _ reason: String) {
    let error = #expect(throws: ByteSize.ParseError.self) { try ByteSize.parse(text) }
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
  }

  @Test(
    "A size is printed in decimal units, cut after the first decimal",
    arguments: [
      (0, "0 B"), (999, "999 B"), (1000, "1 kB"), (1500, "1.5 kB"), (999_999, "999.9 kB"), (1_000_000, "1 MB"),
      (12_345_678, "12.3 MB"),
      (500_000_000, "500 MB"), (999_999_999, "999.9 MB"), (1_234_000_000, "1.2 GB"), (5_000_000_000_000, "5 TB"),
      (-1500, "-1.5 kB"),
      (.max, "9223372 TB"), (.min, "-9223372 TB"),
    ])
  func printing(_ bytes: Int, _ text: String) {
    #expect(ByteSize(bytes).description == text)
  }

  @Test("Sizes are ordered by their bytes")
  func order() throws {
    let ordered = try ["1023", "1kB", "1KiB", "500MB", "500MiB"].map { try ByteSize.parse($0) }
    #expect(ordered.sorted() == [try ByteSize.parse("1kB"), ByteSize(1023)] + ordered.dropFirst(2))
  }

  @Test("Different sizes of one sentence do not read alike")
  func texts() {
    #expect(ByteSize.texts(ByteSize(108_050), ByteSize(108_000)) == ("108050 bytes", "108000 bytes"))
    #expect(ByteSize.texts(ByteSize(108_000), ByteSize(108_000)) == ("108 kB", "108 kB"))
    #expect(ByteSize.texts(ByteSize(1750), ByteSize(1750)) == ("1750 bytes", "1750 bytes"))
    #expect(ByteSize.texts(ByteSize(109_000), ByteSize(108_000)) == ("109 kB", "108 kB"))
  }

  @Test("One is not many")
  func counts() {
    #expect([0, 1, 2].map { counted($0, "layer") } == ["0 layers", "1 layer", "2 layers"])
    #expect([1, 2].map { counted($0, "entry", "entries") } == ["1 entry", "2 entries"])
  }
}
