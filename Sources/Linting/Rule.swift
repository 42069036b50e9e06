/// A judgement about one kind of subject: a Dockerfile's build model, an image, a workload or a release.
///
/// A rule is a value whose stored properties are its settings. It never reads the clock, the environment, the disk or
/// the network, never prints and never throws; what it cannot know, it does not report.
package protocol Rule<Subject>: Sendable {
  associatedtype Subject

  static var info: RuleInfo { get }

  /// The image files whose contents the rule reads, with its settings; those of its metadata unless it says otherwise.
  var wants: [WantedContents] { get }

  /// The findings in `subject`, in any order.
  func check(_ subject: Subject) -> [Finding]
}

/// A rule that is given no subject: its findings come from the judge or from another program, and are the same values.
package protocol DescribedRule: Sendable {
  static var info: RuleInfo { get }
}

extension Rule {
  /// The metadata, reachable from `any Rule`.
  package var info: RuleInfo { Self.info }

  package var wants: [WantedContents] { Self.info.wants }
}
