internal import Images
internal import Linting
internal import Workloads

/// Values of Secrets, looked for in the text files of an image while they stream past. Of what is found, a fingerprint is kept
/// that the same value has again, never the value.
struct SecretValueSearch: Sendable {
  /// The values by their first bytes.
  private var byStart: [UInt64: [[UInt8]]] = [:]
  /// Whether some value may begin with the bytes of a number, so that nearly all places are passed by at once.
  private var sieve = [Bool](repeating: false, count: 1 << 16)

  /// What is shorter stands in too many texts, and means something else there.
  static let shortest = 8
  /// So many bytes tell a value from all others; more would make a search in a file of like bytes slow.
  private static let longest = 256
  /// Of more values nobody looks for.
  private static let most = 4096
  private static let mostOfOneStart = 64

  private init(_ values: [String]) {
    for value in Set(values).sorted().prefix(Self.most) {
      let bytes = Array(value.utf8.prefix(Self.longest))
      let start = bytes.prefix(Self.shortest).reduce(0) { $0 << 8 | UInt64($1) }
      guard byStart[start, default: []].count < Self.mostOfOneStart else { continue }
      byStart[start, default: []].append(bytes)
      sieve[Self.slot(start)] = true
    }
  }

  private static func slot(_ start: UInt64) -> Int { Int(truncatingIfNeeded: (start &* 0x9e37_79b9_7f4a_7c15) >> 48) }

  private func fingerprints(in text: [UInt8]) -> [UInt8] {
    var found: Set<UInt64> = []
    var window: UInt64 = 0
    for (index, byte) in text.enumerated() {
      window = window << 8 | UInt64(byte)
      guard sieve[Self.slot(window)], index + 1 >= Self.shortest, let values = byStart[window] else { continue }
      for value in values where text[(index + 1 - Self.shortest)...].starts(with: value) {
        found.insert(Self.fingerprint(value))
      }
    }
    return found.sorted().flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
  }

  private static func fingerprint(_ value: some Sequence<UInt8>) -> UInt64 {
    var hash = FNV1a()
    hash.combine(value)
    return hash.value
  }

  // MARK: What is looked for, and where

  private static let name = "secret-values"

  /// What to read of images for the Secrets of some manifests; empty where they have no value to look for.
  static func wants(_ manifests: [ManifestFile]) -> [WantedContents] {
    let values = manifests.flatMap(\.configs).flatMap { config -> [String] in
      guard config.kind == .secret else { return [] }
      return config.entries.prefix(mostOfOneSecret).compactMap { config.secretValue(of: $0) }
    }
    guard !values.isEmpty else { return [] }
    let search = SecretValueSearch(values)
    let scan = ContentScan(name, wantsText: true) { search.fingerprints(in: $0) }
    return [WantedContents("**", excluding: excluded, sizeLimit: 1 << 20, keeping: .scan(scan))]
      + BrowserCode.sharedDirectories.map { WantedContents($0, sizeLimit: 1 << 20, keeping: .scan(scan)) }
  }

  /// Of the entries of one Secret, no more are looked for.
  static let mostOfOneSecret = 100

  private static let excluded = ["**/node_modules", "**/site-packages", "usr/share", "usr/lib"]

  /// Where an image has values that were looked for.
  struct Places: Sendable {
    private var files: [UInt64: FileEntry] = [:]

    init(in image: ImageModel) {
      let scan = ContentScan(name) { _ in [] }
      for file in image.files.layerFiles(where: { $0.kind == .regularFile && $0.size >= shortest }) {
        let outcome = image.files.outcome(of: scan, in: file) ?? []
        for start in stride(from: 0, to: outcome.count - 7, by: 8) {
          let number = outcome[start..<(start + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
          // A file that can be read stands for those that are gone.
          if files[number].map({ $0.lostIn != nil }) ?? true { files[number] = file }
        }
      }
    }

    subscript(_ value: String) -> FileEntry? { files[fingerprint(value.utf8.prefix(longest))] }
  }
}

extension ConfigObject {
  /// The value of a Secret's entry where it can be told from other text: long enough, neither a placeholder nor made of words.
  func secretValue(of entry: YAMLNode.Entry) -> String? {
    guard let text = plainText(of: entry) else { return nil }
    let value = String(decoding: LiteralSecret.trimmed(text), as: UTF8.self)
    guard value.utf8.count >= SecretValueSearch.shortest, LiteralSecret.isReal(value),
      !PlainSetting.isPlain(value, named: "value")
    else {
      return nil
    }
    return value
  }
}
