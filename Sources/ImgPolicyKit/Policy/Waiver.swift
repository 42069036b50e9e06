package import Linting

/// A fault that a policy knowingly accepts: which findings, where, why and until when.
package struct Waiver: Sendable, Hashable {
  /// What is waived. A scope that is nil does not narrow it.
  package var rule: RuleNames.Selector
  /// A path inside the image; for a finding without one, that of the judged file.
  package var path: NameOrPathGlob?
  /// The name or the archive of an image. What it says of lines of its Dockerfile is meant, too.
  package var image: NameOrPathGlob?
  /// The stage of a Dockerfile, by its name or index.
  package var stage: String?
  /// The path of a Dockerfile.
  package var dockerfile: NameOrPathGlob?
  package var reason: String?
  /// The last day on which it waives; nil when it never ends.
  package var expires: CalendarDate?
  /// The policy that it stands in, as messages name it, and where.
  package var source: String
  package var place: Place

  /// What a finding was found in, as far as the scope of a waiver asks.
  package struct Subject: Sendable {
    /// The index of the input in the report.
    package var input: Int
    package var kind: Report.InputKind
    /// The path as reports print it, and below the project file where there is one.
    package var paths: [String]
    /// The names and archives of an image, names long and short; of a Dockerfile, those of the images that it is held against.
    package var imageNames: [String]
    /// The rules by which images speak of a Dockerfile.
    package var crossChecks: Set<String>

    package init(
      input: Int, kind: Report.InputKind, paths: [String], imageNames: [String] = [], crossChecks: Set<String> = []
    ) {
      self.input = input
      self.kind = kind
      self.paths = paths
      self.imageNames = imageNames
      self.crossChecks = crossChecks
    }
  }

  /// Whether findings in `subject` may be meant, by what it is.
  func isAbout(_ subject: Subject) -> Bool {
    // The name of an image has a tag, which no last component of a path should hide.
    if let image, !subject.imageNames.contains(where: image.matches) { return false }
    guard let dockerfile else { return true }
    return subject.kind == .dockerfile && subject.paths.contains(where: dockerfile.matches)
  }

  /// Whether anything in `subject` may be meant, by where it would stand: a path that is none of a source file means other files.
  func mayCoverAny(in subject: Subject) -> Bool {
    guard isAbout(subject) else { return false }
    guard let path, subject.kind != .image else { return true }
    return subject.paths.contains(where: path.matches)
  }

  /// Whether it says that it is for `subject` and no other, which it is about.
  func names(_ subject: Subject) -> Bool {
    [image, dockerfile, subject.kind == .image ? nil : path].contains { $0?.isWholePath == true }
  }

  /// Whether the waiver means a finding of the rule `info` in `subject`.
  func covers(_ finding: Finding, _ info: RuleInfo?, in subject: Subject) -> Bool {
    guard isAbout(subject) else { return false }
    if image != nil, subject.kind != .image, !subject.crossChecks.contains(finding.rule) { return false }
    if let stage, finding.stage.map({ Glob(stage.lowercased()).matches($0.lowercased()) }) != true { return false }
    if let path, !(finding.file.map { [$0] } ?? subject.paths).contains(where: path.matches) { return false }
    guard let info else { return rule == .rule(finding.rule) }
    let senses = Senses(isOwn: finding.isOwn, aliases: finding.aliases)
    return rule.covers(senses, of: info, switchingOff: true)
  }

  /// The spellings of an image's name that a waiver may use: in full or as people write it, with the tag or without.
  static func spellings(of name: String) -> [String] {
    guard let reference = try? ImageReference.parse(name) else { return [name] }
    let repository = reference.repository
    let hub = "docker.io/"
    var names = [repository]
    if repository.hasPrefix(hub) {
      let path = String(repository.dropFirst(hub.count))
      let short = path.hasPrefix("library/") ? String(path.dropFirst("library/".count)) : path
      names += [path, short, hub + short, "index.\(hub)\(path)", "index.\(hub)\(short)"]
    }
    var seen: Set<String> = []
    let tagged = reference.tag.map { tag in names.map { "\($0):\(tag)" } } ?? []
    return ([name] + tagged + names).filter { seen.insert($0).inserted }
  }

  /// Whether its last day is before `day`. Where nobody knows what day it is, nothing has ended.
  func isExpired(on day: CalendarDate?) -> Bool {
    guard let expires, let day else { return false }
    return expires < day
  }
}
