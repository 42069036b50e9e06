internal import Images
internal import Linting

extension ImageModel {
  /// A finding about the image, or about a layer or a path of it.
  func finding(
    _ info: RuleInfo, _ message: String, layer: Int? = nil, file: String? = nil, measured: Int? = nil,
    limit: Int? = nil, _ unit: Measurement.Unit = .bytes, aliases: [String]? = nil, notes: [Finding.Note] = [],
    of setting: ImageSetting? = nil
  ) -> Finding {
    var finding = Finding(info, message, aliases: aliases)
    finding.setting = setting
    finding.layer = layer.flatMap { reference(toLayer: $0) }
    finding.file = file
    finding.measured = measured.map { Measurement($0, unit) }
    finding.limit = limit.map { Measurement($0, unit) }
    finding.notes = notes
    return finding
  }

  /// The config of an image whose programs, accounts and paths are judged as Linux does; nil without one, and for Windows.
  var linuxConfig: ImageConfig? { config.flatMap { $0.os == "windows" ? nil : $0 } }

  /// The rules that can judge the image. Of a Windows image only the config is judged: its layers keep the files below
  /// `Files/`, without the modes and owners that rules about files and accounts go by. What a policy demands of files is looked
  /// for all the same.
  func applicable(_ rules: [any Rule<ImageModel>]) -> [any Rule<ImageModel>] {
    guard config?.os == "windows" else { return rules }
    let demands = [ForbiddenFile.info.name, MissingRequiredFile.info.name, UnexpectedFileAttributes.info.name]
    return rules.filter { rule in
      !rule.info.groups.contains { $0 == "files" || $0 == "accounts" } || demands.contains(rule.info.name)
    }
  }

  /// Whether the final file system is known in full. Where readers disagree on which image is meant, this one still is.
  var hasWholeFileSystem: Bool {
    guard let error else { return true }
    return error.kind == .ambiguousArchive
      && faults.allSatisfy { $0.error == nil || $0.error?.kind == .ambiguousArchive }
  }

  /// The value of a variable of the config; of several the last counts.
  func variable(_ name: String) -> String? { config?.value(of: name) }

  /// Which layers lie above the base image; nil when the base is not known.
  ///
  /// - Parameter bases: the diff_ids of base images that are at hand.
  func ownLayers(above bases: [[String]]) -> Range<Int>? {
    (givenBaseLayers(bases) ?? inheritedLayers).map { min($0, layers.count)..<layers.count }
  }

  /// How many of the lowest layers are those of a base image that is at hand, given by its diff_ids; nil when none is.
  func givenBaseLayers(_ bases: [[String]]) -> Int? {
    let ids = layers.map(\.diffID)
    return bases.filter { !$0.isEmpty && ids.starts(with: $0) }.map(\.count).max()
  }
}

extension ImageConfig {
  /// The value of a variable; of several the last counts.
  func value(of name: String) -> String? {
    env.last { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.utf8.count + 1)) }
  }

  /// The values of the variables; of several of one name the last counts.
  var environment: [String: String] {
    env.reduce(into: [:]) { values, entry in
      guard let at = entry.utf8.firstIndex(of: UInt8(ascii: "=")) else { return }
      values[String(entry[..<at])] = String(entry[entry.utf8.index(after: at)...])
    }
  }

  /// The account part of `User`.
  var account: Substring { user.prefix { $0 != ":" } }

  /// The group part of `User`; empty when there is none.
  var accountGroup: Substring { user.drop { $0 != ":" }.dropFirst() }
}

extension StringProtocol {
  /// Whether the text is made of decimal digits and of nothing else.
  var isDecimal: Bool { !isEmpty && utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } }
}
