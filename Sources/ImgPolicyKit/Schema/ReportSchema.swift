internal import Images
internal import Linting

extension Schema {
  /// A JSON report, version 1.
  static var report: Schema {
    closed(
      [
        ("version", .constant(1)), ("tool", closed([("name", .string), ("version", .string)])),
        ("verdict", .choice(["pass", "fail", "unreadable"])), ("inputs", .list(input)), ("findings", .list(finding)),
        ("workloads", .list(.any)),
        (
          "summary",
          closed(
            (Severity.allCases.sorted(by: >).map(\.rawValue) + ["suppressed", "fixable"]).map { ($0, count) },
            mayHave: [("mended", count)])
        ),
      ], mayHave: [("comparisons", .list(comparison))])
  }

  /// An object that has each of its members, and may have those that only some commands write.
  private static func closed(_ members: [(String, Schema)], mayHave others: [(String, Schema)] = []) -> Schema {
    .object(members.map { Member($0.0, $0.1, isRequired: true) } + others.map { Member($0.0, $0.1) })
  }

  private static let count = Schema.integer(0...Int.max)
  private static let line = Schema.integer(1...Int.max)
  private static let strings = Schema.list(.string)

  private static var input: Schema {
    let error = closed([("kind", .string), ("message", .string), ("offset", .optional(count))])
    return closed(
      [
        ("path", .string), ("kind", .choice(Report.InputKind.allCases.map(\.rawValue))), ("target", .optional(.string)),
        ("policies", strings), ("error", .optional(error)),
      ], mayHave: [("image", image)])
  }

  private static var finding: Schema {
    let measurement = closed([("value", .integer(nil)), ("unit", .choice(["bytes", "percent", "count"]))])
    return closed(
      [
        ("rule", .string), ("aliases", strings), ("severity", .choice(Severity.allCases.map(\.rawValue))),
        ("message", .string), ("input", count), ("path", .string),
      ] + place
        + [
          (
            "instruction", .optional(closed([("keyword", .string), ("line", line), ("endLine", line)]))
          ), ("stage", .optional(.string)),
          ("layer", .optional(closed([("index", count), ("diffID", .string), ("createdBy", .string)]))),
          ("file", .optional(.string)), ("measured", .optional(measurement)), ("limit", .optional(measurement)),
          (
            "notes",
            .list(
              closed([
                ("message", .string), ("path", .string), ("line", .optional(line)), ("column", .optional(line)),
              ]))
          ), ("help", .string), ("url", .string), ("fix", .optional(fix)), ("fingerprint", .string),
          (
            "suppressed",
            .optional(
              closed([
                ("by", .choice(["comment", "config", "baseline", "waiver"])), ("reason", .optional(.string)),
              ]))
          ),
        ])
  }

  private static var place: [(String, Schema)] {
    ["line", "column", "endLine", "endColumn"].map { ($0, .optional(line)) }
  }

  private static var fix: Schema {
    closed([
      ("applicability", .choice(["safe", "unsafe", "display"])), ("edits", .list(closed(place + [("text", .string)]))),
    ])
  }

  private static var image: Schema {
    let sizes = ["stored", "tar", "unpacked", "rootfs", "dead"].map { ($0, count) }
    return closed(
      [
        ("name", .optional(.string)), ("platform", .string), ("configDigest", .string), ("format", .string),
        ("verified", .boolean), ("config", .optional(imageConfig)), ("size", closed(sizes)), ("entries", count),
        ("layers", .list(layer)),
      ], mayHave: [("top", largestPaths)])
  }

  /// What `--top` asks for.
  private static var largestPaths: Schema {
    closed([
      ("files", .list(closed([("path", .string), ("bytes", count), ("layer", .optional(count))]))),
      ("directories", .list(closed([("path", .string), ("bytes", count), ("own", count), ("layer", count)]))),
    ])
  }

  private static var imageConfig: Schema {
    let times = ["interval", "timeout", "startPeriod", "startInterval"].map { ($0, Schema.optional(.number)) }
    return closed([
      ("user", .string), ("healthcheck", .optional(closed([("test", strings)] + times + [("retries", .integer(nil))]))),
      ("exposedPorts", strings), ("env", strings), ("entrypoint", strings), ("cmd", strings), ("workingDir", .string),
      ("labels", .map(.string)), ("volumes", strings), ("stopSignal", .optional(.string)),
    ])
  }

  private static var layer: Schema {
    closed([
      ("index", count), ("digest", .string), ("diffID", .string), ("mediaType", .string), ("stored", count),
      ("tar", count), ("unpacked", count), ("dead", count), ("entries", count), ("createdBy", .string),
      ("dockerfile", .optional(closed([("path", .string), ("line", line)]))),
    ])
  }

  // MARK: Comparisons

  private static var comparison: Schema {
    let compared = closed([
      ("old", .optional(count)), ("new", .optional(count)), ("change", .optional(.integer(nil))),
      ("percent", .optional(.number)),
    ])
    let layers = Schema.list(
      closed([("index", count), ("diffID", .string), ("unpacked", count), ("createdBy", .string)]))
    let tally = closed([("count", count), ("bytes", .integer(nil))])
    return closed([
      ("old", .optional(count)), ("new", .optional(count)),
      ("size", closed(ComparedSizes.rows.map { ($0.name, compared) })),
      ("layers", closed([("shared", count), ("removed", layers), ("added", layers)])),
      ("config", comparedConfig), ("files", closed(FileChange.Kind.allCases.map { ($0.rawValue, tally) })),
      ("changes", .list(changedFile)),
    ])
  }

  private static var comparedConfig: Schema {
    let value = Schema.either([.null, .string, strings])
    let settings = Schema.list(closed([("name", .string), ("old", value), ("new", value)]))
    return closed([
      ("settings", settings), ("labels", settings),
      ("env", closed([("added", strings), ("removed", strings), ("changed", strings)])),
    ])
  }

  private static var changedFile: Schema {
    let state = Schema.optional(
      closed([
        ("kind", .string), ("bytes", count), ("mode", .string), ("uid", count), ("gid", count),
        ("target", .optional(.string)), ("layer", count),
      ]))
    return closed([
      ("path", .string), ("change", .choice(FileChange.Kind.allCases.map(\.rawValue))), ("bytes", .integer(nil)),
      ("old", state), ("new", state),
    ])
  }
}
