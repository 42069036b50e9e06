/// A RUN with the commands of its shell text.
package struct Run: Sendable {
  package var instruction: Instruction
  package var mounts: [Mount]
  /// What those of its mounts take files from that have a `from`.
  package var mountSources: [FileSource]
  /// In the order of the text; commands that are substituted stand before the command that they are part of.
  package internal(set) var commands: [ShellCommand] { didSet { keptPackageCalls = PackageCalls(among: commands) } }
  /// The pipelines in which the commands stand.
  package var pipelines: [CommandPipeline]
  /// The source range at which shell text begins that was not read, because it is nested deeper than any script that a
  /// person writes; nil when all was.
  package var unread: Range<Int>?
  /// The working directory as far as it is known; nil when only the base image knows it.
  package var workdir: String?
  /// The home directory of the user who runs it: `/root`, or for another user the usual one.
  package var home: String
  /// The shell that the text is judged for: that of a comment which names one, else of the SHELL in effect; nil for the
  /// builder's default, `/bin/sh -c`.
  package var shell: [String]?
  private var keptPackageCalls: PackageCalls?

  init(instruction: Instruction, workdir: String?, home: String, shell: [String]?) {
    self.instruction = instruction
    mounts = []
    mountSources = []
    commands = []
    pipelines = []
    self.workdir = workdir
    self.home = home
    self.shell = shell
  }

  /// Its calls of package managers, in the order of the text.
  package var packageCalls: [PackageCall] { keptPackageCalls?.all ?? [] }
}
