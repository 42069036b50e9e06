internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// What the container is to run is not in its image.
package struct ProgramMissingInImage: Rule {
  package static let info = RuleInfo(
    name: "program-missing-in-image", groups: ["correctness", "kubernetes"], severity: .error,
    summary: "What the container is to run is not in its image.",
    rationale: """
      The program, what its first line names, and the script that an interpreter is given, are looked for as the runtime does it: by the PATH in force, from \
      the working directory, through links, with what is mounted over the image. A script whose interpreter is \
      missing is reported by the kernel as if the script itself were missing, and so is a program that is linked for \
      glibc in an image of Alpine, or a dynamic one in an image of scratch.
      """,
    help: """
      Correct the name, or install the program in the final stage. A command line is a list of words: a shell has \
      to be named. Build the program for the C library of the final stage, or link it statically.
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
              image: shop/web:v1
              command: [‹python›, app.py]
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
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
              command: [‹"node server.js"›]
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
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
              image: ‹shop/web:v1›
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/app/start.sh"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 app/start.sh "#!/bin/bash\\nexec node\\n"
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
              command: [node, ‹server.js›]
        """,
        image: """
          tag: shop/web:v1
          workdir: /app
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 app/dist/server.js "x"
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
              command: [node, server.js]
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 server.js "x"
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
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
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/app/start.sh"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 app/start.sh "#!/bin/sh\\nexec node\\n"
          """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: tools
              persistentVolumeClaim: { claimName: tools }
          containers:
            - name: web
              image: shop/web:v1
              command: [/tools/run]
              volumeMounts:
                - { name: tools, mountPath: /tools }
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    wants: StartScript.wants,
    references: ["https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard launch.image != nil, let process = launch.process else { return nil }
      guard let fault = fault(of: process, in: launch) else {
        return commandFault(process, launch) ?? scriptFault(process, launch)
      }
      return launch.finding(
        Self.info, .startError, fault, at: launch.programRange,
        origin: launch.originOfProgram("the program is named here"))
    }
  }

  /// The interpreter is there, and what it is to run is not. A name without the usual ending may be one that it completes.
  private func scriptFault(_ process: LaunchProcess, _ launch: Launch) -> Finding? {
    guard let script = launch.script, Self.endings.contains(where: script.name.hasSuffix),
      case .usable = launch.program(script.interpreter), !launch.isInImageDirectory(script.name),
      script.name.hasPrefix("/") || !launch.chain.mayChangeDirectory, let path = launch.absolute(script.name),
      case .missing = launch.presence(of: path)
    else { return nil }
    let isDirect = process.words.first.map(baseName) == script.interpreter
    return launch.finding(
      Self.info, .crashLoop, certain: isDirect, missing(cleanPath(path), for: script.interpreter),
      at: launch.range(of: script.name), origin: launch.originOfProcess("it is named here"))
  }

  private static let endings = [".js", ".mjs", ".cjs", ".py", ".rb", ".php", ".pl", ".sh", ".jar", ".dll"]

  /// What starts the program is there, and the program is not: behind `tini --`, or in the text that a shell is given.
  private func commandFault(_ process: LaunchProcess, _ launch: Launch) -> Finding? {
    let words = Array(behindStarters(process.words[...]))
    guard !process.words.contains(where: { $0.contains("PATH=") }) else { return nil }
    let message: String?
    var isCertain = true
    if let text = shellText(of: words) {
      let commands = ShellCommands(text)
      isCertain = !commands.isCompound
      message = launch.missingCommand(of: commands).map { "the shell that it starts finds no \($0) in the image" }
    } else if words.count < process.words.count, let program = words.first, case .missing = launch.program(program),
      !launch.isOnImagePath(program), !launch.isInImageDirectory(program)
    {
      message = missing(program, launch)
    } else {
      message = nil
    }
    return message.map {
      launch.finding(
        Self.info, .crashLoop, certain: isCertain, $0, at: launch.programRange,
        origin: launch.originOfProcess("it is named here"))
    }
  }

  private func fault(of process: LaunchProcess, in launch: Launch) -> String? {
    guard let program = process.words.first else { return "neither the pod nor the image says what to run" }
    if program.isEmpty { return "the name of the program is empty" }
    switch launch.program(program) {
    // What another rule explains better: a PATH or a working directory of the manifest.
    case .missing where launch.isOnImagePath(program) || launch.isInImageDirectory(program): return nil
    case .missing: return program.contains(" ") ? oneString(program) : missing(program, launch)
    case .usable(let file): return launch.missingInterpreter(of: file).map { interpreter($0, launch) }
    case .forbidden, .hidden, .unknown: return nil
    }
  }
}

private func oneString(_ program: String) -> String {
  "“\(program)” is one word to the runtime, which finds no program of that name: write a list of words"
}

private func missing(_ program: String, _ launch: Launch) -> String {
  guard !program.contains("/") else {
    if let path = launch.absolute(program), case .found(let file) = launch.presence(of: path), file.kind == .directory {
      return "\(program) is a directory of the image, and no program"
    }
    return "the image has no \(program)"
  }
  let path = (launch.environment.searchPath ?? []).prefix(8).joined(separator: ":")
  return "the image has no “\(program)” in PATH (\(path))"
}

private func missing(_ path: String, for interpreter: String) -> String {
  "the image has no \(path), which \(interpreter) is to run"
}

private func interpreter(_ interpreter: MissingInterpreter, _ launch: Launch) -> String {
  let path = "/\(interpreter.file.displayPath)"
  switch interpreter.kind {
  case .ofWindowsLine(let taker):
    return "\(path) has line ends of Windows: \(taker) “\(interpreter.name)\\r”"
  case .ofScript: return "\(path) asks for \(interpreter.name), which the image does not have"
  case .loader:
    let isForMusl = baseName(interpreter.name).hasPrefix("ld-musl")
    let libraries = isForMusl ? "musl" : "glibc"
    return
      "\(path) is linked for \(libraries) and asks for its loader \(interpreter.name), which the image does not have"
  }
}
