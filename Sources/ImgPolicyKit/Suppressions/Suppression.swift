internal import Linting

/// The tools whose comments keep findings from counting.
enum SuppressingTool: String, Sendable, Hashable {
  case imgpolicy
  case hadolint
  case buildkit = "BuildKit"
  case checkov
  case trivy
  case kics = "KICS"
  case semgrep

  /// Whether a name that no rule has is a fault. The other tools have checks of their own that only they know.
  var hasKnownNames: Bool { self == .imgpolicy || self == .hadolint || self == .buildkit }
}

/// A part of a source file that a suppression is for.
struct SuppressionScope: Sendable, Hashable {
  /// Two scopes of one unit differ at most in where they begin.
  enum Unit: Sendable, Hashable {
    case file
    /// A stage, by its index.
    case stage(Int)
    /// An instruction, by its index.
    case instruction(Int)
    /// The commands of a RUN up to the line where one ends.
    case command(endLine: Int)
    case line(Int)
    /// The findings, wherever they stand, that name an instruction as the later one, which makes them.
    case laterInstruction(Int)
    /// A document of a manifest, by its index.
    case document(Int)
    /// What begins in a line of a manifest, with all that is indented below it.
    case block(Int)
  }

  var unit: Unit
  /// What stands above this line is left out.
  var firstLine = 0
}

/// One thing that a comment wants to hear nothing of.
struct SuppressionTarget: Sendable {
  var selector: RuleNames.Selector
  var scope: SuppressionScope
  /// As written; nil when the comment names nothing and means all that its tool finds.
  var name: String?
  /// Where it is written; the whole comment when it names nothing.
  var place: Place
}

/// What one comment says, and what came of it.
struct Suppression: Sendable {
  /// Why a comment, or one of its names, has no effect.
  struct Fault: Sendable, Hashable {
    var message: String
    var place: Place
    /// What was probably meant in the place of what stands there; nil when nobody can tell.
    var meant: String?
  }

  var tool: SuppressingTool
  /// Where the comment stands; nil for what the command line says in the place of one.
  var place: Place?
  var reason: String?
  /// Empty when the comment has no effect.
  var targets: [SuppressionTarget] = []
  var faults: [Fault] = []
  /// The names that it is written for, whether it has an effect or not.
  var names: [String] = []
  /// Whether the tool would understand it.
  var isWellFormed = false
  /// Whether hadolint's own rule against such comments means it.
  var isPragmaForNextLine = false
}

/// Which parts of a file its lines belong to, as far as comments can be for them.
protocol SuppressionUnits: Sendable {
  /// The parts that hold a line, the narrowest first; neither the line itself nor the file.
  func units(at line: Int) -> [SuppressionScope.Unit]
  /// What a comment may be for that means findings with a later place in this line.
  func laterUnit(at line: Int) -> SuppressionScope.Unit?
}
