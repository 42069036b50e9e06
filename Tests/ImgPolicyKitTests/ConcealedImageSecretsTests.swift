import Dockerfile
import Linting
import TestSupport
import Testing

@testable import ImgPolicyKit

/// No report about an image tells anything of a secret in its config or history.
@Suite struct ConcealedImageSecretsTests {
  private static let tokens = ["ghp_TDSEP9ndeDMc6pRSjjWknbiz2pykvFY9m0vz", "ghp_aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zZ1bC3"]
  private static let words = ["rabbit7", "tiger99"]

  /// Lines of a listing with a place for a password.
  static let passwordLines =
    commands.map { "layer: RUN /bin/sh -c cd /app && \($0) # buildkit" } + [
      #"layer: |2 TOKEN=¤ A=two /bin/sh -c make"#, #"layer: RUN |1 DB_PASSWORD=two ¤ /bin/sh -c make # buildkit"#,
      #"layer: /bin/sh -c curl -u joe:¤ x"#, #"history: /bin/sh -c #(nop)  ENV SECRET_KEY=¤"#,
      #"history: ENV A=1 DB_PASSWORD=two ¤"#, #"history: ARG API_KEY=¤"#, #"history: LABEL com.example.api-key=¤"#,
      #"history: CMD ["mysql" "-p¤"]"#, #"history: HEALTHCHECK &{["CMD-SHELL" "curl -u joe:¤ x"] "30s"}"#,
      #"history: ONBUILD RUN curl -u joe:¤ x"#, #"env: DB_PASSWORD=¤"#, #"env: DATABASE_URL=postgres://joe:¤@db/x"#,
      #"label: com.example.api-key=¤"#, #"label: url=https://joe:¤@example.com/"#,
      #"entrypoint: ["curl", "-u", "joe:¤", "x"]"#, #"entrypoint: ["/bin/sh", "-c", "serve --password=¤"]"#,
      #"cmd: ["--db-password", "¤"]"#, #"shell: ["/bin/sh", "-c", "curl -u joe:¤ x"]"#,
      #"healthcheck: ["CMD", "curl", "-u", "joe:¤", "x"]"#, #"healthcheck: ["CMD-SHELL", "curl -u joe:¤ x"]"#,
      #"onbuild: ENV PASSWORD=¤"#, #"onbuild: RUN curl -u joe:¤ x"#,
    ]

  private static let commands = [
    "curl -u joe:¤ x", "curl -ujoe:¤ x", "mysql -p¤ db", "docker login -u x -p ¤", "echo ¤ | sudo -S apt-get update",
    "sshpass -p ¤ ssh x", "git clone https://joe:¤@example.com/a", #"curl -H "Authorization: Bearer ¤" x"#,
    #"curl -H "X-Api-Key: ¤" x"#, "wget --password=¤ x", #"echo "¤" > /etc/app/secret"#, "export DB_PASSWORD=¤",
    "DB_PASSWORD=¤ make", "echo root:¤ | chpasswd", "echo ¤ | docker login --password-stdin", "useradd -p ¤ joe",
    "npm config set //registry.example.com/:_authToken ¤", "serve --db-password ¤", "serve --client-secret=¤",
    "sudo sh -c 'curl -u joe:¤ x'",
  ]

  /// Fields that hold secrets by their shape alone.
  static let tokenLines = [
    "user: ¤", "workdir: rel/¤", "stopsignal: ¤", "author: joe ¤", "volume: /etc/¤", "expose: ¤/tcp",
    #"entrypoint: ["run", "¤"]"#, #"cmd: ["¤"]"#, "label: tok=¤", "label: ¤=x", "onbuild: RUN x ¤", "env: A=¤",
    "env: PATH=bin/¤:/bin", #"shell: ["¤"]"#, #"healthcheck: ["CMD", "x", "¤"]"#, #"healthcheck: ["¤"]"#,
    "layer: RUN /bin/sh -c rm x ¤", "layer: bazel ¤", "history: LABEL tok=¤", "created: ¤", "platform: linux/¤",
    "tag: shop/web:¤",
    "history: x\ncomment: FROM ¤",
  ]

  private static let policy = """
    extends: [strict]
    config:
      env: { A: sk_live_1DVIX0kbRzdYqdPcrMf632Ur, DB_PASSWORD: sk_live_1DVIX0kbRzdYqdPcrMf632Ur }
      labels: { tok: url, com.example.api-key: url }
      entrypoint: [other]
      cmd: [other]
      workdir: /other
    budgets: { layer: { unpacked: 1B }, image: { unpacked: 1B } }
    """

  private static let dockerfile = """
    FROM scratch
    ENV DB_PASSWORD=other A=other
    USER other
    WORKDIR /other
    HEALTHCHECK CMD other
    ENTRYPOINT ["other"]
    CMD ["other"]

    """

  @Test(arguments: passwordLines)
  func passwords(_ line: String) throws { try expectSilence(about: line, Self.words) }

  @Test(arguments: tokenLines)
  func tokens(_ line: String) throws { try expectSilence(about: line, Self.tokens) }

  @Test("What commands of the history are given is found, too", arguments: commands)
  func found(_ command: String) throws {
    // What only the name of an option tells of is concealed, and no finding.
    guard !command.hasPrefix("serve") else { return }
    let tree = try TemporaryTree([:])
    let command = command.split(separator: "¤", omittingEmptySubsequences: false).joined(
      separator: "r8Wc3nYd0MqA5kSu9XnZ4t")
    try tree.write(try Self.image("layer: RUN /bin/sh -c \(command) # buildkit\n  a \"x\""), to: "image.tar")
    let report = try inspect([tree.path("image.tar").absolute], options: Self.options(tree))
    #expect(report.findings.contains { $0.finding.rule == "secret-in-history" })
  }

  /// Every report of every rule, about two images that differ in the secret alone.
  private func expectSilence(about line: String, _ secrets: [String]) throws {
    let tree = try TemporaryTree(["policy.yaml": Self.policy, "Dockerfile": Self.dockerfile])
    try tree.write(try Self.image("user: 1001"), to: "old.tar")
    var reports: [[String]] = []
    for secret in secrets {
      let text = line.split(separator: "¤", omittingEmptySubsequences: false).joined(separator: secret)
      try tree.write(try Self.image(text), to: "image.tar")
      let (path, old) = (tree.path("image.tar").absolute, tree.path("old.tar").absolute)
      var options = Self.options(tree)
      options.policies = [tree.path("policy.yaml").absolute]
      var traced = options
      traced.dockerfile = tree.path("Dockerfile").absolute
      let all = [
        try inspect([path], options: options), try inspect([path], options: traced),
        try diff(old, path, options: options),
      ]
      reports.append(all.flatMap(Self.texts))
      for text in reports.last ?? [] { #expect(!text.contains(secret), "\(line)\n\(text)") }
    }
    #expect(reports.first == reports.last)
  }

  /// A report in every format, without the digest of the config, which is another one with another secret.
  private static func texts(of report: Report) -> [String] {
    let digests = report.inputs.compactMap { $0.image?.configDigest }
    return ReportFormat.allCases.map { format in
      digests.reduce(String(decoding: format.render(report, style: TextStyle(width: 120)), as: UTF8.self)) {
        text, digest in
        [digest, String(digest.prefix(19))].reduce(text) {
          $0.split(separator: $1, omittingEmptySubsequences: false).joined()
        }
      }
    }
  }

  private static func options(_ tree: TemporaryTree) -> RunOptions {
    var options = RunOptions()
    options.config = .none
    options.policies = ["strict"]
    options.extendSelect = ["all"]
    return options
  }

  private static func image(_ line: String) throws -> [UInt8] {
    let base = """
      tag: shop/web:v1
      layer: ADD rootfs.tar /
        etc/os-release "ID=alpine"
        0644 0:0 app/a 3kB
      history: CMD ["sh"]

      """
    let isStep = line.hasPrefix("layer") || line.hasPrefix("history")
    let text =
      isStep ? base + line + (line.hasPrefix("layer") ? "\n  delete app/a\n  setuid 1kB\n" : "\n") : line + "\n" + base
    return try ImageListing(parsing: text).archive()
  }
}
