/// Makes Dockerfiles as many projects have them, for comparisons with other linters: what all of them can read (no
/// heredocs), and nearly every RUN another one, so that nobody gains by having seen it before.
struct ScriptGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 2 + 1 }

  /// A Dockerfile of one to three stages with three to eight scripts each.
  mutating func dockerfile() -> String {
    var text = "ARG NODE_VERSION=20\n"
    let stages = 1 + next(3)
    for stage in 0..<stages {
      text += "FROM node:${NODE_VERSION}-alpine AS stage\(stage)\nARG VERSION=\(next(9)).\(next(99))\n"
      text += "ENV APP_HOME=/srv/\(word()) PORT=\(1024 + next(9999))\nWORKDIR ${APP_HOME}\nCOPY package.json ./\n"
      for _ in 0..<(3 + next(6)) { text += run() }
      if stage > 0 { text += "COPY --from=stage\(stage - 1) /srv/\(word()) ./dist\n" }
    }
    return text
      + "USER 1001\nHEALTHCHECK CMD wget -q --spider http://localhost:3000/ || exit 1\nCMD [\"node\", \"server.js\"]\n"
  }

  private mutating func run() -> String {
    switch next(7) {
    case 0:
      return """
        RUN apt-get update && apt-get install -y --no-install-recommends \\
            \(word()) \\
            \(word())=\(next(9)).* \\
         && rm -rf /var/lib/apt/lists/*\n
        """
    case 1: return "RUN apk add --no-cache \(word()) \(word()) && adduser -D -u \(1000 + next(999)) \(word())\n"
    case 2:
      return """
        RUN set -eux; \\
          for f in \(word()) \(word()); do \\
            # each one
            curl -fsSL "https://example.com/\(word())/$f-$VERSION.tar.gz" | tar -xz -C /opt/\(word()); \\
          done\n
        """
    case 3: return "RUN cd /srv/\(word()) && npm ci --omit=dev && npm run \(word()) -- $\(word().uppercased())\n"
    case 4:
      return "RUN if [ \"$NODE_ENV\" == \"\(word())\" ]; then npm install; else npm prune; fi; rm -rf /tmp/\(word())\n"
    case 5: return "RUN export TAG=`cat \(word()).txt` && echo $TAG > /etc/\(word()) && chmod -R 755 /srv/\(word())\n"
    default:
      return
        "RUN pip install --no-cache-dir \(word())==\(next(9)).\(next(99)) \\\n    && find / -name '*.\(word())' -delete\n"
    }
  }

  private mutating func word() -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    return String((0..<(4 + next(6))).map { _ in letters[next(letters.count)] })
  }

  /// xorshift64*: the same file for the same seed on every machine.
  private mutating func next(_ limit: Int) -> Int {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int((state &* 2_685_821_657_736_338_717) >> 33) % limit
  }
}
