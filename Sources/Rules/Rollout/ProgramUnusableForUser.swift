internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// The user of the container may not execute its program, may not enter its working directory, or is nobody.
package struct ProgramUnusableForUser: Rule {
  package static let info = RuleInfo(
    name: "program-unusable-for-user", groups: ["kubernetes", "user"], severity: .error,
    summary:
      "The user of the container may not execute its program, may not enter its working directory, or is nobody.",
    rationale: """
      The rights are judged for the user and the groups that the container really gets, on the file and on each \
      directory above it. Root without CAP_DAC_OVERRIDE has no more rights than anybody else. A USER by name that the \
      image's etc/passwd does not have is nobody: nothing is started for it, unless the pod sets runAsUser.
      """,
    help: """
      COPY the file with --chmod=755, move it out of the home of another user, or change runAsUser.
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
              securityContext:
                runAsUser: ‹1001›
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/root/app"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0700 0:0 root/
            0755 0:0 root/app 40kB
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
          user: 1001
          entrypoint: ["/app/run.sh"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0744 0:0 app/run.sh "#!/bin/sh\\n"
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
              securityContext: { runAsUser: 1001 }
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/app/run.sh"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 app/run.sh "#!/bin/sh\\n"
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
          entrypoint: ["/root/app"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0700 0:0 root/
            0755 0:0 root/app 40kB
          """),
    ],
    wants: ProgramStart.wants,
    references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch in
      [
        userFault(launch), programFault(launch) ?? scriptFault(launch) ?? interpreterFault(launch),
        directoryFault(launch),
      ].compactMap { $0 }
    }
  }

  /// Where the pod forbids root, the kubelet looks no name up, which is another fault.
  private func userFault(_ launch: Launch) -> Finding? {
    let security = launch.container.security
    guard security.runAsUser == nil, security.runAsNonRoot?.flag != true, launch.mount(over: "/etc/passwd") == nil,
      let image = launch.image, let name = image.unknownUser ?? image.rootWithoutAccounts
    else { return nil }
    let lack =
      image.files.entry(at: "etc/passwd") == nil ? "it has no etc/passwd" : "its etc/passwd has no such account"
    return launch.finding(
      Self.info, .startError, "the image's USER is “\(name)”, and \(lack)",
      at: launch.imageRange, origin: launch.origin(.user, "USER is set here"),
      help: "Make the account in the Dockerfile, write its number behind USER, or set runAsUser in the manifest.")
  }

  private func programFault(_ launch: Launch) -> Finding? {
    guard let program = launch.process?.program, let user = launch.user,
      case .forbidden(let file, let blocking) = launch.program(program)
    else { return nil }
    return finding(launch, "may not execute /\(file.displayPath)", user, blocking, isItself: blocking.path == file.path)
  }

  /// The kernel starts a script that may be executed, and its interpreter cannot read it.
  private func scriptFault(_ launch: Launch) -> Finding? {
    guard let program = launch.process?.program, let user = launch.user, let image = launch.image,
      case .usable(let file) = launch.program(program), case .script? = ProgramStart(of: file, in: image),
      !user.may(0o4, file)
    else { return nil }
    return finding(launch, "may not read the script /\(file.displayPath)", user, file, isItself: true, .crashLoop)
  }

  /// The script may be executed, and what has to run it may not.
  private func interpreterFault(_ launch: Launch) -> Finding? {
    guard let program = launch.process?.program, let user = launch.user,
      case .usable(let file) = launch.program(program)
    else { return nil }
    return launch.programChain(from: file).lazy.flatMap { script in
      launch.interpreters(of: script).lazy.compactMap { name -> Finding? in
        guard case .forbidden(let interpreter, let blocking) = launch.program(name) else { return nil }
        return finding(
          launch, "may not execute /\(interpreter.displayPath), which runs /\(script.displayPath)", user, blocking,
          isItself: blocking.path == interpreter.path)
      }
    }.first
  }

  private func directoryFault(_ launch: Launch) -> Finding? {
    guard let path = launch.workingDirectory, let user = launch.user else { return nil }
    guard case .found(let directory) = launch.presence(of: path) else { return newDirectoryFault(launch, path, user) }
    guard directory.kind == .directory, let blocking = launch.obstacle(to: directory) else { return nil }
    return finding(
      launch, "may not enter the working directory /\(directory.displayPath)", user, blocking,
      isItself: blocking.path == directory.path)
  }

  /// The runtime makes a working directory that is missing, as root, and the user has to pass through those above it.
  private func newDirectoryFault(_ launch: Launch, _ path: String, _ user: LaunchUser) -> Finding? {
    guard case .missing = launch.presence(of: path), let image = launch.image,
      let blocking = image.directories(above: cleanPath(path)).first(where: { !user.may(0o1, $0) })
    else { return nil }
    return finding(launch, "may not enter the working directory \(cleanPath(path))", user, blocking, isItself: false)
  }

  private func finding(
    _ launch: Launch, _ what: String, _ user: LaunchUser, _ blocking: FileEntry, isItself: Bool,
    _ state: PodState = .startError
  ) -> Finding {
    let rights = "mode \(blocking.modeText), owner \(blocking.uid):\(blocking.gid)"
    let why = isItself ? rights : "/\(blocking.displayPath) has \(rights)"
    let place = launch.container.security.runAsUser?.range ?? launch.imageRange
    return launch.finding(
      Self.info, state, "the user \(user.uid):\(user.gid) \(what) (\(why))", at: place,
      origin: launch.origin(of: blocking, "/\(blocking.displayPath) comes from here"))
  }
}
