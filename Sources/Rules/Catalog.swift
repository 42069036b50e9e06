package import Dockerfile
internal import Images
package import Linting

/// All rules, a list a subject, in alphabetical order: the one place where a new rule is entered.
package struct Catalog: Sendable {
  package let dockerfile: [any Rule<BuildModel>]

  package init(_ settings: RuleSettings = RuleSettings()) {
    dockerfile = [
      BuildStageAsBase(),
      BuildToolsInFinalStage(),
      DevDependenciesInFinalStage(),
      LatestBaseImage(),
      MisorderedStages(layout: settings.layout),
      MissingHealthcheck(),
      MissingRequiredStage(layout: settings.layout),
      MissingStageCopy(layout: settings.layout),
      MissingUser(),
      RootUser(),
      SecretInArgOrEnv(),
      SingleStageBuild(),
      SourceTreeInFinalStage(),
      SyntaxError(),
      UnexpectedStageBase(layout: settings.layout),
      UnpinnedBaseImage(),
      UnreachableStage(),
    ]
  }

  /// The metadata of every rule, in alphabetical order over all subjects.
  package var infos: [RuleInfo] { dockerfile.map(\.info).sorted { $0.name < $1.name } }
}
