import Testing
import Workloads

@Suite struct QuantityTests {
  @Test(
    "Amounts are exact",
    arguments: [
      ("0", 0), ("1", 1_000_000_000), ("100m", 100_000_000), ("0.1", 100_000_000), (".5", 500_000_000),
      ("12.", 12_000_000_000), ("1u", 1_000), ("1n", 1), ("0.1n", 1), ("1.5n", 2), ("1k", 1_000_000_000_000),
      ("1Ki", 1_024_000_000_000), ("1.5Gi", 1_610_612_736_000_000_000), ("1e3", 1_000_000_000_000),
      ("1E3", 1_000_000_000_000), ("5e-1", 500_000_000), ("+1", 1_000_000_000), ("-1", -1_000_000_000),
      (" 128Mi ", 134_217_728_000_000_000), ("0001", 1_000_000_000), ("0.1m", 100_000),
    ])
  func amounts(_ text: String, _ nano: Int) throws {
    #expect(try Quantity(text).nano == Int128(nano))
  }

  @Test("What Kubernetes keeps no more of is the greatest amount", arguments: ["9Ei", "1e30", "99999999999999999999"])
  func greatest(_ text: String) throws {
    #expect(try Quantity(text).nano == Int128(Int64.max) * 1_000_000_000)
  }

  @Test(
    "A suffix counts in its own case",
    arguments: ["128K", "128mi", "1e", "1Mi5", "128MB", "128KI", "1 Mi", "1e+", "1e1_0"])
  func suffixes(_ text: String) {
    #expect(throws: Quantity.Fault.self) { try Quantity(text) }
  }

  @Test(
    "What is no number is refused", arguments: ["", "Mi", ".", "-", "+Mi", "one", String(repeating: "9", count: 300)])
  func numbers(_ text: String) {
    #expect(throws: Quantity.Fault.notANumber) { try Quantity(text) }
  }

  @Test func order() throws {
    let ascending = ["-1", "0", "1n", "999u", "1m", "0.5", "1", "1k", "1Ki", "128M", "128Mi", "1G", "1Gi", "1E", "1Ei"]
    let amounts = try ascending.map { try Quantity($0) }
    #expect(amounts == amounts.sorted())
    #expect(Set(amounts).count == amounts.count)
  }

  @Test("An amount is the same in every spelling of its digits")
  func spellings() throws {
    for number in [1, 7, 128, 1_000, 65_535] {
      for suffix in Quantity.suffixes.keys {
        let plain = try Quantity("\(number)\(suffix)").nano
        #expect(try Quantity("\(number).000\(suffix)").nano == plain)
        #expect(try Quantity("00\(number)\(suffix)").nano == plain)
      }
    }
  }
}
