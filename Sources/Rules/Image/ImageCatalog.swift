package import Images
package import Linting

/// All rules about images, by name.
package func imageRules(_ settings: RuleSettings) -> [any Rule<ImageModel>] {
  [
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
