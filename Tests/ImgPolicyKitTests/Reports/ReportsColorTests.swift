import ImgPolicyKit
import Testing

/// Who decides about colour, from the strongest voice down.
@Suite struct ReportsColorTests {
  typealias Case = (flag: ColorChoice, environment: [String: String], isTerminal: Bool, expected: Bool)

  static let cases: [Case] = [
    (.auto, [:], true, true),
    (.auto, [:], false, false),
    (.always, ["NO_COLOR": "1", "TERM": "dumb"], false, true),
    (.never, ["FORCE_COLOR": "1"], true, false),
    (.auto, ["NO_COLOR": "1"], true, false),
    (.auto, ["NO_COLOR": ""], true, true),
    (.auto, ["NO_COLOR": "0"], true, false),
    (.auto, ["NO_COLOR": "1", "FORCE_COLOR": "1"], true, false),
    (.auto, ["FORCE_COLOR": "1"], false, true),
    (.auto, ["FORCE_COLOR": "0"], false, false),
    (.auto, ["FORCE_COLOR": ""], false, false),
    (.auto, ["FORCE_COLOR": "3", "TERM": "dumb", "CLICOLOR": "0"], false, true),
    (.auto, ["CLICOLOR_FORCE": "1"], false, true),
    (.auto, ["CLICOLOR_FORCE": "0"], false, false),
    (.auto, ["CLICOLOR": "0"], true, false),
    (.auto, ["CLICOLOR": "1"], true, true),
    (.auto, ["CLICOLOR": "1"], false, false),
    (.auto, ["TERM": "dumb"], true, false),
    (.auto, ["TERM": "xterm"], true, true),
    (.auto, ["GITHUB_ACTIONS": "true"], false, true),
    (.auto, ["GITLAB_CI": "true"], false, true),
    (.auto, ["GITHUB_ACTIONS": "true", "NO_COLOR": "1"], false, false),
    (.auto, ["GITHUB_ACTIONS": "true", "TERM": "dumb"], false, false),
    (.auto, ["CI": "true"], false, false),
  ]

  @Test(arguments: cases.indices)
  func resolves(index: Int) {
    let one = Self.cases[index]
    let resolved = ColorChoice.resolve(flag: one.flag, environment: one.environment, isTerminal: one.isTerminal)
    #expect(resolved == one.expected, "\(one)")
  }

  @Test func aReportInAFileIsNoLog() {
    let environment = ["GITHUB_ACTIONS": "true"]
    #expect(!ColorChoice.resolve(flag: .auto, environment: environment, isTerminal: false, isRegularFile: true))
    #expect(ColorChoice.resolve(flag: .always, environment: environment, isTerminal: false, isRegularFile: true))
  }
}
