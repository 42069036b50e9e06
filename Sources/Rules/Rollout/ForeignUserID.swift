internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// The pod runs as a user whom the image does not know, and who may not write where it writes.
package struct ForeignUserID: Rule {
  package static let info = RuleInfo(
    name: "foreign-user-id", groups: ["kubernetes", "user"], severity: .warning,
    summary: "The pod runs as a user whom the image does not know, and who may not write where it writes.",
    rationale: """
      The files belong to the user that the image was made for: caches, sockets and files for process ids of known \
      software fail for another one. An image that is only read runs as whoever it likes and is left alone, and so is \
      one whose directories the group 0 may write, as it is usual where the cluster chooses the user.
      """,
    help: """
      Set runAsUser to the user of the image, or mount an emptyDir at each of these paths.
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
              securityContext: { runAsUser: ‹2000› }
        """,
        image: """
          tag: shop/web:v1
          user: 101
          cmd: ["nginx", "-g", "daemon off;"]
          layer: COPY . /
            0755 0:0 usr/sbin/nginx 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\nnginx:x:101:101::/:/bin/sh\\n"
            1777 0:0 tmp/
            0755 101:101 var/run/
            0755 101:101 var/cache/nginx/
          """)
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
              securityContext: { runAsUser: 101 }
        """,
        image: """
          tag: shop/web:v1
          user: 101
          cmd: ["nginx", "-g", "daemon off;"]
          layer: COPY . /
            0755 0:0 usr/sbin/nginx 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\nnginx:x:101:101::/:/bin/sh\\n"
            1777 0:0 tmp/
            0755 101:101 var/run/
            0755 101:101 var/cache/nginx/
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
              securityContext: { runAsUser: 2000 }
        """,
        image: """
          tag: shop/web:v1
          user: 101
          cmd: ["nginx", "-g", "daemon off;"]
          layer: COPY . /
            0755 0:0 usr/sbin/nginx 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\nnginx:x:101:101::/:/bin/sh\\n"
            1777 0:0 tmp/
            0775 101:0 var/run/
            0775 101:0 var/cache/nginx/
          """),
    ],
    wants: StartScript.wants,
    references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      // Of a root file system that nobody may write, another rule speaks.
      guard let node = launch.container.security.runAsUser,
        launch.container.security.readOnlyRootFilesystem?.flag != true,
        let user = launch.user, let own = launch.userOfImage, user.uid != own.uid
      else { return nil }
      let paths = launch.writtenPaths.filter { written in
        launch.mayWrite(written.path, as: own) == true && launch.mayWrite(written.path, as: user) == false
      }
      guard let first = paths.first, !launch.isProgramForbidden, !ownsApplication(user, launch) else { return nil }
      return launch.finding(
        Self.info, paths.contains(where: \.isNeededAtStart) ? .crashLoop : .atRisk, certain: false,
        message(user, own, first.writer, paths.map(\.path)), at: node.range,
        origin: launch.origin(.user, own.uid == 0 ? "the image runs as root" : "the image runs as \(own.uid)"))
    }
  }

  /// Whether the user owns something below the working directory, or beside the program.
  private func ownsApplication(_ user: LaunchUser, _ launch: Launch) -> Bool {
    guard let image = launch.image else { return false }
    var directories = [launch.workingDirectory].compactMap { $0 }
    if let program = launch.process?.program, case .usable(let file) = launch.program(program),
      let slash = file.displayPath.lastIndex(of: "/")
    {
      directories.append(String(file.displayPath[..<slash]))
    }
    return directories.contains { image.files.isOwned($0, by: user.uid) }
  }
}

extension Launch {
  /// Whether a user may write at a path of the image, or make it where it is missing; nil where a volume decides, or nobody
  /// knows.
  fileprivate func mayWrite(_ path: String, as user: LaunchUser) -> Bool? {
    guard let image, !isWritable(path), mount(over: path) == nil else { return nil }
    switch image.files.lookUp(Array(path.utf8)) {
    case .endless: return nil
    case .found(let file):
      let rights: UInt16 = file.kind == .directory ? 0o3 : 0o2
      return mount(over: "/\(file.displayPath)") == nil ? user.may(rights, file) : nil
    case .missing(let first):
      guard mount(over: "/\(first)") == nil, let directory = parent(of: first) else { return nil }
      return user.may(0o3, directory)
    }
  }

  private func parent(of path: String) -> FileEntry? {
    path.lastIndex(of: "/").flatMap { image?.files.entry(at: String(path[..<$0])) }
  }

  /// Whether the program is there and the user may not execute it.
  fileprivate var isProgramForbidden: Bool {
    guard let program = process?.program, case .forbidden = self.program(program) else { return false }
    return true
  }
}

private func message(_ user: LaunchUser, _ own: LaunchUser, _ writer: String, _ paths: [String]) -> String {
  let names = paths.joined(separator: ", ")
  return
    "\(writer) writes to \(names), which \(own.uid == 0 ? "root" : "the image's user \(own.uid)") may and the user \(user.uid) may not"
}
