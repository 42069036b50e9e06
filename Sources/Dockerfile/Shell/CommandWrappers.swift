/// A program whose arguments are, behind its own options, another command line.
struct CommandWrapper: Sendable {
  /// The words between the options and the command, as the duration of `timeout`.
  var operands = 0
  /// Whether `NAME=value` words may stand before the command.
  var takesAssignments = false
  /// Options with which it starts nothing: `command -v git`.
  var queries: WordList = ""
  /// An option without which it starts nothing by its operands: `runuser -u`.
  var needs: WordList = ""
}

extension Tool {
  static let wrappers: [Tool] = [
    Tool(
      "sudo",
      values:
        "-u -g -h -p -C -r -t -U -D -R -T --user --group --host --prompt --close-from --role --type --chdir --chroot",
      wrapper: CommandWrapper(takesAssignments: true)),
    Tool("doas", values: "-u -C", wrapper: CommandWrapper()),
    Tool(
      "env", values: "-u --unset -C --chdir", wrapper: CommandWrapper(takesAssignments: true)),
    Tool("command", wrapper: CommandWrapper(queries: "-v -V")), Tool("builtin", wrapper: CommandWrapper()),
    Tool("exec", values: "-a", wrapper: CommandWrapper()),
    Tool("nice", values: "-n --adjustment", wrapper: CommandWrapper()),
    Tool("ionice", values: "-c -n -p --class --classdata", wrapper: CommandWrapper(queries: "-p --pid")),
    Tool("chrt", wrapper: CommandWrapper(operands: 1)),
    Tool("taskset", wrapper: CommandWrapper(operands: 1)),
    Tool("time", values: "-f -o --format --output", wrapper: CommandWrapper()),
    Tool("timeout", values: "-s -k --signal --kill-after", wrapper: CommandWrapper(operands: 1)),
    Tool("nohup", wrapper: CommandWrapper()), Tool("setsid", wrapper: CommandWrapper()),
    Tool("stdbuf", values: "-i -o -e --input --output --error", wrapper: CommandWrapper()),
    Tool("unbuffer", wrapper: CommandWrapper()), Tool("catchsegv", wrapper: CommandWrapper()),
    Tool("eatmydata", wrapper: CommandWrapper()),
    Tool(
      "xargs",
      values: "-n -P -I -L -d -E -s -a --max-args --max-procs --max-lines --max-chars --delimiter --arg-file",
      wrapper: CommandWrapper()),
    Tool("chroot", wrapper: CommandWrapper(operands: 1)),
    Tool("fakeroot", values: "-l -s -i -u -b --lib --faked", wrapper: CommandWrapper()),
    Tool("gosu", wrapper: CommandWrapper(operands: 1)), Tool("su-exec", wrapper: CommandWrapper(operands: 1)),
    Tool("s6-setuidgid", wrapper: CommandWrapper(operands: 1)),
    Tool(
      "setpriv",
      values: "--reuid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits --pdeathsig",
      wrapper: CommandWrapper()),
    Tool("busybox", wrapper: CommandWrapper()), Tool("toybox", wrapper: CommandWrapper()),
    Tool("tini", values: "-p -e", wrapper: CommandWrapper()),
    Tool("dumb-init", values: "-r", wrapper: CommandWrapper()),
    Tool("catatonit", wrapper: CommandWrapper()),
    Tool("linux32", wrapper: CommandWrapper()), Tool("linux64", wrapper: CommandWrapper()),
    Tool("setarch", wrapper: CommandWrapper(operands: 1)),
    Tool(
      "runuser", values: "-u -c -g -G -s -w --user --command --group --supp-group --shell",
      wrapper: CommandWrapper(needs: "-u --user")),
    Tool("su", values: "-c -g -G -s -w --command --group --supp-group --shell --whitelist-environment"),
  ]

  static let shells: [Tool] = [ShellDialect.sh, .ash, .dash, .bash, .zsh, .ksh, .mksh].map { dialect in
    Tool(
      dialect.rawValue, [.detachedValues, .plusOptions], values: "-o -O +o +O --rcfile --init-file", starters: ".",
      dialect: dialect)
  }
}
