extension KnownDeviation {
  /// All shapes. The first that fits explains a difference.
  static let shapes = syntax + commands + stages + packages + cleanings + others

  // MARK: Syntax

  private static let syntax = [
    KnownDeviation(.theirs, "gives up on a file") { $0.finding.code == "DL1000" && $0.file.isPuzzling },
    KnownDeviation(.ours, "looks at the form of single instructions") { $0.isBeyondForm },
    KnownDeviation(.theirs, "is judged no further", under: "DL1000") { $0.hasOurs("DL1000") },
  ]

  // MARK: Commands

  private static let commands = [
    KnownDeviation(.ours, "compares the name of a program literally") { $0.hasWrappedCommand },
    KnownDeviation(.theirs, "the one behind exec or command") { $0.has("exec ", "command ") },
    KnownDeviation(.theirs, "takes every text for one of bash") { $0.hasForeignShell },
    KnownDeviation(.theirs, "takes the words of a JSON array for shell text") { $0.isArray },
    KnownDeviation(.theirs, "takes sh -c '…' for one command") { $0.has("-c") || $0.previousRun.contains("-c") },
    KnownDeviation(.ours, "and the words of a JSON array for shell text") {
      $0.isArray || $0.previousRun.contains("[")
    },
    KnownDeviation(.ours, "counts the command behind `time` and `!` twice") { $0.has("time ", "! ") },
    KnownDeviation(.theirs, "forgets SHELL at each FROM, and does not know sh") { difference in
      difference.has("pipefail") || difference.file.text.contains("pipefail")
    },
    KnownDeviation(.theirs, "speaks of every ln with the word /bin/sh") { $0.words.contains("ln") },
    KnownDeviation(.ours, "speaks of every ln with the word /bin/sh") { $0.has("-t", "/usr/bin/sh") },
    KnownDeviation(.theirs, "looks for letters in options") { $0.words.contains("wget") },
    KnownDeviation(.ours, "looks for letters in options") { $0.words.contains("wget") },
    KnownDeviation(.theirs, "takes an x in any option for an extraction") { $0.file.text.contains("tar ") },
    KnownDeviation(.ours, "takes an x in any option for an extraction") { $0.file.text.contains("tar") },
  ]

  // MARK: Stages

  private static let stages = [
    KnownDeviation(.theirs, "compares the names of stages with case") { difference in
      difference.file.hasStage { $0 == difference.image.lowercased() && $0 != difference.image }
        || difference.file.namesStageWithCapitals
    },
    KnownDeviation(.theirs, "knows no values of variables") { $0.image.contains("$") },
    KnownDeviation(.ours, "leaves the registry out before") { difference in
      let name = difference.image.split(separator: "/").last
      return difference.image.contains("/") && difference.file.hasStage { $0 == name.map(String.init) }
    },
    KnownDeviation(.ours, "takes the port of a registry for a tag") { $0.has("localhost:") },
    KnownDeviation(.theirs, "compares names with case and quotes") { difference in
      difference.has("--from=") && difference.file.namesStageWithCapitals
    },
    KnownDeviation(.ours, "takes 0abc for a number") { $0.has("--from=0abc", "--from=+") },
    KnownDeviation(.theirs, "takes 0abc for a number") { $0.has("--from=0abc", "--from=+") },
    KnownDeviation(.theirs, "which circular-stage-reference reports") { difference in
      difference.hasOurs("DL3023") || difference.hasOurs("DL1000") || difference.has("--from=")
    },
    KnownDeviation(.ours, "compares the name with case and quotes") { $0.file.namesStageWithCapitals },
    KnownDeviation(.ours, "takes any stage above for the one that is meant") { $0.file.repeatsName },
    KnownDeviation(.theirs, "of two stages of one name BuildKit takes the later") { $0.file.repeatsName },
    KnownDeviation(.ours, "and compares names with case") { $0.file.namesStageWithCapitals },
    KnownDeviation(.theirs, "takes stages on images of one name for one another") { $0.file.repeatsImage },
    KnownDeviation(.ours, "takes stages on images of one name for one another") { $0.file.repeatsImage },
    KnownDeviation(.theirs, "takes a stage for the last one when its FROM has the same text") { $0.file.repeatsFrom },
    KnownDeviation(.theirs, "for one that others are built on when their image has its name") { difference in
      difference.file.text.contains("FROM node:20-alpine AS node")
    },
  ]

  // MARK: Packages

  private static let packages = [
    KnownDeviation(.theirs, "speaks of an install that names no package") { $0.instruction.hasSuffix("install -y") },
    KnownDeviation(.theirs, "takes a variable for a package") { $0.has("$") },
    KnownDeviation(.theirs, "takes pipx for pip") { $0.has("pipx") },
    KnownDeviation(.theirs, "takes the values of some options for packages") {
      $0.has("--timeout", "--prefix", "-c ", "--root", "--enablerepo")
    },
    KnownDeviation(.ours, "wants -m pip install side by side") { $0.words.contains("pip") && $0.words.contains("-m") },
    KnownDeviation(.theirs, "takes a file of a package for a name") { $0.has(".gem", ".rpm") },
    KnownDeviation(.ours, "drops the word behind every option") {
      $0.has("gem") && $0.words.contains { $0.hasPrefix("-") }
    },
    KnownDeviation(.ours, "only where the RUN has no go run") { $0.has("go run") },
    KnownDeviation(.theirs, "takes the values of options, files such as main.go") { difference in
      difference.has("-tags", "main.go", "go run", "std")
    },
  ]

  // MARK: Clean-ups and switches

  private static let cleanings = [
    KnownDeviation(.theirs, "knows one spelling of the removal") { $0.has("lists", "distclean", "clean") },
    KnownDeviation(.ours, "takes a removal in front of the update") { $0.has("rm -rf", "--mount") },
    KnownDeviation(.theirs, "takes a removal in front of the update") { $0.has("--mount") },
    KnownDeviation(.theirs, "knows only mounts at /var/cache/apk itself") { $0.has("--mount") },
    KnownDeviation(.theirs, "knows only mounts at /var/cache/libdnf5") { $0.has("--mount", "rm ", "clean") },
    KnownDeviation(.theirs, "speaks of every apk add") { $0.has("--no-network", "--help") },
    KnownDeviation(.theirs, "knows no pip config") { $0.file.text.contains("pip config") },
    KnownDeviation(.theirs, "knows no mounts here") { $0.has("--mount", "rm ", "clean") },
    KnownDeviation(.theirs, "wants no clean-up at all before the first install") { $0.has("clean", "rm ") },
    KnownDeviation(.ours, "wants no clean-up at all before the first install") { $0.has("clean", "rm ") },
    KnownDeviation(.theirs, "takes nothing but zypper clean") { $0.has("rm ", "--mount") },
    KnownDeviation(.theirs, "takes PIP_NO_CACHE_DIR from ENV alone") { $0.file.text.contains("PIP_NO_CACHE_DIR") },
    KnownDeviation(.theirs, "knows no pip cache purge") { difference in
      difference.has("purge", "rm ", "cache", "pipx") || difference.file.text.contains("PIP_CACHE_DIR")
    },
    KnownDeviation(.theirs, "knows no answer through a pipe") { difference in
      difference.has("|", "<<<", "-o", "--quiet=2", "--dry-run", "--force-yes")
        || difference.file.text.contains("apt.conf")
    },
    KnownDeviation(.ours, "knows no answer through a pipe") { $0.has("--assume-yes=false") },
    KnownDeviation(.theirs, "knows no configuration; here assumeyes") { $0.file.text.contains("assumeyes") },
    KnownDeviation(.theirs, "takes of -o APT::Install-Recommends only the value false") { difference in
      difference.has("Install-Recommends") || difference.file.text.contains("Install-Recommends")
    },
    KnownDeviation(.theirs, "finds the words install, remove and the like anywhere") {
      $0.has("zypper info", "zypper search", "zypper se", "zypper refresh", "zypper lr", "zypper addlock")
    },
    KnownDeviation(.theirs, "knows only mounts at .cache/yarn") { difference in
      difference.has("--mount", "--cache-folder") || difference.file.text.contains("YARN_CACHE_FOLDER")
    },
    KnownDeviation(.ours, "wants no clean-up before the first install, takes yarn clean") {
      $0.has("yarn cache", "yarn clean")
    },
  ]

  // MARK: Other instructions

  private static let others = [
    KnownDeviation(.theirs, "reports ADD of a git repository") { $0.has("git@", ".git", "HTTP") },
    KnownDeviation(.theirs, "does not look at --checksum") { $0.has("--checksum", "--unpack", "--keep-git-dir") },
    KnownDeviation(.theirs, "takes a flag in a spelling that it does not know") { $0.has("--link=") },
    KnownDeviation(.theirs, "a third q takes nothing back") { $0.words.contains { $0.hasPrefix("-q") } },
    KnownDeviation(.theirs, "also speaks of '$K'") { $0.has("'$", "\\$") },
    KnownDeviation(.theirs, "takes a quoted number, a variable of ENV") { $0.has("$", "\"", "'") },
  ]
}

extension Difference {
  /// The image that a FROM names.
  fileprivate var image: String {
    instruction.split(separator: " ").dropFirst().first { !$0.hasPrefix("--") }.map(String.init) ?? ""
  }

  /// Whether BuildKit refuses more than the form of the instruction: what it refers to, its values, or the file as a whole.
  fileprivate var isBeyondForm: Bool {
    let isEmptyFile = !file.text.split(separator: "\n").contains { $0.uppercased().hasPrefix("FROM ") }
    return finding.code == "DL1000"
      && (isEmptyFile || file.namesStageWithCapitals || file.text.contains("ONBUILD") || file.text.contains("<<")
        || has(
          "from=", "--mount=required", "STOPSIGNAL", "escape=", "${", "CMD --", "--link=", "[ ", "COPY \"", "=$",
          "--checksum=", "--chmod=", "--mount y", "COPY http", "COPY HTTP", "COPY ssh:", "COPY me@"))
  }
}

extension ComparedText {
  /// Whether a stage has a name that satisfies a condition.
  fileprivate func hasStage(_ satisfies: (String) -> Bool) -> Bool {
    text.split(separator: "\n").filter { $0.uppercased().hasPrefix("FROM ") }.contains { line in
      let words = line.split(separator: " ")
      return words.count > 3 && satisfies(words.last.map(String.init) ?? "")
    }
  }

  /// Whether a stage is named or called in capitals.
  var namesStageWithCapitals: Bool {
    text.split(separator: "\n").contains { line in
      let words = line.split(separator: " ")
      let isNamed = words.count > 3 && words[words.count - 2].lowercased() == "as"
      return (isNamed && words.last != words.last.map { Substring($0.lowercased()) })
        || words.contains { $0.hasPrefix("--from=") && ($0 != $0.lowercased() || $0.contains("\"")) }
    }
  }

  /// Whether two stages have one name.
  var repeatsName: Bool {
    let names = text.split(separator: "\n").filter { $0.hasPrefix("FROM ") }.compactMap { line in
      let words = line.split(separator: " ")
      return words.count > 3 ? words.last?.lowercased() : nil
    }
    return Set(names).count < names.count
  }

  /// Whether two stages stand on images of one name.
  var repeatsImage: Bool {
    let images = text.split(separator: "\n").filter { $0.hasPrefix("FROM ") }.compactMap { line in
      line.split(separator: " ").dropFirst().first { !$0.hasPrefix("--") }?.prefix { $0 != ":" && $0 != "@" }
    }
    return Set(images).count < images.count
  }

  /// Whether two FROM have the same text.
  var repeatsFrom: Bool {
    let froms = text.split(separator: "\n").filter { $0.hasPrefix("FROM ") }
    return Set(froms).count < froms.count
  }

  /// Whether the file has something that BuildKit reads and hadolint's parser does not.
  var isPuzzling: Bool {
    var isContinued = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.split(separator: " ")
      let isOdd = line.hasSuffix("\\\\\\") || (words.first == "HEALTHCHECK" && words.last?.lowercased() == "none")
      let isBare = words.count == 1 && ["RUN", "CMD", "USER", "HEALTHCHECK"].contains(words.first)
      let isPort = words.first == "EXPOSE" && (line.contains(":") || line.contains("$"))
      let isBlankInside = isContinued && words.isEmpty
      let isOddlySpelled = line.hasPrefix("#   ESCAPE") || line.contains("--from= ") || line.contains("\u{2003}")
      let isBehindArray = line.contains("] ") && words.dropFirst().first?.hasPrefix("[") == true
      if isOdd || isOddlySpelled || isBare || isPort || isBlankInside || isBehindArray || line.contains("<<")
        || words.first == "ONBUILD"
      {
        return true
      }
      isContinued = line.hasSuffix("\\")
    }
    return false
  }
}
