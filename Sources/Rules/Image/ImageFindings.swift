internal import Images
internal import Linting

extension ImageModel {
  /// A finding about the image, or about a layer or a path of it.
  func finding(
    _ info: RuleInfo, _ message: String, layer: Int? = nil, file: String? = nil, measured: Int? = nil,
    limit: Int? = nil, _ unit: Measurement.Unit = .bytes, aliases: [String]? = nil, notes: [String] = []
  ) -> Finding {
    var finding = Finding(info, message, aliases: aliases)
    finding.layer = layer.flatMap { reference(toLayer: $0) }
    finding.file = file
    finding.measured = measured.map { Measurement($0, unit) }
    finding.limit = limit.map { Measurement($0, unit) }
    finding.notes = notes.map { Finding.Note($0) }
    return finding
  }

  /// The config of an image whose programs, accounts and paths are judged as Linux does; nil without one, and for Windows.
  var linuxConfig: ImageConfig? { config.flatMap { $0.os == "windows" ? nil : $0 } }

  /// Whether the final file system is known in full.
  var hasWholeFileSystem: Bool { error == nil }

  /// The value of a variable of the config; of several the last counts.
  func variable(_ name: String) -> String? {
    config?.env.last { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.utf8.count + 1)) }
  }

  /// Which layers lie above the base image; nil when the base is not known.
  ///
  /// - Parameter bases: the diff_ids of base images that are at hand.
  func ownLayers(above bases: [[String]]) -> Range<Int>? {
    let ids = layers.map(\.diffID)
    let given = bases.filter { !$0.isEmpty && ids.starts(with: $0) }.map(\.count).max()
    return (given ?? inheritedLayers).map { min($0, layers.count)..<layers.count }
  }
}

extension ImageConfig {
  /// The account part of `User`.
  var account: Substring { user.prefix { $0 != ":" } }

  /// The group part of `User`; empty when there is none.
  var accountGroup: Substring { user.drop { $0 != ":" }.dropFirst() }
}
