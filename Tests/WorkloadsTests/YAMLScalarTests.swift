import Testing
import Workloads

/// Scalars are what kubectl and Helm take them for; the values are measured with kubectl 1.32.
@Suite struct YAMLScalarTests {
  @Test(
    "Plain scalars",
    arguments: [
      ("yes", .boolean(true)), ("y", .boolean(true)), ("on", .boolean(true)), ("True", .boolean(true)),
      ("NO", .boolean(false)), ("n", .boolean(false)), ("Off", .boolean(false)), ("nO", .string), ("tRue", .string),
      ("0444", .integer(292)), ("0o444", .integer(292)), ("010", .integer(8)), ("08", .integer(8)),
      ("0x1F", .integer(31)), ("0b11", .integer(3)), ("0b12", .string), ("1_000", .integer(1000)),
      ("1_0.5", .number(10.5)), ("1:20", .string), ("12:30:45", .string), ("2024-01-01", .string),
      ("1e3", .number(1000)), (".5", .number(0.5)), ("1.20", .number(1.2)), ("1e400", .string), ("~", .null),
      ("", .null),
      ("null", .null), ("nUll", .string), ("-12", .integer(-12)), ("+12", .integer(12)), ("+-1", .string),
      ("-", .string),
      (".", .string), ("1.2.3", .string), ("12e", .string), ("0x", .string), ("0x-1", .string), ("1.", .number(1)),
      ("99999999999999999999", .number(1e20)), ("1234567e8", .number(1_234_567e8)),
    ] as [(String, YAMLScalar.Value)])
  func plain(_ text: String, _ value: YAMLScalar.Value) {
    #expect(YAMLScalar(text: text, style: .plain).value == value)
  }

  @Test("Quoted scalars are texts", arguments: ["yes", "1", "", "null", "0x1F"])
  func quoted(_ text: String) {
    #expect(YAMLScalar(text: text, style: .quoted).value == .string)
    #expect(YAMLScalar(text: text, style: .block).value == .string)
    #expect(YAMLScalar(text: text, style: .plain, tag: "tag:yaml.org,2002:str").value == .string)
  }
}
