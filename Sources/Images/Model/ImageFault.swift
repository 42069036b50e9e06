package import Linting

/// Something wrong with an archive that leaves its image readable. The rules of the group `integrity` make findings of it.
package struct ImageFault: Sendable, Hashable {
  /// What is wrong; the raw value is the name of the rule that reports it.
  package enum Kind: String, Sendable, CaseIterable {
    case ambiguousJSON = "ambiguous-json"
    case configDigestMismatch = "config-digest-mismatch"
    case damagedTarHeader = "damaged-tar-header"
    case diffIDMismatch = "diff-id-mismatch"
    case duplicateArchiveMember = "duplicate-archive-member"
    case historyCountMismatch = "history-count-mismatch"
    case hostilePath = "hostile-path"
    case implausibleSparseFile = "implausible-sparse-file"
    case inconsistentArchive = "inconsistent-archive"
    case layerCountMismatch = "layer-count-mismatch"
    case layerDigestMismatch = "layer-digest-mismatch"
    case limitExceeded = "limit-exceeded"
    case manifestDigestMismatch = "manifest-digest-mismatch"
    case mislabelledLayer = "mislabelled-layer"
    case missingBlob = "missing-blob"
    case missingOCILayoutFile = "missing-oci-layout-file"
    case trailingArchiveData = "trailing-archive-data"
    case truncatedArchive = "truncated-archive"
    case unreferencedBlob = "unreferenced-blob"
    case unsupportedMediaType = "unsupported-media-type"
    case unverifiedImage = "unverified-image"
  }

  package var kind: Kind
  /// What was found and what was expected, in one sentence without a full stop.
  package var message: String
  /// The layer that has the fault, from 0 at the bottom; nil for a fault of the archive or its documents.
  package var layer: Int?
  /// A path inside the layer.
  package var path: String?
  /// How grave it is, where that is not the same for all faults of the kind.
  package var severity: Severity?
  /// The error that the fault amounts to, when it makes the reading doubtful: the image is then unreadable (status 3).
  package var error: ArchiveError?

  /// A fault that leaves the reading sound.
  package init(
    _ kind: Kind, _ message: String, layer: Int? = nil, path: String? = nil, severity: Severity? = nil
  ) {
    self.kind = kind
    self.message = message
    self.layer = layer
    self.path = path
    self.severity = severity
  }

  /// A fault that makes the reading doubtful.
  package init(
    _ kind: Kind, _ message: String, layer: Int? = nil, path: String? = nil, fatal: ArchiveError.Kind,
    offset: Int? = nil, severity: Severity? = nil
  ) {
    self.init(kind, message, layer: layer, path: path, severity: severity)
    self.error = ArchiveError(fatal, message, offset: offset)
  }

  /// The fault that an error met while reading amounts to; nil for an error that no rule is about. The image is unreadable
  /// by it either way.
  init?(_ error: ArchiveError) {
    let kind: Kind
    switch error.kind {
    case .limitExceeded: kind = .limitExceeded
    case .missingBlob: kind = .missingBlob
    case .truncatedArchive: kind = .truncatedArchive
    case .damagedArchive: kind = .damagedTarHeader
    case .layerCountMismatch: kind = .layerCountMismatch
    case .unsupportedMediaType: kind = .unsupportedMediaType
    default: return nil
    }
    self.init(kind, error.message)
    self.error = error
  }

  /// Bytes behind the end of something.
  ///
  /// - Parameter place: the end that they follow, and what was expected there.
  static func trailingData(_ count: Int, behind place: String) -> ImageFault {
    ImageFault(
      .trailingArchiveData, "\(counted(count, "byte")) \(count == 1 ? "follows" : "follow") \(place)")
  }

  /// The same fault, said of the layer with a number: a message that speaks of “the layer” then names it.
  func at(layer: Int) -> ImageFault {
    var fault = self
    fault.layer = layer
    fault.message = naming(layer, in: message)
    fault.error?.message = fault.message
    return fault
  }
}

/// Puts `layer 3` in the place of the first `the layer`.
private func naming(_ layer: Int, in message: String) -> String {
  let (text, words) = (Array(message.utf8), Array("the layer".utf8))
  let start = text.indices.first {
    text[$0...].starts(with: words) && !text[($0 + words.count)...].starts(with: "s ".utf8)
  }
  guard let start else { return message }
  return String(decoding: text[..<start] + "layer \(layer)".utf8 + text[(start + words.count)...], as: UTF8.self)
}

/// Faults as they are collected: of each kind only the first few, and how many more there were, so that a hostile archive
/// cannot fill the memory with them.
struct FaultList: Sendable {
  static let shownOfEachKind = 20

  private(set) var faults: [ImageFault] = []
  /// The first error that ended the reading, or makes it doubtful.
  private(set) var error: ArchiveError?
  private var counts: [ImageFault.Kind: Int] = [:]

  mutating func add(_ fault: ImageFault) {
    let count = counts[fault.kind, default: 0] + 1
    counts[fault.kind] = count
    if count <= Self.shownOfEachKind { faults.append(fault) }
    if let error = fault.error { add(error: error) }
  }

  /// Adds an error, as a fault where a rule is about it.
  mutating func add(_ error: ArchiveError) {
    if let fault = ImageFault(error) { add(fault) } else { add(error: error) }
  }

  /// Of several errors the first one counts.
  private mutating func add(error: ArchiveError) {
    if self.error == nil { self.error = error }
  }

  /// Adds the faults of a part, each as `change` makes it.
  mutating func add(_ other: FaultList, changed change: (ImageFault) -> ImageFault = { $0 }) {
    for fault in other.faults { add(change(fault)) }
    for (kind, count) in other.counts where count > Self.shownOfEachKind {
      counts[kind, default: 0] += count - Self.shownOfEachKind
    }
    if let error = other.error { add(error: error) }
  }

  /// All of them, with one more for each kind that was cut short.
  var all: [ImageFault] {
    var all = faults
    for kind in ImageFault.Kind.allCases {
      let hidden = counts[kind, default: 0] - Self.shownOfEachKind
      if hidden > 0 { all.append(ImageFault(kind, "and \(hidden) more of the same kind")) }
    }
    return all
  }
}
