internal import Images
internal import Linting
internal import Rules

/// The findings that a project had when it adopted the program, which are known and do not count; and how large its images were, so
/// that growth is told.
///
/// An entry is known again by its fingerprint, which is made of the rule, the path and the offending text; so it survives
/// edits elsewhere in the file.
package struct Baseline: Sendable {
  package struct Entry: Sendable, Hashable, Comparable {
    package var fingerprint: String
    package var rule: String
    package var path: String
    /// For people who review the file; nothing is compared with it.
    package var message: String

    package init(fingerprint: String, rule: String, path: String, message: String) {
      self.fingerprint = fingerprint
      self.rule = rule
      self.path = path
      self.message = message
    }

    package static func < (left: Entry, right: Entry) -> Bool {
      (left.path, left.rule, left.message, left.fingerprint) < (
        right.path, right.rule, right.message, right.fingerprint
      )
    }
  }

  /// `--baseline`, `--write-baseline` and `--prune-baseline`.
  package struct Options: Sendable {
    package var path: String?
    /// Take all findings of the run for known from now on.
    package var writes = false
    /// Drop the entries that match nothing any more.
    package var prunes = false

    package init() {}
  }

  package private(set) var entries: [Entry] = []
  /// How large the images were, by what they are known again by.
  package private(set) var images: [MeasuredImage] = []

  /// - Parameters:
  ///   - entries: in any order; each is kept once.
  ///   - images: the same.
  package init(_ entries: some Sequence<Entry>, images: [MeasuredImage] = []) {
    self.entries = Set(entries).sorted()
    self.images = Set(images).sorted { $0.identity.keys.lexicographicallyPrecedes($1.identity.keys) }
  }

  /// Reads the text of a baseline; `path` is what messages call it.
  package init(decoding bytes: [UInt8], path: String) throws(PolicyError) {
    let root: JSONValue
    do throws(ArchiveError) {
      root = try JSONReader.read(bytes, name: path, depthLimit: 12).value
    } catch {
      throw PolicyError(path, "this baseline cannot be read: \(error.message)")
    }
    guard case .number(_, exact: 1) = root["version"] else {
      throw PolicyError(path, "no baseline of version 1: expected a file that --write-baseline wrote")
    }
    guard case .array(let values) = root["findings"] else {
      throw PolicyError(path, "the baseline has no `findings`: expected a list")
    }
    var entries: [Entry] = []
    for (index, value) in values.enumerated() {
      guard let entry = Entry(value) else {
        throw PolicyError(
          path,
          "findings[\(index)] is no entry of a baseline: expected the texts `fingerprint`, `rule`, `path`, `message`")
      }
      entries.append(entry)
    }
    self.init(entries, images: try Self.images(root["images"], path))
  }

  /// None in a file of a run without images.
  private static func images(_ value: JSONValue?, _ path: String) throws(PolicyError) -> [MeasuredImage] {
    guard let value else { return [] }
    guard case .array(let values) = value else {
      throw PolicyError(path, "the `images` of the baseline are no list: expected what --write-baseline wrote")
    }
    var images: [MeasuredImage] = []
    for (index, value) in values.enumerated() {
      guard let image = MeasuredImage(value) else {
        throw PolicyError(path, "images[\(index)] is no image of a baseline: expected what --write-baseline wrote")
      }
      images.append(image)
    }
    return images
  }

  /// The file as it is written: an entry a line, so that a change is a line of a diff. An image has the form of a report's input.
  package var encoded: [UInt8] {
    var json = JSONWriter()
    var members: [(name: String, write: (inout JSONWriter) -> Void)] = [
      ("version", { $0.value(1) }), ("findings", { $0.lines(entries) { $0.entry($1) } }),
    ]
    if !images.isEmpty { members.append(("images", { $0.lines(images) { $0.image($1) } })) }
    json.block(members)
    return json.finish()
  }
}

/// How the findings of a run compare with a baseline.
package struct BaselineOutcome: Sendable {
  /// The file of the baseline.
  package var path: String
  /// How many entries match nothing any more.
  package var stale: Int
  /// How many findings of the report are only about such entries.
  package var notices = 0
  /// What to write to the file; nil when it stays as it is.
  package var contents: [UInt8]?

  package init(path: String, stale: Int, contents: [UInt8]? = nil) {
    self.path = path
    self.stale = stale
    self.contents = contents
  }
}

extension Baseline.Entry {
  init(_ judged: JudgedFinding) {
    self.init(
      fingerprint: judged.fingerprint, rule: judged.finding.rule, path: judged.path, message: judged.finding.message)
  }

  fileprivate init?(_ value: JSONValue) {
    guard let fingerprint = value["fingerprint"]?.text, let rule = value["rule"]?.text,
      let path = value["path"]?.text, let message = value["message"]?.text
    else { return nil }
    self.init(fingerprint: fingerprint, rule: rule, path: path, message: message)
  }
}

extension ImageIdentity {
  fileprivate var keys: [String] { [path ?? "", target ?? "", name ?? "", platform] }
}

extension JSONWriter {
  fileprivate mutating func image(_ image: MeasuredImage) {
    let (identity, sizes) = (image.identity, image.sizes)
    object { json in
      for (name, text) in [("path", identity.path), ("target", identity.target)] {
        json.name(name)
        json.optional(text) { $0.value($1) }
      }
      json.name("image")
      json.object { json in
        for (name, text) in [("name", identity.name), ("platform", identity.platform)] {
          json.name(name)
          json.optional(text) { $0.value($1) }
        }
        json.name("size")
        json.object { json in
          json.name("unpacked")
          json.value(sizes.unpacked)
        }
        json.name("layers")
        json.array { json in for layer in sizes.layers { json.layer(layer) } }
      }
    }
  }

  private mutating func layer(_ layer: ImageBaseline.Layer) {
    object { json in
      json.name("unpacked")
      json.value(layer.unpacked)
      json.name("createdBy")
      json.value(layer.createdBy)
    }
  }

  fileprivate mutating func entry(_ entry: Baseline.Entry) {
    object { json in
      for (name, text) in [
        ("fingerprint", entry.fingerprint), ("rule", entry.rule), ("path", entry.path), ("message", entry.message),
      ] {
        json.name(name)
        json.value(text)
      }
    }
  }
}
