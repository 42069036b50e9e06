package import Dockerfile
package import Images
package import Linting

/// All rules, a list a subject, in alphabetical order: the one place where a new rule is entered.
package struct Catalog: Sendable {
  package private(set) var dockerfile: [any Rule<BuildModel>]
  package private(set) var image: [any Rule<ImageModel>]

  package init(_ settings: RuleSettings = RuleSettings()) {
    dockerfile = [
      BuildStageAsBase(),
      BuildToolsInFinalStage(),
      ConstantFromPlatform(),
      CopyOfIgnoredFile(),
      DeprecatedMaintainer(),
      DevDependenciesInFinalStage(),
      DuplicateStageName(),
      EmptyContinuationLine(),
      EmptyLabel(settings),
      ExcessiveLines(settings),
      HostPartInExpose(),
      InconsistentInstructionCasing(settings),
      InvalidBaseImageDefault(),
      InvalidLabelKey(),
      LatestBaseImage(),
      LegacyKeyValueForm(),
      MalformedLabelValue(settings),
      MisleadingDefinitionComment(),
      MismatchedAsCasing(),
      MisorderedStages(layout: settings.layout),
      MissingHealthcheck(),
      MissingLabel(settings),
      MissingRequiredStage(layout: settings.layout),
      MissingSecretMount(settings),
      MissingStageCopy(layout: settings.layout),
      MissingUser(),
      OverriddenInstruction(),
      OversizedContext(settings),
      RedundantTargetPlatform(),
      RegistryNotAllowed(settings),
      RelativeWorkdir(),
      ReservedStageName(),
      RootUser(),
      SecretInArgOrEnv(settings),
      SecretValue(settings),
      ShellFormCommand(),
      SingleStageBuild(),
      SourceTreeInFinalStage(),
      SyntaxError(),
      UndefinedFromVariable(),
      UndefinedVariable(),
      UnexpectedEnvValue(settings),
      UnexpectedLabel(settings),
      UnexpectedPort(settings),
      UnexpectedStageBase(layout: settings.layout),
      UnpinnedBaseImage(),
      UnreachableStage(),
      UppercasePortProtocol(),
      UppercaseStageName(),
    ]
    image = [
      AmbiguousJSON(),
      ConfigDigestMismatch(),
      DamagedTarHeader(),
      DiffIDMismatch(),
      DuplicateArchiveMember(),
      HistoryCountMismatch(),
      HostilePath(),
      InconsistentArchive(),
      LayerCountMismatch(),
      LayerDigestMismatch(),
      LimitExceeded(),
      ManifestDigestMismatch(),
      MislabelledLayer(),
      MissingBlob(),
      MissingImageHealthcheck(),
      MissingOCILayoutFile(),
      OversizedImage(settings),
      OversizedLayer(settings),
      RootImageUser(),
      SecretInImageEnv(),
      TrailingArchiveData(),
      TruncatedArchive(),
      UnsupportedMediaType(),
      UnverifiedImage(),
      WastedBytes(settings),
    ]
  }

  /// The metadata of every rule, in alphabetical order over all subjects.
  package var infos: [RuleInfo] { (dockerfile.map(\.info) + image.map(\.info)).sorted { $0.name < $1.name } }

  /// The rules for whose metadata `isIncluded` holds.
  package func filter(_ isIncluded: (RuleInfo) -> Bool) -> Catalog {
    var catalog = self
    catalog.dockerfile.removeAll { !isIncluded($0.info) }
    catalog.image.removeAll { !isIncluded($0.info) }
    return catalog
  }
}
