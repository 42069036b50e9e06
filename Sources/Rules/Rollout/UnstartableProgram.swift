internal import Images
package import Linting
internal import Workloads

/// The program is there, and the kernel cannot start it.
package struct UnstartableProgram: Rule {
  package static let info = RuleInfo(
    name: "unstartable-program", groups: ["correctness", "kubernetes"], severity: .error,
    summary: "The program is there, and the kernel cannot start it.",
    rationale: """
      A file that may be executed is a program only if it begins as one: with the headers of ELF and all that they \
      tell of, or with `#!` and an interpreter that is a program itself. Any other ends with “exec format error”: an \
      empty file, a script whose first line is blank or missing, scripts that name each other. A download that was cut \
      off is refused, or starts and dies. A shell that is given such a script would run it; a runtime is no shell.
      """,
    help: """
      Build or copy the file again, and let a script begin with `#!` and the path of its interpreter.
      """,
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: ‹shop/web:v1›
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/app/web"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 app/web ""
          """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:v1
              command: [‹/app/start.sh›]
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 app/start.sh "\\n#!/bin/sh\\nexec /app/web\\n"
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:v1
              command: [sh, /app/start.sh]
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 app/start.sh "exec /app/web\\n"
          """)
    ],
    wants: ProgramStart.wants,
    references: ["https://www.man7.org/linux/man-pages/man2/execve.2.html"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard let name = launch.process?.program, case .usable(let program) = launch.program(name),
        let fault = launch.execFormatFault(of: program)
      else { return nil }
      return launch.finding(
        Self.info, .crashLoop, message(fault), at: launch.programRange,
        origin: launch.origin(of: fault.file, "/\(fault.file.displayPath) comes from here"))
    }
  }
}

private func message(_ fault: ExecFormatFault) -> String {
  let path = "/\(fault.file.displayPath)"
  switch fault.kind {
  case .empty: return "\(path) is empty: “exec format error”"
  case .cut(let needed):
    let size = counted(fault.file.size, "byte")
    return "\(path) is cut off: it has \(size), and its headers tell of \(counted(needed, "byte"))"
  case .namelessInterpreter: return "\(path) has no interpreter behind “#!”: “exec format error”"
  case .scriptWithoutLine: return "\(path) is a script that does not begin with “#!”: “exec format error”"
  case .endlessInterpreters:
    return "\(path) never comes to a program: each interpreter that a first line names is a script again"
  }
}
