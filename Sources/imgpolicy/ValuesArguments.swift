internal import ArgumentParser
internal import ImgPolicyKit

/// The options that lay Helm values over those that are judged: for `check` and `gate`.
struct ValuesArguments: ParsableArguments {
  @Option(
    name: [.customLong("values"), .customShort("f")],
    help: ArgumentHelp("Helm values over those that are judged; repeatable, later wins.", valueName: "file"))
  var files: [String] = []

  @Option(
    help: ArgumentHelp("A Helm value over all files, in Helm's grammar; repeatable.", valueName: "path=value"))
  var set: [String] = []

  @Option(
    name: .customLong("set-string"), help: ArgumentHelp("The same, always a text.", valueName: "path=value"))
  var setString: [String] = []

  func apply(to options: inout RunOptions) {
    options.values = files
    options.set = set
    options.setString = setString
  }
}
