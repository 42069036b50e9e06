package import Linting
package import Workloads

/// What the rules of workloads and of their images find in the workloads that Helm values describe.
package struct DescribedFindings: Sendable {
  private let described: DescribedWorkloads
  /// Places are those of the manifest that the values describe.
  private let findings: [Finding]
  private let path: String

  /// The rules that have something to say of values that are there. What values leave out, templates may say.
  private static let rules: Set<String> = [
    BrowserGivenClusterAddress.info.name, BuildTimeVariableAtRunTime.info.name, ContainerPortNotExposed.info.name,
    DangerousCapability.info.name, HeapOverMemoryLimit.info.name, ImageNotInArchive.info.name,
    ImplausibleAmount.info.name, InvalidQuantity.info.name, MemoryInMilliUnits.info.name,
    MismatchedImageDigest.info.name,
    MutableImageTag.info.name, MutableTagWithoutPull.info.name, NodePortClash.info.name, PlatformMismatch.info.name,
    PortDisagreement.info.name, PrivilegedContainer.info.name, ProbeAsOneString.info.name,
    ProbePathUnlikeHealthcheck.info.name, ProgramMissingForProbe.info.name, PulledLocalImage.info.name,
    RunAsUIDZero.info.name, SecretInImageAndSecret.info.name, UnprovableNonRootUser.info.name,
    UntrustedWorkloadRegistry.info.name,
  ]

  /// What the rules of `catalog` for workloads find in the values of `stack`, written out as a workload, and held against `builds`.
  package init(_ stack: ValuesStack, _ catalog: Catalog, builds: Builds) {
    described =
      stack.merged.map(DescribedWorkloads.init) ?? DescribedWorkloads(MergedValue(.list([]), from: .setting(0)))
    path = stack.files.first?.source.path ?? ""
    guard !described.text.isEmpty else {
      findings = []
      return
    }
    let manifest = Manifest(ManifestFile(SourceText(path: path, text: described.text), isStored: false))
    let rollout = Rollout(manifest, builds: builds)
    findings =
      catalog.workload.filter { Self.rules.contains($0.info.name) }.flatMap { $0.check(manifest) }
      + catalog.rollout.filter { Self.rules.contains($0.info.name) }.flatMap { $0.check(rollout) }
  }

  /// Those whose values are written in one of the files. What an option sets is said of the last one.
  package func findings(in values: ChartValues) -> [Finding] {
    var seen: Set<Finding> = []
    return findings.compactMap { relocated($0, in: values) }.filter { seen.insert($0).inserted }
  }

  private func relocated(_ finding: Finding, in values: ChartValues) -> Finding? {
    guard let line = finding.place?.line, let origin = described.origin(ofLine: line) else { return nil }
    var moved = finding
    (moved.fix, moved.effect, moved.concealed) = (nil, nil, [])
    moved.notes = finding.notes.map { relocated($0, in: values) }
    switch origin {
    case .file(let file, let key, let value):
      guard file == values.index else { return nil }
      moved.place = values.source.place(of: value.isEmpty ? key : value)
    case .setting(let number):
      guard values.isLast else { return nil }
      moved.place = nil
      moved.notes.append(values.note(ofSetting: number))
    }
    return moved
  }

  /// A note of the manifest itself loses its place where the value is written in another file.
  private func relocated(_ note: Finding.Note, in values: ChartValues) -> Finding.Note {
    guard let place = note.place, note.path == nil || note.path == path else { return note }
    var moved = Finding.Note(note.message)
    if case .file(values.index, _, let value)? = described.origin(ofLine: place.line), !value.isEmpty {
      moved.place = values.source.place(of: value)
    }
    return moved
  }
}
