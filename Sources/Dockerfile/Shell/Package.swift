extension PackageOperation {
  /// Something that a command line tells a package manager to work on.
  package struct Package: Sendable, Hashable {
    /// What the word is.
    package enum Kind: Sendable, Hashable {
      /// A package by its name.
      case named
      /// A file or directory of this machine.
      case file
      /// An address, or a repository.
      case url
      /// A group, task, module or pattern of packages.
      case group
      /// A name that `apk add --virtual` gave.
      case virtual
      /// What the manager has no name for: `go install ./...`, `go run main.go`, `std`.
      case local
    }

    /// How far the version is fixed.
    package enum Pin: Sendable, Hashable {
      case none
      /// One version: `a=1.2-3`, `a==1.2`, `a@1.2.3`, a commit.
      case exact
      /// Bounds or a pattern: `a>=1`, `a~=1.2`, `a=1.*`, `a@^1`.
      case range
      /// A name that moves: `a@latest`, `a/bookworm`, `a@edge`, a branch.
      case tag
    }

    /// Without version, extras and architecture; for files and addresses the whole text.
    package internal(set) var name: String
    /// As written, behind the operator; nil without one.
    package internal(set) var version: String?
    /// What stands between name and version: `=`, `==`, `~=`, `@`, `/`, `:`, `-`; the option that gives the version, as
    /// `--version`; nil without a version.
    package internal(set) var versionOperator: String?
    package internal(set) var pin = Pin.none
    package internal(set) var kind = Kind.named
    /// The word where it stands.
    package internal(set) var argument: ShellCommand.Argument

    /// The word as written.
    package var text: String { argument.text }

    init(
      _ name: some StringProtocol, _ argument: ShellCommand.Argument, kind: Kind = .named, version: String? = nil,
      operator versionOperator: String? = nil, pin: Pin = .none
    ) {
      self.name = String(name)
      self.argument = argument
      self.kind = kind
      self.version = version
      self.versionOperator = versionOperator
      self.pin = pin
    }
  }
}
