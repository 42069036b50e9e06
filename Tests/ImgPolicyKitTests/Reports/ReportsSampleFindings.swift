import ImgPolicyKit
import Linting

extension SampleReport {
  private static let unpinned = rule(
    "unpinned-base-image", ["DL3006"],
    help: "Name a version that the image's maintainers keep, such as node:20-alpine, or a digest.")
  private static let rootUser = rule(
    "root-user", ["DL3002", "DS-0002", "CKV_DOCKER_8", "semgrep:last-user-is-root", "CIS-4.1", "CIS-DI-0001"],
    help: "End the stage with USER and the name or number of an account without privileges.")

  static var frontendFindings: [JudgedFinding] {
    let missingUser = with(
      Finding(
        rule("missing-user", ["DS-0002"], help: "Add USER with an account that the base image has: node."),
        "the final stage sets no USER, so the container runs as root")
    ) { $0.stage = "runner" }
    let base = with(
      Finding(unpinned, "the base image node has no tag, so each build may get another one", at: place(1, 6..<10))
    ) {
      $0.stage = "deps"
      $0.instruction = .init(keyword: "FROM", line: 1, endLine: 1)
      $0.notes = [
        .init("the other stage names its version", place: place(6, 6..<20)),
        .init("the back end has the same fault", path: "backend/Dockerfile", place: place(1, 6..<12)),
        .init("tags are listed in the image's registry"),
      ]
    }
    let install = with(
      Finding(
        rule("lockfile-ignored", help: "Copy package-lock.json too and run npm ci."),
        "npm install may change what package-lock.json pins", at: place(4, 5..<16))
    ) {
      $0.stage = "deps"
      $0.fix = Fix(.safe, edits: [.init(place: place(4, 5..<16), text: "npm ci")])
    }
    let cache = Finding(
      rule("uncleaned-npm-cache", ["DL3016"]), "npm leaves its cache in the layer", at: place(4, 5..<16))
    let insecure = Finding(
      rule("unverified-download", ["DL4001"], help: "Leave out -k and verify the file with a checksum."),
      "curl -k accepts any certificate, and what it fetches is run at once", at: place(4, 31..<74))
    let ignored = Finding(rule("changed-directory", ["DL3003"]), "cd in RUN", at: place(4, 20..<22))
    let secret = with(
      Finding(
        rule(
          "secret-in-arg-or-env", ["SecretsUsedInArgOrEnv", "DL3064"],
          help: "Mount it where it is needed: RUN --mount=type=secret."),
        "API_TOKEN looks like a secret: its value stays in the image for everybody who pulls it",
        at: place(7, 5..<14))
    ) { $0.stage = "runner" }
    let package = with(
      Finding(rule("unpinned-apt-package", ["DL3008"]), "no version is given for curl", at: place(10, 21..<25))
    ) {
      $0.stage = "runner"
      $0.instruction = .init(keyword: "RUN", line: 9, endLine: 10)
    }
    return [
      judged(missingUser, .error), judged(base, .warning), judged(cache, .style), judged(install, .warning),
      with(judged(ignored, .info)) { $0.suppressed = .init(by: .comment, reason: "the tool wants it") },
      judged(insecure, .error), judged(secret, .error), judged(package, .info),
    ]
  }

  static var backendFindings: [JudgedFinding] {
    let base = Finding(
      unpinned, "the base image python has no tag, so each build may get another one", at: place(1, 6..<12))
    let user = Finding(rootUser, "the last USER of the final stage is root", at: place(2, 6..<10))
    return [judged(base, .warning, input: 1, path: backend.path), judged(user, .error, input: 1, path: backend.path)]
  }

  static var imageFindings: [JudgedFinding] {
    let oversized = with(
      Finding(
        rule("oversized-image", help: "Move what only the build needs into an earlier stage."),
        "the image has 512.3 MB unpacked; the policy wants less than 500 MB")
    ) {
      $0.measured = Measurement(512_300_000, .bytes)
      $0.limit = Measurement(500_000_000, .bytes)
      $0.notes = [.init("layer 2 has 372.5 MB, 72.6 MB of them dead"), .init("node_modules/.cache has 48 MB")]
    }
    let setuid = with(
      Finding(rule("setuid-file", ["CIS-DI-0008"]), "a file runs with the rights of its owner root", at: nil)
    ) {
      $0.file = "usr/bin/su"
      $0.layer = .init(index: 1, diffID: digest("b"), createdBy: frontendImage.layers[1].createdBy)
    }
    return [
      judged(oversized, .error, path: "build/frontend.tar"), judged(setuid, .warning, path: "build/frontend.tar"),
    ]
  }
}
