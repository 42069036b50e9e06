internal import Linting
internal import Rules
internal import Workloads

/// Helm values that were read and are not judged yet: a file may be laid over several charts.
struct WaitingValues: Sendable {
  /// The indices in the report, by the stack's files.
  var inputs: [Int]
  var stack: ValuesStack
  var resolution: ResolvePolicy.Resolution
}

/// A file of values as a target knows it.
struct ValuesName: Hashable, Sendable {
  var path: String
  var target: String?
}

extension Assessment {
  /// Adds files of Helm values, each laid over the one before, and what the command line lays over them all.
  ///
  /// What a file is laid over beside its `Chart.yaml` comes first, whether it is named or not. `text` is that of the first file,
  /// where it was read already; standard input lies beside no chart.
  mutating func add(
    values paths: [InputPath], text: [UInt8]? = nil, isStandardInput: Bool = false, display: String? = nil,
    target: String? = nil, _ resolution: ResolvePolicy.Resolution
  ) throws(RunError) {
    guard let named = paths.first else { return }
    let chart = isStandardInput ? nil : ChartDirectory(beside: named)
    let own = chart?.values.flatMap { $0 == named ? nil : $0 }
    let all = (own.map { [$0] } ?? []) + paths + options.values.map { InputPath($0) }
    var waiting: (inputs: [Int], files: [ValuesFile]) = ([], [])
    for (number, path) in all.enumerated() where !all[..<number].contains(path) {
      let isNamed = path == named
      let name = isNamed ? display ?? path.display : path.display
      do throws(InputError) {
        let known = isNamed ? text : nil
        let content = if let known { known } else { try mendedTexts.read(path) }
        let isCommitted = !(isNamed && isStandardInput) && !ignoredPaths.ignores(path)
        let file = ValuesFile(SourceText(path: name, bytes: content), isCommitted: isCommitted)
        if let refusal = file.refusal { throw InputError(refusal) }
        waiting.inputs.append(index(ofValues: name, target: target, resolution))
        waiting.files.append(file)
      } catch {
        add(unreadable: name, kind: .values, error, resolution)
      }
    }
    let settings = try options.valueSettings()
    do throws(ValueSetting.Fault) {
      let stack = try ValuesStack(
        waiting.files, settings: settings, schema: chart?.schema, subcharts: chart?.subcharts ?? [],
        isComplete: waiting.files.count == Set(all).count)
      waitingValues.append(WaitingValues(inputs: waiting.inputs, stack: stack, resolution: resolution))
    } catch {
      throw .usage(error.message)
    }
  }

  /// The input of a file that is judged once, however many charts it is laid over.
  private mutating func index(ofValues name: String, target: String?, _ resolution: ResolvePolicy.Resolution) -> Int {
    let file = ValuesName(path: name, target: target)
    if let known = inputsOfValues[file] { return known }
    append(input(name, .values, resolution), resolution)
    inputsOfValues[file] = count - 1
    return count - 1
  }

  /// Judges all Helm values that wait.
  mutating func judgeValues() {
    var found: [Int: (file: ValuesFile, findings: [Finding], resolution: ResolvePolicy.Resolution)] = [:]
    let builds = Builds(self.builds)
    for waiting in waitingValues {
      let catalog = catalog(for: waiting.resolution)
      let described = DescribedFindings(waiting.stack, catalog, builds: builds)
      for (number, (input, file)) in zip(waiting.inputs, waiting.stack.files).enumerated() {
        let values = ChartValues(file, at: number, in: waiting.stack)
        let findings = catalog.findings(in: values) + described.findings(in: values)
        let before = found[input]?.findings ?? []
        let known = Set(before)
        // What is wrong with a file by itself is wrong whatever it is laid over.
        let new = findings.filter { !known.contains($0) }
        found[input] = (file, before + new, waiting.resolution)
      }
    }
    waitingValues = []
    inputsOfValues = [:]
    for (input, (file, findings, resolution)) in found.sorted(by: { $0.key < $1.key }) {
      record(findings, of: input, in: file, resolution)
    }
  }

  private mutating func record(
    _ findings: [Finding], of input: Int, in file: ValuesFile, _ resolution: ResolvePolicy.Resolution
  ) {
    inputs[input].source = file.source.concealing(file.concealedRanges + findings.flatMap(\.concealed))
    var voice = Judge.Voice { $1 }
    voice.suppressions = ManifestComments.suppressions(
      in: file.source, roots: file.root.map { [$0] } ?? [], names: names, demands: resolution.policy.suppressions)
    voice.unjudged = keepsBuilds ? driftRules : driftRules.union(rolloutRules)
    record(findings, of: input, variant: nil, voice: voice, resolution)
  }
}
