import Foundation
import TestSupport

/// A copy of the reference application in which one text may be another, with images as its Dockerfiles would make them. The
/// text of an archive is its listing.
struct TodoProject {
  private(set) var texts: [String: String]

  static let frontendImage = "build/frontend.tar"
  static let backendImage = "build/backend.tar"

  init() {
    texts = [Self.frontendImage: Self.frontend, Self.backendImage: Self.backend]
    let files = Fixtures.files {
      $0.hasPrefix("todo/") && !$0.hasPrefix("todo/faulty/") && !$0.hasPrefix("todo/images/")
    }
    for file in files {
      // Directories are listed, too, and have no bytes.
      guard let bytes = try? Fixtures.bytes(file) else { continue }
      texts[String(file.dropFirst("todo/".count))] = String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Puts another text in the place of one that stands once in a file.
  mutating func replace(_ old: String, with new: String, in path: String) throws {
    let parts = (texts[path] ?? "").components(separatedBy: old)
    guard parts.count == 2 else {
      throw ToolFailure(message: "“\(old)” stands \(parts.count - 1) times in \(path), expected once")
    }
    texts[path] = parts.joined(separator: new)
  }

  /// The line of the first place where a text stands in a file.
  func line(of text: String, in path: String) -> Int? {
    let whole = texts[path] ?? ""
    return whole.range(of: text).map { whole[..<$0.lowerBound].count { $0 == "\n" } + 1 }
  }

  func gate(_ arguments: String...) throws -> ProgramOutcome {
    let directory = try TemporaryDirectory()
    for (path, text) in texts {
      let bytes = path.hasSuffix(".tar") ? try ImageListing(parsing: text).archive() : Array(text.utf8)
      try directory.write(bytes, to: path)
    }
    return try withExtendedLifetime(directory) { try runProgram(["gate"] + arguments, in: directory.path) }
  }
}

extension TodoProject {
  private static let frontend = """
    tag: docker.io/library/todo-frontend:v1.0.0
    user: 1001:1001
    workdir: /app
    env: PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    env: NODE_VERSION=20.19.5
    env: NODE_ENV=production
    env: NEXT_TELEMETRY_DISABLED=1
    env: HOSTNAME=0.0.0.0
    env: PORT=3000
    expose: 3000/tcp
    healthcheck: ["CMD", "wget", "-q", "--spider", "http://127.0.0.1:3000/api/health"]
    interval: 30s
    timeout: 3s
    start-period: 10s
    retries: 3
    entrypoint: ["docker-entrypoint.sh"]
    cmd: ["node", "server.js"]

    layer: the files of node:20-alpine
      0755 0:0 bin/busybox 900kB
      bin/sh -> busybox
      bin/ls -> busybox
      usr/bin/wget -> ../../bin/busybox
      0755 0:0 usr/local/bin/node 2MB
      0755 0:0 usr/local/bin/docker-entrypoint.sh "#!/bin/sh\\nset -e\\nexec \\"$@\\"\\n"
      1777 0:0 tmp/
      0644 0:0 etc/os-release "ID=alpine\\nVERSION_ID=3.22\\n"
      0644 0:0 etc/passwd "root:x:0:0:root:/root:/bin/sh\\nnode:x:1000:1000::/home/node:/bin/sh\\n"
      0644 0:0 etc/group "root:x:0:\\nnode:x:1000:\\n"
    history: WORKDIR /app
    history: ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
    layer: RUN /bin/sh -c addgroup -S -g 1001 nodejs     && adduser -S -D -H -u 1001 -G nodejs nextjs     && mkdir -p .next/cache     && chown 1001:1001 .next/cache # buildkit
      0755 0:0 app/
      0755 0:0 app/.next/
      0755 1001:1001 app/.next/cache/
      0644 0:0 etc/passwd "root:x:0:0:root:/root:/bin/sh\\nnode:x:1000:1000::/home/node:/bin/sh\\nnextjs:x:1001:1001::/:/sbin/nologin\\n"
      0644 0:0 etc/group "root:x:0:\\nnode:x:1000:\\nnodejs:x:1001:\\n"
    layer: COPY /app/public ./public # buildkit
      0644 0:0 app/public/robots.txt "User-agent: *\\n"
    layer: COPY /app/.next/standalone ./ # buildkit
      0644 0:0 app/server.js 60kB
      0644 0:0 app/.next/BUILD_ID "1"
      0644 0:0 app/node_modules/next/package.json "{}"
    layer: COPY /app/.next/static ./.next/static # buildkit
      0644 0:0 app/.next/static/chunks/app/page.js "fetch(\\"/api/todos\\")"
    history: USER 1001:1001
    history: EXPOSE [3000/tcp]
    history: HEALTHCHECK &{["CMD" "wget" "-q" "--spider" "http://127.0.0.1:3000/api/health"] "30s" "3s" "10s" "0s" '\\x03'}
    history: CMD ["node" "server.js"]

    """

  private static let backend = """
    tag: docker.io/library/todo-backend:v1.0.0
    user: 1001:1001
    workdir: /app
    env: LANG=C.UTF-8
    env: PYTHON_VERSION=3.13.9
    env: PATH=/app/.venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    env: PYTHONDONTWRITEBYTECODE=1
    env: PYTHONUNBUFFERED=1
    expose: 8000/tcp
    healthcheck: ["CMD", "python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=2)"]
    interval: 30s
    timeout: 3s
    start-period: 10s
    retries: 3
    cmd: ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8000", "--timeout-graceful-shutdown", "20"]

    layer: the files of python:3.13-slim
      0755 0:0 bin/dash 120kB
      bin/sh -> dash
      0755 0:0 usr/local/bin/python3.13 5MB
      usr/local/bin/python3 -> python3.13
      usr/local/bin/python -> python3
      1777 0:0 tmp/
      0644 0:0 etc/os-release "ID=debian\\nVERSION_ID=13\\n"
      0644 0:0 etc/passwd "root:x:0:0:root:/root:/bin/sh\\n"
      0644 0:0 etc/group "root:x:0:\\n"
    history: ENV PATH=/app/.venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
    history: WORKDIR /app
    layer: RUN /bin/sh -c groupadd --system --gid 1001 app     && useradd --system --uid 1001 --gid app --no-create-home --home-dir /app --shell /usr/sbin/nologin app # buildkit
      0755 0:0 app/
      0644 0:0 etc/passwd "root:x:0:0:root:/root:/bin/sh\\napp:x:1001:1001::/app:/usr/sbin/nologin\\n"
      0644 0:0 etc/group "root:x:0:\\napp:x:1001:\\n"
    layer: COPY /app/.venv ./.venv # buildkit
      0755 0:0 app/.venv/bin/uvicorn "#!/app/.venv/bin/python\\nimport uvicorn\\n"
      app/.venv/bin/python -> /usr/local/bin/python3
      0644 0:0 app/.venv/lib/python3.13/site-packages/uvicorn/__init__.py "x"
    layer: COPY app ./app # buildkit
      0644 0:0 app/app/main.py "x"
    history: USER 1001:1001
    history: EXPOSE [8000/tcp]
    history: HEALTHCHECK &{["CMD" "python" "-c" "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=2)"] "30s" "3s" "10s" "0s" '\\x03'}
    history: CMD ["uvicorn" "app.main:app" "--host" "0.0.0.0" "--port" "8000" "--timeout-graceful-shutdown" "20"]

    """
}
