internal import Dockerfile
internal import Linting

/// What a rule about versions asks of each install: which of its packages nothing holds to a version.
struct PinDemand {
  typealias Package = PackageOperation.Package

  /// Whether the rule is about an operation.
  var covers: (PackageOperation) -> Bool
  /// Whether a package may be another one tomorrow.
  var isLoose: (Package, PackageOperation) -> Bool
  /// The check of another tool that asks the same, if there is one.
  var peer: Peer?

  /// A check that knows no values of variables: it takes a word as it is written.
  struct Peer {
    var alias: String
    var isLoose: (Package, PackageOperation) -> Bool
    /// Whether it looks at the operation at all.
    var covers: (PackageOperation) -> Bool = { _ in true }
    /// Whether it believes that a variable which the file defines gives a version.
    var trustsDefinedVariables = false
  }

  /// One finding a command, on the first of its loose packages.
  func findings(_ info: RuleInfo, in file: BuildModel) -> [Finding] {
    let names = peer?.trustsDefinedVariables == true ? DefinedNames(in: file) : nil
    return file.stages.flatMap { stage in
      stage.writtenRuns.flatMap { run in
        run.packageCalls.compactMap { finding(info, $0.operation, run, stage, file, names) }
      }
    }
  }

  private func finding(
    _ info: RuleInfo, _ operation: PackageOperation, _ run: Run, _ stage: Stage, _ file: BuildModel,
    _ names: DefinedNames?
  ) -> Finding? {
    guard covers(operation) else { return nil }
    let own = operation.packages.filter { isLoose($0, operation) }.map(\.argument)
    let foreign = seenByPeer(operation, stage, file, names)
    guard let first = own.first ?? foreign.first else { return nil }
    var finding = Finding(
      info, message(own.isEmpty ? foreign : own), at: first, of: run, stage: stage, in: file)
    finding.isOwn = !own.isEmpty
    finding.aliases = info.aliases.filter { $0 != peer?.alias || !foreign.isEmpty }
    return finding
  }

  private func seenByPeer(
    _ operation: PackageOperation, _ stage: Stage, _ file: BuildModel, _ names: DefinedNames?
  ) -> [ShellCommand.Argument] {
    guard let peer, peer.covers(operation) else { return [] }
    let packages = operation.packages + operation.unknownsAsWritten
    return packages.filter { package in
      guard let names, package.kind == .named || package.kind == .group, !operation.subcommand.hasPrefix("module "),
        let isDefined = names.defineAny(in: package.argument.source, of: stage, file.source)
      else { return peer.isLoose(package, operation) }
      return !isDefined || !package.text.contains("-")
    }.map(\.argument)
  }

  private func message(_ words: [ShellCommand.Argument]) -> String {
    let shown = words.prefix(3).map(\.text).joined(separator: ", ")
    let more = words.count > 3 ? " and \(words.count - 3) more" : ""
    return "nothing fixes the version\(words.count == 1 ? "" : "s") of \(shown)\(more)"
  }
}

extension PackageOperation.Package {
  /// A name that comes without a version.
  var isUnversioned: Bool { kind == .named && version == nil }

  /// A name with no version, or with one that moves: `latest`, a branch, a repository.
  var isMoving: Bool { kind == .named && (pin == .none || pin == .tag) }

  /// The address of a repository that says neither commit nor tag: `git+https://host/project`.
  var isMovingRepository: Bool {
    guard kind == .url, version == nil, let colon = text.firstIndex(of: ":") else { return false }
    let isRepository = ["git+", "hg+", "svn+", "bzr+", "git:"].contains { text.hasPrefix($0) }
    let path = text[colon...].drop { $0 == ":" || $0 == "/" }.drop { $0 != "/" }
    return isRepository && !path.contains("@")
  }

  /// The same, also behind a name, with a fragment, or with a branch that is known to move:
  /// `tool @ git+https://host/project@main`.
  var isUnpinnedRepository: Bool {
    guard kind == .url, argument.isKnown else { return false }
    let address = text.firstRange(of: " @ ").map { text[$0.upperBound...] } ?? text[...]
    guard ["git+", "hg+", "svn+", "bzr+"].contains(where: { address.hasPrefix($0) }),
      let colon = address.firstIndex(of: ":")
    else { return false }
    let path = address[colon...].drop { $0 == ":" || $0 == "/" }.drop { $0 != "/" }.prefix { $0 != "#" }
    guard let at = path.lastIndex(of: "@") else { return true }
    return Self.movingBranches.contains(String(path[at...].dropFirst()))
  }

  private static let movingBranches: Set = ["HEAD", "dev", "develop", "latest", "main", "master", "nightly", "trunk"]

  /// The address of a project that says neither commit nor tag, in the forms of npm: `user/project`, `https://…`.
  var isMovingAddress: Bool { kind == .url && version == nil }

  /// The path or address of a packed archive, which hadolint takes for one version of it.
  var isArchive: Bool { [".tar", ".tar.gz", ".tgz"].contains { text.hasSuffix($0) } }

  /// A module of an rpm repository without the stream that says which version: `nodejs` for `nodejs:20`.
  func isModuleWithoutStream(_ operation: PackageOperation) -> Bool {
    operation.subcommand.hasPrefix("module ") && kind == .group && !text.contains(":")
  }

  /// Whether what stands behind the dashes may be a version: each part has the characters of one, and some begin with a
  /// digit. A tool that does not tell names from versions takes it for one.
  var hasDashedVersion: Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).dropFirst()
    return parts.contains { $0.utf8.first?.isDecimalDigit ?? false }
      && parts.allSatisfy { $0.utf8.allSatisfy { $0.isLatinLetter || $0.isDecimalDigit || ".~^_:+".utf8.contains($0) } }
  }
}
