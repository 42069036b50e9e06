extension Manifest {
  /// The values of Secrets: no report may show them.
  package var concealedRanges: [Range<Int>] {
    configs.filter { $0.kind == .secret }.flatMap(\.entries).map(\.value.range)
  }
}
