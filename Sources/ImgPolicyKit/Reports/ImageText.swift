internal import Linting

/// Writes what an image is, where its bytes are, what is left of its budget, and whom it runs as.
func writeImage(_ image: ImageSummary, path: String, to out: inout TerminalText) {
  heading(image, path: path, to: &out)
  out.endLine()
  writeLayers(of: image, to: &out)
  image.top?.write(to: &out)
  sizes(of: image).write(to: &out)
  if let config = image.config { writeSettings(config, to: &out) } else { writeNoSettings(to: &out) }
  out.endLine()
}

/// The name and the path, then platform, format, verification and digest.
private func heading(_ image: ImageSummary, path: String, to out: inout TerminalText) {
  out.write(image.name ?? path, .strong)
  if image.name != nil {
    out.blanks(2)
    out.write(path, .faint)
  }
  out.endLine()
  out.blanks(2)
  out.write(([image.platform, image.format].filter { !$0.isEmpty } + [""]).joined(separator: ", "))
  out.write(image.verified ? "verified" : "unverified", image.verified ? .good : .warning)
  let digest = image.configDigest.isEmpty ? "" : ", config \(shortDigest(image.configDigest))"
  out.write("\(digest), \(image.entries) entries")
  out.endLine()
}

/// `sha256:` and the first twelve digits, as `docker images` prints them.
private func shortDigest(_ digest: String) -> String {
  guard let colon = digest.firstIndex(of: ":") else { return String(digest.prefix(12)) }
  return String(digest[...colon] + digest[digest.index(after: colon)...].prefix(12))
}

/// The sizes with their meaning, and the budget.
private func sizes(of image: ImageSummary) -> TextTable {
  var table = TextTable([.leading, .trailing, .leading])
  let size = image.size
  let wasted = size.dead > 0 ? " (\(Share(size.dead, of: size.unpacked)) of unpacked)" : ""
  let sizes: [(String, Int, String)] = [
    ("unpacked", size.unpacked, "files of all layers: what `docker images` prints"),
    ("rootfs", size.rootfs, "files that a container sees"),
    ("dead", size.dead, "shipped, but overwritten or deleted by a later layer" + wasted),
    ("tar", size.tar, "layers, decompressed"),
    ("stored", size.stored, "layers as they lie in the archive"),
  ]
  for (name, bytes, meaning) in sizes {
    table.rows.append([.init(name, .strong), .init(ByteSize(bytes).description), .init(meaning, .faint)])
  }
  if let budget = image.budget, let measured = size.measured(by: budget.measure) {
    let left = BudgetText(measured: ByteSize(measured), limit: budget.limit)
    table.rows.append([
      .init("budget", .strong), .init(budget.limit.description),
      .init("for \(budget.measure): \(left.remainder)", left.isKept ? .good : .error),
    ])
  }
  return table
}

/// A root file system and a bare layer have no config, and one that could not be read is not known.
private func writeNoSettings(to out: inout TerminalText) {
  out.blanks(2)
  out.write("config", .strong)
  out.pad(to: 12)
  out.words([.init("none: rules about user, health check, environment and the like do not apply", .warning)])
  out.endLine()
}

/// The settings that policies ask for most.
private func writeSettings(_ config: ImageSummary.Config, to out: inout TerminalText) {
  let user = config.user.isEmpty ? TerminalText.Run("none, which means root", .warning) : .init(config.user)
  for (name, value) in [("user", user), ("health", healthcheck(config.healthcheck))] {
    out.blanks(2)
    out.write(name, .strong)
    // In line with the numbers of the sizes, whose longest name is `unpacked`.
    out.pad(to: 12)
    out.words([value])
    out.endLine()
  }
}

private func healthcheck(_ healthcheck: ImageSummary.Healthcheck?) -> TerminalText.Run {
  guard let healthcheck, let form = healthcheck.test.first else { return .init("none", .warning) }
  if form == "NONE" { return .init("none: disabled by HEALTHCHECK NONE", .warning) }
  return .init(healthcheck.words)
}

extension ImageSummary.Healthcheck {
  /// The check in words: its command, and the times and retries that are set.
  var words: String {
    let isForm = test.first == "CMD" || test.first == "CMD-SHELL"
    let command = test.dropFirst(isForm ? 1 : 0).joined(separator: " ")
    let times = [("every", interval), ("timeout", timeout), ("start period", startPeriod)]
      .filter { $0.1 > 0 }.map { "\($0.0) \(seconds($0.1))" }
    return ([command] + times + (retries > 0 ? ["\(retries) retries"] : [])).joined(separator: ", ")
  }
}

/// `30 s`, `0.5 s`
private func seconds(_ time: Double) -> String {
  let text = "\(time)"
  return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " s"
}

extension ImageSummary.Sizes {
  /// The size that a budget's measure names; nil for an unknown one.
  func measured(by measure: String) -> Int? {
    switch measure {
    case "unpacked": unpacked
    case "stored": stored
    case "tar": tar
    case "rootfs": rootfs
    case "dead": dead
    default: nil
    }
  }
}
