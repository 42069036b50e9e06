/// Makes Dockerfiles of any length that look like real ones: stages, long RUNs over many lines, heredocs, comments,
/// variables.
struct DockerfileGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed | 1 }

  /// A Dockerfile of at least `size` bytes.
  mutating func text(size: Int) -> [UInt8] {
    var text = "# syntax=docker/dockerfile:1\nARG NODE_VERSION=20\n"
    var stage = 0
    while text.utf8.count < size {
      text += self.stage(stage)
      stage += 1
    }
    return Array(text.utf8)
  }

  /// A Dockerfile of one stage with `count` instructions.
  mutating func text(instructions count: Int) -> [UInt8] {
    var text = "FROM alpine:3.20\n"
    for _ in 1..<count { text += pick(Self.instructions) }
    return Array(text.utf8)
  }

  private mutating func stage(_ index: Int) -> String {
    var text =
      "\n# The stage number \(index)\nFROM node:${NODE_VERSION}-alpine AS stage\(index)\nARG VERSION=1.\(index)\n"
    text += "ENV HOME_\(index)=/app PORT=\"80\(index % 90)\" \\\n    TOOLS=\"curl git\"\nWORKDIR ${HOME_\(index)}/src\n"
    for _ in 0..<(4 + Int(next() % 12)) { text += pick(Self.instructions) }
    if index > 0 { text += "COPY --from=stage\(index - 1) --chown=1001:1001 /app/dist ./dist\n" }
    return text + "USER 1001\nCMD [\"node\", \"server.js\"]\n"
  }

  private static let instructions = [
    "RUN apk add --no-cache curl git \\\n    && adduser -D -u 1001 app \\\n    && rm -rf /tmp/*\n",
    "RUN --mount=type=cache,target=/root/.npm,sharing=locked npm ci --omit=dev && npm run build\n",
    "COPY package.json package-lock.json ./\n",
    "# a comment between the instructions\n",
    "RUN set -eux; \\\n  for f in a b c; do \\\n    # each one\n    curl -fsSL \"https://example.com/$f.tar.gz\" | tar -xz -C /opt; \\\n  done\n",
    "ENV PATH=/opt/bin:$PATH NODE_ENV=production\n",
    "LABEL org.opencontainers.image.title=\"an application\" \\\n      org.opencontainers.image.version=$VERSION\n",
    "RUN <<EOF\nset -e\nif [ -f /etc/os-release ]; then\n  cat /etc/os-release\nfi\nEOF\n",
    "EXPOSE 3000 3001/udp\n",
    "HEALTHCHECK --interval=30s --timeout=3s CMD wget -q --spider http://localhost:3000/ || exit 1\n",
    "RUN apt-get update && apt-get install -y --no-install-recommends \\\n    ca-certificates \\\n    libpq5=15.* \\\n && rm -rf /var/lib/apt/lists/*\n",
  ]

  private mutating func pick(_ texts: [String]) -> String { texts[Int(next() % UInt64(texts.count))] }

  /// xorshift64*: the same file for the same seed on every machine.
  private mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 2_685_821_657_736_338_717
  }
}
