import Dockerfile
import Linting
import Rules

if CommandLine.arguments.dropFirst().first == "compare" { runComparison() }
if CommandLine.arguments.dropFirst().first == GateSpeed.child { endProcess(try GateSpeed.runOnce()) }
if CommandLine.arguments.dropFirst().first == "write" {
  try writeDockerfiles(Array(CommandLine.arguments.dropFirst(2)))
  endProcess()
}

if CommandLine.arguments.dropFirst().first == "fixes" {
  let arguments = CommandLine.arguments.dropFirst(2)
  if arguments.first == "catalogue" {
    let rules = arguments.dropFirst()
    endProcess(try proveExamples { rules.isEmpty || rules.contains($0) } ? 0 : 1)
  }
  let count = arguments.first.flatMap { Int($0) } ?? 10_000
  endProcess(try proveFixes(count) ? 0 : 1)
}

/// The speed of each part over generated input, and how it grows. Run it with `make bench`; a part's name as argument
/// (gate, speed, rules, growth, hostile, manifests, or a row's title) runs that part alone. `once BYTES` does the main row's work a single
/// time, for a profiler that counts instructions; `catalogue [COUNT] [TITLE…]` instead looks for rules that take more than
/// twice the time for twice the input.
let wanted = CommandLine.arguments.dropFirst()
func isWanted(_ names: String...) -> Bool { wanted.isEmpty || wanted.contains(where: names.contains) }

if wanted.first == "catalogue" {
  let count = wanted.dropFirst().first.flatMap { Int($0) }
  let titles = wanted.dropFirst(count == nil ? 1 : 2)
  let holds = try CatalogueGrowth().run(count ?? 1000) { titles.isEmpty || titles.contains($0) }
  endProcess(holds ? 0 : 1)
}

if isWanted("hostile") {
  print("Growth of rules over hostile texts: double the input, at most 2.2 times the time")
  measureHostileGrowth()
  if wanted.count == 1 { endProcess() }
}

if isWanted("gate") {
  print("\nGate over a project of many targets, each with a Dockerfile, a context and an image")
  let holds = try GateSpeed.run()
  if wanted.count == 1 { endProcess(holds ? 0 : 1) }
}

var generator = DockerfileGenerator(seed: 42)
if wanted.first == "once" {
  let size = wanted.dropFirst().first.flatMap { Int($0) } ?? 100_000
  _ = BuildModel(source: SourceText(path: "Dockerfile", bytes: generator.text(size: size)))
  endProcess()
}
let file = SourceText(path: "Dockerfile", bytes: generator.text(size: 10_000_000))
let rules = Catalog().dockerfile
let syntax = parseDockerfile(file)
print(
  "Dockerfile: \(file.bytes.count) bytes, \(file.lineStarts.count) lines, \(syntax.instructions.count) instructions")

let speeds: [(title: String, work: () -> Void)] = [
  ("syntax", { _ = parseDockerfile(file) }),
  ("build model and shell commands", { _ = BuildModel(syntax: syntax) }),
  ("syntax, build model and shell commands", { _ = BuildModel(source: file) }),
]
for (title, work) in speeds where isWanted("speed", title) { Measure.line(title, bytes: file.bytes.count, work) }

// What a project has is files, not one file of this size: their instructions stay near to the processor.
let title = "the same, in files of 100 kB"
if isWanted("speed", title) {
  let files = (0..<100).map { _ in SourceText(path: "Dockerfile", bytes: generator.text(size: 100_000)) }
  Measure.line(title, bytes: files.reduce(0) { $0 + $1.bytes.count }) {
    for file in files { _ = BuildModel(source: file) }
  }
}

if isWanted("rules") {
  let model = BuildModel(syntax: syntax)
  Measure.line("all rules", bytes: file.bytes.count) { for rule in rules { _ = rule.check(model) } }
  for rule in rules {
    let seconds = Measure.seconds { _ = rule.check(model) }
    if seconds > 0.02 { print("  \(rule.info.name): \(Int(seconds * 1000)) ms") }
  }
}

if isWanted("growth") || GrowthShape.all.contains(where: { isWanted($0.title) }) {
  print("\nGrowth of syntax, build model and shell commands: double the input, at most 2.2 times the time")
  measureGrowth("instructions of one stage", of: [5000, 10_000, 20_000, 40_000]) { generator.text(instructions: $0) }
  measureGrowth("bytes in stages", of: [1_250_000, 2_500_000, 5_000_000, 10_000_000]) { generator.text(size: $0) }
  for shape in GrowthShape.all { measureGrowth(shape.title, of: shape.sizes, shape.text) }
}

if isWanted("manifests", "1,000 manifests", "10 MB of YAML") || ManifestGrowth.titles.contains(where: { isWanted($0) })
{
  ManifestGrowth.measure { isWanted("manifests", $0) }
}

func measureGrowth(_ title: String, of sizes: [Int], _ text: (Int) -> [UInt8]) {
  guard isWanted("growth", title) else { return }
  let files = sizes.map { ($0, SourceText(path: "Dockerfile", bytes: text($0))) }
  Measure.growth(title, files.map { size, file in (size, { _ = BuildModel(source: file) }) })
}
