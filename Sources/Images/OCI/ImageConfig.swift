/// The config of an image: what its containers run and how (OCI image specification, config.md, with Docker's additions).
package struct ImageConfig: Sendable, Hashable {
  package struct Healthcheck: Sendable, Hashable {
    /// `["NONE"]`, `["CMD", …]` or `["CMD-SHELL", text]`; empty means inherited.
    package var test: [String]
    /// All times in seconds; 0 means the default.
    package var interval: Double
    package var timeout: Double
    package var startPeriod: Double
    package var startInterval: Double
    /// As written, even 0; nil means the default.
    package var retries: Int?

    /// Whether engines run anything for it: they know `CMD` and `CMD-SHELL`, each with a command.
    package var checksAnything: Bool {
      switch test.first {
      case "CMD": test.count > 1
      case "CMD-SHELL": test.dropFirst().first.map { !$0.allSatisfy(\.isWhitespace) } ?? false
      default: false
      }
    }
  }

  /// One step of the build, from the bottom.
  package struct HistoryEntry: Sendable, Hashable {
    package var createdBy: String
    package var comment: String
    package var created: String?
    /// Whether the step made no layer.
    package var isEmptyLayer: Bool
  }

  package var os = ""
  package var architecture = ""
  package var variant: String?
  /// As written: RFC 3339.
  package var created: String?
  package var author: String?
  package var user = ""
  package var healthcheck: Healthcheck?
  /// `80/tcp`, sorted.
  package var exposedPorts: [String] = []
  /// `NAME=value` as written.
  package var env: [String] = []
  package var entrypoint: [String] = []
  package var cmd: [String] = []
  package var workingDir = ""
  package var labels: [String: String] = [:]
  /// Sorted.
  package var volumes: [String] = []
  package var stopSignal: String?
  package var shell: [String] = []
  package var onBuild: [String] = []
  package var history: [HistoryEntry] = []
  /// The digests of the uncompressed layers as written, from the bottom.
  package var diffIDs: [String] = []

  package init() {}

  /// `os/architecture[/variant]`.
  package var platform: String {
    [os, architecture, variant ?? ""].filter { !$0.isEmpty }.joined(separator: "/")
  }
}

extension ImageConfig {
  /// Decodes a config. Every optional may be null.
  init(_ document: JSONDocument, limits: Limits) throws(ArchiveError) {
    let root = document.root
    os = try root.member("os", of: "an image config", in: document)?.string() ?? ""
    architecture = try root.member("architecture", in: document)?.string() ?? ""
    variant = try root.member("variant", in: document)?.string()
    created = try root.member("created", in: document)?.string()
    author = try root.member("author", in: document)?.string()
    if let config = try root.member("config", in: document) { try decodeRuntime(config, in: document) }
    if let rootfs = try root.member("rootfs", in: document) {
      let type = try rootfs.member("type", of: "a root file system", in: document)?.string() ?? "layers"
      guard type == "layers" else {
        throw ArchiveError(
          .unsupportedFormat, "\(document.name) has a root file system of the type “\(type)”: expected layers")
      }
      diffIDs = try rootfs.member("diff_ids", in: document)?.strings() ?? []
    }
    let steps = try root.member("history", in: document)?.elements("an array of objects") ?? []
    guard steps.count <= limits.historyEntries else {
      throw ArchiveError.exceeding(
        .historyEntries,
        "\(document.name) has \(steps.count) history entries: at most \(limits.historyEntries) are read"
      )
    }
    for step in steps {
      let entry = try HistoryEntry(step, in: document)
      guard entry.createdBy.utf8.count <= limits.stepBytes else {
        throw ArchiveError.exceeding(
          .stepBytes,
          "\(document.name) has a history entry of \(entry.createdBy.utf8.count) bytes: "
            + "at most \(limits.stepBytes) are read")
      }
      history.append(entry)
    }
  }

  private mutating func decodeRuntime(_ config: JSONField, in document: JSONDocument) throws(ArchiveError) {
    user = try config.member("User", in: document)?.string() ?? ""
    exposedPorts = try keys("ExposedPorts", of: config, in: document)
    volumes = try keys("Volumes", of: config, in: document)
    env = try config.member("Env", in: document)?.strings() ?? []
    entrypoint = try command("Entrypoint", of: config, in: document)
    cmd = try command("Cmd", of: config, in: document)
    workingDir = try config.member("WorkingDir", in: document)?.string() ?? ""
    labels = try config.member("Labels", in: document)?.stringMap() ?? [:]
    stopSignal = try config.member("StopSignal", in: document)?.string()
    shell = try config.member("Shell", in: document)?.strings() ?? []
    onBuild = try config.member("OnBuild", in: document)?.strings() ?? []
    if let check = try config.member("Healthcheck", in: document) {
      healthcheck = try Healthcheck(check, in: document)
    }
  }

  /// An object that is used as a set.
  private func keys(
    _ name: String, of config: JSONField, in document: JSONDocument
  ) throws(ArchiveError) -> [String] {
    guard let field = try config.member(name, in: document) else { return [] }
    return Set(try field.members("an object used as a set").map(\.key)).sorted()
  }

  /// An array of words; very old configs have one string.
  private func command(
    _ name: String, of config: JSONField, in document: JSONDocument
  ) throws(ArchiveError) -> [String] {
    guard let field = try config.member(name, in: document) else { return [] }
    if case .string(let text) = field.value { return text.isEmpty ? [] : [text] }
    return try field.strings()
  }
}

extension ImageConfig.Healthcheck {
  init(_ field: JSONField, in document: JSONDocument) throws(ArchiveError) {
    test = try field.member("Test", of: "a health check", in: document)?.strings() ?? []
    interval = try seconds("Interval", of: field, in: document)
    timeout = try seconds("Timeout", of: field, in: document)
    startPeriod = try seconds("StartPeriod", of: field, in: document)
    startInterval = try seconds("StartInterval", of: field, in: document)
    retries = try field.member("Retries", in: document)?.integer()
  }
}

extension ImageConfig.HistoryEntry {
  init(_ field: JSONField, in document: JSONDocument) throws(ArchiveError) {
    createdBy = try field.member("created_by", of: "a history entry", in: document)?.string() ?? ""
    comment = try field.member("comment", in: document)?.string() ?? ""
    created = try field.member("created", in: document)?.string()
    isEmptyLayer = try field.member("empty_layer", in: document)?.boolean() ?? false
  }
}

/// A duration, which configs write in nanoseconds.
private func seconds(_ key: String, of field: JSONField, in document: JSONDocument) throws(ArchiveError) -> Double {
  guard let value = try field.member(key, in: document) else { return 0 }
  return Double(try value.integer("a number of nanoseconds")) / 1_000_000_000
}
