import Dockerfile
import Linting
import Rules

if CommandLine.arguments.dropFirst().first == "compare" { runComparison() }
if CommandLine.arguments.dropFirst().first == "write" {
  try writeDockerfiles(Array(CommandLine.arguments.dropFirst(2)))
  endProcess()
}

/// The speed of each part over generated input, and how it grows. Run it with `make bench`.
var generator = DockerfileGenerator(seed: 42)
let file = SourceText(path: "Dockerfile", bytes: generator.text(size: 10_000_000))
let rules = Catalog().dockerfile

print("Dockerfiles, \(file.bytes.count) bytes, \(file.lineStarts.count) lines")
Measure.line("syntax", bytes: file.bytes.count) { _ = parseDockerfile(file) }
let syntax = parseDockerfile(file)
Measure.line("build model and shell commands", bytes: file.bytes.count) { _ = BuildModel(syntax: syntax) }
Measure.line("syntax, build model and shell commands", bytes: file.bytes.count) { _ = BuildModel(source: file) }
let model = BuildModel(syntax: syntax)
Measure.line("all rules", bytes: file.bytes.count) { for rule in rules { _ = rule.check(model) } }
for rule in rules {
  let seconds = Measure.seconds { _ = rule.check(model) }
  if seconds > 0.02 { print("  \(rule.info.name): \(Int(seconds * 1000)) ms") }
}

print("\nGrowth: double the input, at most 2.2 times the time")
let instructions = [5000, 10_000, 20_000, 40_000].map { count in
  (count, SourceText(path: "Dockerfile", bytes: generator.text(instructions: count)))
}
Measure.growth(
  "instructions of one stage",
  instructions.map { count, file in
    ("\(count)", { for rule in rules { _ = rule.check(BuildModel(source: file)); break } })
  })
let sizes = [1_250_000, 2_500_000, 5_000_000, 10_000_000].map { size in
  (size, SourceText(path: "Dockerfile", bytes: generator.text(size: size)))
}
Measure.growth("bytes in stages", sizes.map { size, file in ("\(size)", { _ = BuildModel(source: file) }) })
Measure.growth(
  "bytes in one RUN",
  [250_000, 500_000, 1_000_000, 2_000_000].map { size in
    let line = "    echo some words \"$HOME\" && \\\n"
    let text =
      "FROM alpine:3.20\nRUN true && \\\n" + String(repeating: line, count: size / line.utf8.count) + "    true\n"
    let file = SourceText(path: "Dockerfile", text: text)
    return ("\(size)", { _ = BuildModel(source: file) })
  })
