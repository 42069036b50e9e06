import Dockerfile
import ImgPolicyKit
import Linting
import Rules

/// A Dockerfile's text with all rules and their judge over it.
struct JudgedText {
  let findings: [JudgedFinding]

  private static let infos = Catalog().infos
  private static let names = RuleNames(infos)
  private static let judge = Judge(infos)
  private static let byDefault = Result { try effective("description: none") }

  private static func effective(_ policy: String) throws -> EffectivePolicy {
    try PolicyStack(ruleNames: names) { _ in Array(policy.utf8) }
      .effective([.builtIn("default"), .file(InputPath("policy.yaml"))])
  }

  /// `policy` is YAML text that lies over the policy `default`.
  init(_ text: [UInt8], policy: String? = nil, select: [String] = [], extendSelect: [String] = []) throws {
    let policy = try policy.map(Self.effective) ?? Self.byDefault.get()
    let commandLine = try Selection.CommandLine(select: select, extendSelect: extendSelect, names: Self.names)
    let source = SourceText(path: "Dockerfile", bytes: text)
    let syntax = parseDockerfile(source)
    let comments = DockerfileComments(syntax)
    let model = BuildModel(syntax: syntax, options: BuildOptions(shellHints: comments.shellHints))
    let voice = comments.voice(of: model, names: Self.names, demands: policy.suppressions)
    let input = Judge.Input(index: 0, path: "Dockerfile", source: source, voice: voice)
    let selection = Selection(layers: policy.layers, commandLine: commandLine)
    var judged = Self.judge.judge(Catalog(policy.settings).findings(in: model), of: input, by: selection)
    if let day = policy.settings.date {
      var waivers = WaiverLedger(Self.infos)
      let subject = Waiver.Subject(input: 0, kind: .dockerfile, paths: ["Dockerfile"])
      waivers.apply(policy.waivers, on: day, to: &judged, in: subject)
      let told = Judge.Input(index: 0, path: "Dockerfile")
      judged += Self.judge.judge(waivers.expired.map(\.finding), of: told, by: selection)
    }
    findings = judged
  }
}
