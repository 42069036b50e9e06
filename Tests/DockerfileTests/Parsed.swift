import Dockerfile
import Linting

func parsed(_ text: String) -> DockerfileSyntax { parseDockerfile(SourceText(path: "Dockerfile", text: text)) }

func modelled(_ text: String, arguments: [String: String] = [:], target: String? = nil) -> BuildModel {
  BuildModel(
    source: SourceText(path: "Dockerfile", text: text),
    options: BuildOptions(buildArguments: arguments, target: target))
}

extension Instruction {
  /// The arguments as text: one line, or the words, or `name=value`; `-` for a name without a value.
  var argumentTexts: [String] {
    switch arguments {
    case .shell(let range): [text.string(range)]
    case .exec(let words), .words(let words): words.map(\.text)
    case .pairs(let pairs): pairs.flatMap { [$0.name.text, $0.value?.text ?? "-"] }
    }
  }

  /// What the arguments were read as.
  var form: String {
    switch arguments {
    case .shell: "shell"
    case .exec: "exec"
    case .words: "words"
    case .pairs: "pairs"
    }
  }
}

extension SourceText {
  /// The bytes of a range as text.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

extension Place {
  var short: String { "\(line):\(column)-\(endLine):\(endColumn)" }
}
