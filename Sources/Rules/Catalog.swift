package import Dockerfile
package import Images
package import Linting

/// All rules, a list a subject, in alphabetical order: the one place where a new rule is entered.
package struct Catalog: Sendable {
  package private(set) var dockerfile: [any Rule<BuildModel>]
  package private(set) var image: [any Rule<ImageModel>]
  /// The rules whose findings come from elsewhere.
  package private(set) var described: [any DescribedRule.Type] = [
    InlineSuppression.self,
    UnusedSuppression.self,
    VoidSuppression.self,
  ]

  package init(_ settings: RuleSettings = RuleSettings()) {
    dockerfile = [
      AddForPlainFile(),
      AmbiguousCopyDestination(),
      BaseImagePlatformMismatch(),
      BaseImageWithoutDigest(),
      BlankInWorkdir(),
      BrokenJSONForm(),
      BuildStageAsBase(),
      BuildToolsInFinalStage(),
      ChownFlag(),
      CircularStageReference(),
      ConstantFromPlatform(),
      CopyOfIgnoredFile(),
      DeprecatedMaintainer(),
      DevDependenciesInFinalStage(),
      DockerSocketVolume(),
      DuplicateLabel(),
      DuplicateStageName(),
      EmptyContinuationLine(),
      EndOfLifeBaseImage(date: settings.date),
      EnvUseBeforeDefinition(),
      HostPartInExpose(),
      IgnoredCmd(),
      InconsistentInstructionCasing(),
      InstructionBeforeFrom(),
      InvalidBaseImageDefault(),
      InvalidOnbuildTrigger(),
      LargeUidAccount(),
      LateMetadataChange(),
      LateRemoval(),
      LateSecretRemoval(),
      LatestBaseImage(),
      LegacyKeyValueForm(),
      MisleadingDefinitionComment(),
      MismatchedAsCasing(),
      MisorderedStages(layout: settings.layout),
      MissingDockerignore(),
      MissingHealthcheck(),
      MissingRequiredStage(layout: settings.layout),
      MissingStageCopy(layout: settings.layout),
      MissingUser(),
      NonNumericUser(),
      NoncanonicalStopSignal(),
      OverriddenInstruction(),
      OverwrittenVariable(),
      PortOutOfRange(),
      RedundantTargetPlatform(),
      RelativeCopyDestination(),
      RelativeWorkdir(),
      RemoteAccessPort(),
      ReservedStageName(),
      RootOwnedCopy(),
      RootUser(),
      SecretFileCopy(),
      SecretInArgOrEnv(),
      ShellFormCommand(),
      ShellFormInScratch(),
      SingleStageBuild(),
      SourceTreeInFinalStage(),
      StageIndexReference(),
      SyntaxError(),
      SystemWorkdir(),
      UndefinedFromVariable(),
      UndefinedVariable(),
      UnexpectedStageBase(layout: settings.layout),
      UngracefulStopSignal(),
      UnknownCopySource(),
      UnnamedApkBuildPackages(),
      UnpinnedApkPackage(),
      UnpinnedAptPackage(),
      UnpinnedBaseImage(),
      UnpinnedDnfPackage(),
      UnpinnedGemPackage(),
      UnpinnedGoPackage(),
      UnpinnedNpmPackage(),
      UnpinnedPipPackage(),
      UnpinnedToolPackage(),
      UnpinnedYumPackage(),
      UnpinnedZypperPackage(),
      UnreachableStage(),
      UnresolvableUser(),
      UnusedAccount(),
      UnusedArgument(),
      UppercasePortProtocol(),
      UppercaseStageName(),
      WholeFilesystemCopy(),
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
  package var infos: [RuleInfo] {
    (dockerfile.map(\.info) + image.map(\.info) + described.map { $0.info }).sorted { $0.name < $1.name }
  }

  /// The rules for whose metadata `isIncluded` holds.
  package func filter(_ isIncluded: (RuleInfo) -> Bool) -> Catalog {
    var catalog = self
    catalog.dockerfile.removeAll { !isIncluded($0.info) }
    catalog.image.removeAll { !isIncluded($0.info) }
    catalog.described.removeAll { !isIncluded($0.info) }
    return catalog
  }
}
