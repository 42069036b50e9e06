import Foundation
import Images

/// A project of equal targets that a good policy has nothing to say of.
struct GateProject {
  var targets: Int
  /// Whether the whole project is the context of every target.
  var hasSharedContext: Bool

  func write(to directory: URL) throws {
    var project = "version: 1\ntargets:\n"
    for number in 0..<targets {
      let name = "service\(number)"
      for (path, bytes) in files(number) {
        let file = directory.appending(path: "\(name)/\(path)")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
      }
      let context = hasSharedContext ? "." : name
      project +=
        "  \(name): { dockerfile: \(name)/Dockerfile, context: \(context), image: \(name)/image.tar, policy: policy.yaml }\n"
    }
    try Data(project.utf8).write(to: directory.appending(path: "imgpolicy.yaml"))
    let policy = "extends: frontend\nbudgets: { context: 50MB }\n"
    try Data(policy.utf8).write(to: directory.appending(path: "policy.yaml"))
  }

  private func files(_ number: Int) -> [(path: String, bytes: [UInt8])] {
    let sources = (0..<20).map { (path: "src/part\($0).js", bytes: Array("export const value = \($0)\n".utf8)) }
    return [
      ("Dockerfile", Array(Self.dockerfile.utf8)), (".dockerignore", Array("node_modules\n.git\n*.tar\n".utf8)),
      ("image.tar", image(number)),
    ] + sources
  }

  private static let dockerfile = """
    FROM node:24-alpine AS deps
    WORKDIR /app
    COPY package.json package-lock.json ./
    RUN npm ci --omit=dev && npm cache clean --force
    FROM node:24-alpine AS builder
    WORKDIR /app
    COPY --from=deps /app/node_modules ./node_modules
    COPY . .
    RUN npm run build
    FROM node:24-alpine AS runner
    WORKDIR /app
    RUN addgroup -S app && adduser -S -u 1001 app
    COPY --from=builder --chown=1001:1001 /app/dist ./dist
    EXPOSE 3000
    USER 1001
    HEALTHCHECK CMD ["node", "health.js"]
    CMD ["node", "dist/server.js"]

    """

  private func image(_ number: Int) -> [UInt8] {
    let layers = [base(), layer(["etc/group": "app:x:1001:\n"]), application(number)]
    var archive = TarWriter()
    let digests = layers.map { Digest.of($0) }
    for (layer, digest) in zip(layers, digests) { archive.add("\(digest.hex).tar", layer) }
    let config = Array(Self.config(digests.map(\.description)).utf8)
    archive.add("\(Digest.of(config).hex).json", config)
    let names = digests.map { "\($0.hex).tar" }
    let manifest =
      #"[{"Config":"\#(Digest.of(config).hex).json","RepoTags":["shop/service\#(number):v1"],"Layers":\#(names)}]"#
    archive.add("manifest.json", Array(manifest.utf8))
    return archive.finish()
  }

  private func base() -> [UInt8] {
    var files = ["etc/passwd": "root:x:0:0:root:/root:/bin/sh\napp:x:1001:1001::/:/bin/sh\n"]
    for number in 0..<30 { files["usr/share/base/part\(number)"] = String(repeating: "b", count: 1000) }
    return layer(files, programs: ["bin/node"])
  }

  private func application(_ number: Int) -> [UInt8] {
    var files = ["app/health.js": "ok\n", "app/dist/server.js": "serve(\(number))\n"]
    for part in 0..<50 { files["app/dist/part\(part).js"] = "export const value = \(number * 50 + part)\n" }
    return layer(files)
  }

  private func layer(_ files: [String: String], programs: [String] = []) -> [UInt8] {
    var tar = TarWriter()
    for (path, text) in files.sorted(by: { $0.key < $1.key }) { tar.add(path, Array(text.utf8)) }
    for path in programs { tar.add(path, Array("\u{7F}ELF".utf8), mode: 0o755) }
    return tar.finish()
  }

  private static func config(_ diffIDs: [String]) -> String {
    #"""
    {"architecture":"amd64","os":"linux","created":"2026-11-01T00:00:00Z","config":{"User":"1001",
    "Cmd":["node","dist/server.js"],"Env":["PATH=/usr/bin:/bin"],"WorkingDir":"/app","ExposedPorts":{"3000/tcp":{}},
    "Healthcheck":{"Test":["CMD","node","health.js"]}},"rootfs":{"type":"layers","diff_ids":\#(diffIDs)},
    "history":[{"created_by":"the base"},{"created_by":"WORKDIR /app","empty_layer":true},
    {"created_by":"RUN /bin/sh -c addgroup -S app && adduser -S -u 1001 app # buildkit"},
    {"created_by":"COPY --chown=1001:1001 /app/dist ./dist # buildkit"},{"created_by":"USER 1001","empty_layer":true}]}
    """#
  }
}
