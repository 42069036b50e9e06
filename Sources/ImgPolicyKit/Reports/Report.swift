package import Linting
package import Rules

/// The outcome of a run, before it takes any form: what was judged, what was found, and the verdict.
///
/// The same inputs give an equal report whatever their order, the number of jobs or the machine.
package struct Report: Sendable {
  package enum Verdict: String, Sendable {
    case pass
    case fail
    case unreadable
  }

  package enum InputKind: String, Sendable, CaseIterable {
    case dockerfile
    case image
    case kubernetes
    case values
  }

  /// One judged file, or one image of an archive.
  package struct Input: Sendable {
    /// As reports print it: relative to the working directory, with `/`; `-` or its stand-in for standard input.
    package var path: String
    package var kind: InputKind
    /// The target of the project file that names this input.
    package var target: String?
    package var policies: [String]
    /// From which severity on a finding of it fails the run; nil when none does.
    package var failOn: Severity? = .warning
    /// Why the input could not be read, or not be read to its end. Such an input never passes.
    package var error: InputError?
    package var image: ImageSummary?
    /// The text of a source file, for excerpts, with its secrets concealed.
    package var source: SourceText?
    /// What the lines of a Dockerfile cost in the image that was built from it, by line; empty without one.
    package var costs: [LineCost] = []
    /// How many objects of a manifest are of each kind that nobody judges.
    package var otherKinds: [String: Int] = [:]

    package init(path: String, kind: InputKind, target: String? = nil, policies: [String] = []) {
      self.path = path
      self.kind = kind
      self.target = target
      self.policies = policies
    }
  }

  /// One row of the table that `gate` prints.
  package struct TargetRow: Sendable {
    package enum State: Sendable, Hashable {
      /// The target names no such input.
      case absent
      /// The target names it, it is not required and not there.
      case notBuilt
      case pass
      /// How many findings reach the threshold, and how many do not.
      case fail(failing: Int, other: Int)
      case unreadable
    }

    package var name: String
    package var dockerfile: State
    package var image: State
    /// The measured size and its budget; nil without an image or a budget.
    package var size: (measured: ByteSize, limit: ByteSize?)?

    /// The manifests.
    package var workload: State
    /// The Helm values.
    package var values: State
    /// What holding the Dockerfile, the image and the manifests against each other gave.
    package var crossChecks: State

    package init(
      name: String, dockerfile: State, image: State, size: (measured: ByteSize, limit: ByteSize?)? = nil,
      workload: State = .absent, values: State = .absent, crossChecks: State = .absent
    ) {
      self.workload = workload
      self.values = values
      self.crossChecks = crossChecks
      self.name = name
      self.dockerfile = dockerfile
      self.image = image
      self.size = size
    }
  }

  package var verdict: Verdict
  package var inputs: [Input]
  /// By input, place, rule and message.
  package var findings: [JudgedFinding]
  /// The targets of a gate run, in the order of the project file; empty for other commands.
  package var targets: [TargetRow]
  /// nil where no target was left out.
  package var unchanged: UnchangedTargets?
  /// What becomes of the workloads of a gate run, in the order of the manifests.
  package var rollouts: [RolloutVerdict]
  /// What `diff` found; nil for other commands.
  package var comparisons: [ImageComparison]?
  /// What there is to know of the rules that speak in `findings`, by their names.
  package var rules: [RuleInfo]
  /// How the findings compare with a baseline; nil without one.
  package var baseline: BaselineOutcome?
  /// What came of fixes; nil when none were asked for.
  package var mending: Mending?
  /// The absolute paths of what the run was made from: inputs, policies, projects, baselines, base images. No report may take
  /// the place of one of them.
  package var files: Set<String>

  package init(
    verdict: Verdict, inputs: [Input], findings: [JudgedFinding], targets: [TargetRow] = [],
    rollouts: [RolloutVerdict] = [], comparisons: [ImageComparison]? = nil, rules: [RuleInfo] = [],
    baseline: BaselineOutcome? = nil, files: Set<String> = []
  ) {
    self.files = files
    self.verdict = verdict
    self.inputs = inputs
    self.findings = findings
    self.targets = targets
    self.rollouts = rollouts
    self.comparisons = comparisons
    self.rules = rules
    self.baseline = baseline
  }
}

/// A finding with what the policy made of it.
package struct JudgedFinding: Sendable {
  /// Why a finding does not count.
  package struct Suppression: Sendable, Hashable {
    package enum Origin: String, Sendable {
      case comment
      case config
      case baseline
      case waiver
    }

    package var by: Origin
    package var reason: String?

    package init(by: Origin, reason: String? = nil) {
      self.by = by
      self.reason = reason
    }
  }

  package var finding: Finding
  package var severity: Severity
  /// The index of its input in the report.
  package var input: Int
  /// The path of its input.
  package var path: String
  /// Where to read more about the rule.
  package var url: String
  /// A hash of rule, path and the offending text that stays the same when lines move.
  package var fingerprint: String
  package var suppressed: Suppression?
  /// Whether it tells that the build fails, in the place of `syntax-error`.
  package var failsBuild: Bool

  package init(
    finding: Finding, severity: Severity, input: Int, path: String, url: String, fingerprint: String,
    suppressed: Suppression? = nil, failsBuild: Bool = false
  ) {
    self.finding = finding
    self.severity = severity
    self.input = input
    self.path = path
    self.url = url
    self.fingerprint = fingerprint
    self.suppressed = suppressed
    self.failsBuild = failsBuild
  }
}

/// Why an input could not be read.
package struct InputError: Error, Sendable, Hashable {
  /// A stable word for programs: `no-such-file`, `not-an-image`, `truncated-archive`, `digest-mismatch`, …
  package var kind: String
  /// What was found and what was expected, in one line.
  package var message: String
  /// The byte offset in the file where reading failed, when known.
  package var offset: Int?

  package init(kind: String, message: String, offset: Int? = nil) {
    self.kind = kind
    self.message = message
    self.offset = offset
  }
}
