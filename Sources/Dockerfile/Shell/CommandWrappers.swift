/// A program whose arguments are, behind its own options, another command line.
struct CommandWrapper {
  /// The options that take the next word as their value.
  var valueOptions: Set<String> = []
  /// The words between the options and the command, as the duration of `timeout`.
  var operands = 0
  /// Whether `NAME=value` words may stand before the command.
  var takesAssignments = false

  static let all: [String: CommandWrapper] = [
    "sudo": CommandWrapper(
      valueOptions: ["-u", "-g", "-h", "-p", "-C", "-r", "-t", "-U", "-D", "-R", "-T", "--user", "--group", "--host"],
      takesAssignments: true),
    "doas": CommandWrapper(valueOptions: ["-u", "-C"]),
    "env": CommandWrapper(valueOptions: ["-u", "--unset", "-C", "--chdir"], takesAssignments: true),
    "command": CommandWrapper(),
    "builtin": CommandWrapper(),
    "exec": CommandWrapper(valueOptions: ["-a"]),
    "nice": CommandWrapper(valueOptions: ["-n", "--adjustment"]),
    "ionice": CommandWrapper(valueOptions: ["-c", "-n", "-p", "--class", "--classdata"]),
    "chrt": CommandWrapper(operands: 1),
    "time": CommandWrapper(valueOptions: ["-f", "-o", "--format", "--output"]),
    "timeout": CommandWrapper(valueOptions: ["-s", "-k", "--signal", "--kill-after"], operands: 1),
    "nohup": CommandWrapper(),
    "setsid": CommandWrapper(),
    "stdbuf": CommandWrapper(valueOptions: ["-i", "-o", "-e"]),
    "unbuffer": CommandWrapper(),
    "xargs": CommandWrapper(
      valueOptions: [
        "-n", "-P", "-I", "-L", "-d", "-E", "-s", "-a", "--max-args", "--max-procs", "--replace", "--delimiter",
        "--arg-file",
      ]),
    "gosu": CommandWrapper(operands: 1),
    "su-exec": CommandWrapper(operands: 1),
    "busybox": CommandWrapper(),
    "tini": CommandWrapper(),
    "dumb-init": CommandWrapper(),
  ]

  static let shells: Set<String> = ["sh", "bash", "ash", "dash", "zsh", "ksh", "mksh"]

  /// What only asks about a command and does not run it: `command -v git`.
  static func isQuery(_ name: String, _ arguments: ArraySlice<ShellCommand.Argument>) -> Bool {
    name == "command" && (arguments.first.map { $0.text.hasPrefix("-v") || $0.text.hasPrefix("-V") } ?? false)
  }
}
