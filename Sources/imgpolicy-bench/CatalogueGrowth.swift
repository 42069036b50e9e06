import Dockerfile
import ImgPolicyKit
import Linting
import Rules

/// How the time of the rules and of judging grows with what a hostile author may repeat: double the lines, and no rule
/// may take much more than double the time.
struct CatalogueGrowth {
  /// A Dockerfile that repeats one thing.
  private struct Shape: Sendable {
    var title: String
    /// What stands above the repetitions.
    var head: String
    var tail: String
    /// One repetition; its number makes names unique.
    var line: @Sendable (Int) -> String

    init(
      _ title: String, head: String = "FROM alpine:3.23\n", tail: String = "",
      line: @escaping @Sendable (Int) -> String
    ) {
      self.title = title
      self.head = head
      self.tail = tail
      self.line = line
    }

    func text(_ count: Int) -> SourceText {
      let text = head + (0..<count).map(line).joined() + tail
      return SourceText(path: "Dockerfile", bytes: Array(text.utf8))
    }
  }

  private static let highestFactor = 2.8
  /// Below it the clock says little, in seconds.
  private static let shortest = 0.004

  private let catalog: Catalog
  private let policy: EffectivePolicy
  private let names: RuleNames
  private let judge: Judge

  init() throws {
    names = RuleNames(Catalog().infos)
    judge = Judge(Catalog().infos)
    policy = try PolicyStack(ruleNames: names) { _ in Array(Self.settings.utf8) }
      .effective([.builtIn("strict"), .file(InputPath("policy.yaml"))])
    catalog = Catalog(policy.settings)
  }

  /// Settings that make rules speak which are silent without.
  private static let settings = """
    labels: { required: [org.opencontainers.image.source, org.opencontainers.image.title] }
    registries: [docker.io]

    """

  /// Prints what grows faster than its input; false when something does. `count` is the least number of repetitions.
  func run(_ count: Int, _ isWanted: (String) -> Bool) -> Bool {
    var holds = true
    for shape in Self.shapes where isWanted(shape.title) {
      let texts = [count, 2 * count, 4 * count].map(shape.text)
      let models = texts.map { BuildModel(source: $0) }
      let findings = models.map(catalog.findings)
      var works = catalog.dockerfile.map { rule in
        (title: rule.info.name, work: { (index: Int) in _ = rule.check(models[index]) })
      }
      works.append(("all findings", { _ = catalog.findings(in: models[$0]) }))
      works.append(("judging", { judged(findings[$0], models[$0], texts[$0]) }))
      let slow = works.compactMap { title, work in growth(work).map { "\(title) \($0)" } }
      print("\(shape.title), \(4 * count)\(slow.isEmpty ? "" : ": GROWS")")
      for line in slow { print("    \(line)") }
      Measure.show()
      holds = holds && slow.isEmpty
    }
    return holds
  }

  /// The times of work of three sizes when they grow too fast; a second look keeps a hiccup of the machine out.
  private func growth(_ work: @escaping (Int) -> Void) -> String? {
    var times: [Double] = []
    for rounds in [1, 5] {
      times = (0..<3).map { index in Measure.seconds({ work(index) }, rounds: rounds) }
      guard times[1] > Self.shortest, times[2] / times[1] > Self.highestFactor else { return nil }
    }
    return times.map(Measure.milliseconds).joined(separator: ", ")
  }

  private func judged(_ findings: [Finding], _ model: BuildModel, _ source: SourceText) {
    let comments = DockerfileComments(model.syntax)
    let voice = comments.voice(of: model, names: names, demands: policy.suppressions)
    let input = Judge.Input(index: 0, path: "Dockerfile", source: source, voice: voice)
    _ = judge.judge(findings, of: input, by: Selection(layers: policy.layers))
  }

  private static let shapes: [Shape] = [
    Shape("RUN behind RUN") { "RUN true \($0)\n" },
    Shape("RUN with a mount behind RUN") { "RUN --mount=type=cache,target=/c\($0) true\n" },
    Shape("RUN apt-get install") { "RUN apt-get update && apt-get install a\($0)\n" },
    Shape("apt-get install in one RUN", head: "FROM debian:13\nRUN true") { "; apt-get install x\($0)" },
    Shape("apt-get update in one RUN", head: "FROM debian:13\nRUN true") { _ in "; apt-get update" },
    Shape("apk add in one RUN", head: "FROM alpine:3.23\nRUN true") { "; apk add x\($0)" },
    Shape("pip install in one RUN", head: "FROM alpine:3.23\nRUN true") { "; pip install x\($0)" },
    Shape("npm install in one RUN", head: "FROM alpine:3.23\nRUN true") { _ in "; npm install" },
    Shape("npm and prune in one RUN", head: "FROM alpine:3.23\nRUN true") { _ in "; npm ci; npm prune" },
    Shape("yarn in one RUN", head: "FROM alpine:3.23\nRUN true") { _ in "; yarn install" },
    Shape("rm in one RUN", head: "FROM alpine:3.23\nRUN true") { "; rm -rf /a/\($0)" },
    Shape("cd in one RUN", head: "FROM alpine:3.23\nRUN true") { "; cd /a\($0)" },
    Shape("wget in one RUN", head: "FROM alpine:3.23\nRUN true") { "; wget -O /f\($0) http://h/\($0)" },
    Shape("curl and tar in one RUN", head: "FROM alpine:3.23\nRUN true") {
      "; curl -o /f\($0).tgz http://h/\($0); tar xzf /f\($0).tgz"
    },
    Shape("pipelines in one RUN", head: "FROM alpine:3.23\nRUN true") { _ in "; a | b" },
    Shape("export in one RUN", head: "FROM alpine:3.23\nRUN true") { "; export A=\($0); apk add a" },
    Shape("chmod in one RUN", head: "FROM alpine:3.23\nRUN true") { "; chmod u+s /a\($0)" },
    Shape("useradd in RUN") { "RUN useradd -u 1000000 u\($0)\nUSER u\($0)\n" },
    Shape("cache mounts of one RUN", head: "FROM debian:13\nRUN", tail: " apt-get update\n") {
      " --mount=type=cache,target=/c\($0)"
    },
    Shape("COPY from a stage", head: "FROM alpine:3.23 AS a\nRUN npm ci\nFROM alpine:3.23\n") {
      "COPY --from=a /x\($0)/node_modules /y\($0)\n"
    },
    Shape("COPY from a chain of stages", head: "FROM alpine:3.23 AS s0\n") {
      "FROM s\($0) AS s\($0 + 1)\nCOPY --from=s\($0) /node_modules /\n"
    },
    Shape("COPY from many stages", head: "FROM alpine:3.23 AS s0\n") {
      "FROM alpine:3.23 AS s\($0 + 1)\nRUN npm ci\nCOPY --from=s\($0) /node_modules /\n"
    },
    Shape("COPY and RUN of files") { "COPY f\($0).tar.gz /f\($0).tar.gz\nRUN tar xf /f\($0).tar.gz\n" },
    Shape("COPY and late chmod") { "COPY f\($0) /d/f\($0)\nRUN chmod 755 /d/f\($0) && rm /d/f\($0)\n" },
    Shape("COPY of one file, late") { _ in "COPY f.tar /d/\nRUN rm /d/f.tar\n" },
    Shape("COPY of secrets") { "COPY .env k\($0)/id_rsa /root/\nRUN rm /root/.env\n" },
    Shape("sources of one COPY", head: "FROM alpine:3.23\nCOPY", tail: " /d\n") { " f\($0).tar.gz" },
    Shape("COPY . . and installs") { _ in "COPY . .\nRUN npm install\n" },
    Shape("relative WORKDIR") { "WORKDIR d\($0)\n" },
    Shape("absolute WORKDIR") { "WORKDIR /d\($0)\nCOPY a b\n" },
    Shape("ARG") { "ARG A\($0)\n" },
    Shape("ARG and LABEL") { "ARG A\($0)=1\nLABEL l\($0)=$A\($0)\n" },
    Shape("LABEL of one key") { _ in "LABEL a=b\n" },
    Shape("keys of one LABEL", head: "FROM alpine:3.23\nLABEL", tail: "\n") { " k\($0)=v" },
    Shape("ENV") { "ENV E\($0)=1\n" },
    Shape("ENV of one name") { _ in "ENV A=1\n" },
    Shape("keys of one ENV", head: "FROM alpine:3.23\nENV", tail: "\n") { " k\($0)=$k\($0 + 1)" },
    Shape("ENV in use") { "ENV E\($0)=$E\($0 - 1)\nRUN echo $E\($0)\n" },
    Shape("undefined variables") { "COPY $U\($0) /\n" },
    Shape("USER") { "USER u\($0)\n" },
    Shape("USER by variable") { "ARG U\($0)\nUSER $U\($0)\n" },
    Shape("CMD and ENTRYPOINT") { _ in "CMD a\nENTRYPOINT b\nHEALTHCHECK CMD c\n" },
    Shape("EXPOSE") { "EXPOSE \($0 % 65000)\n" },
    Shape("ports of one EXPOSE", head: "FROM alpine:3.23\nEXPOSE", tail: "\n") { " \($0 % 65000)" },
    Shape("VOLUME") { "VOLUME /v\($0)\n" },
    Shape("ONBUILD") { "ONBUILD RUN apt-get install a\($0)\n" },
    Shape("ONBUILD COPY") { "ONBUILD COPY --from=a . b\($0)\n" },
    Shape("ONBUILD LABEL and ENV") { "ONBUILD LABEL a=b\($0)\nONBUILD ENV TOKEN=$X\n" },
    Shape("ONBUILD and RUN") { "ONBUILD RUN sudo a\($0)\nRUN sudo a\($0)\n" },
    Shape("stages on triggers", head: "FROM alpine AS b\nONBUILD RUN sudo apt-get install x\n") { _ in
      "FROM b\n"
    },
    Shape("stages") { "FROM alpine:3.23 AS t\($0)\n" },
    Shape("stages of one name") { _ in "FROM alpine:3.23 AS t\n" },
    Shape("stages on each other", head: "FROM alpine AS s0\n") {
      "FROM s\($0) AS s\($0 + 1)\nRUN pip install x\n"
    },
    Shape("stages with USER and LABEL") { "FROM alpine AS t\($0)\nUSER u\nLABEL a=b\nHEALTHCHECK NONE\n" },
    Shape("stages by variables", head: "ARG V=1\n") { "FROM a:$V AS t\($0)\n" },
    Shape("misspelt stages") { "FROM alpine AS stage\($0)\nCOPY --from=stahe\($0) a b\n" },
    Shape("suppressions of hadolint") { _ in "# hadolint ignore=DL3059\nRUN sudo a\n" },
    Shape("own suppressions") { _ in "# imgpolicy ignore=sudo-command\nRUN sudo a\n" },
    Shape("MAINTAINER") { "MAINTAINER m\($0)\n" },
    Shape("unknown instructions") { "FOO m\($0)\n" },
    Shape("empty continuation lines") { _ in "RUN a \\\n\n b\n" },
    Shape("heredocs") { "RUN <<E\napt-get install a\($0)\nE\n" },
    Shape("lines of a heredoc", head: "FROM alpine:3.23\nRUN <<E\n", tail: "E\n") { "apk add a\($0)\n" },
    Shape("ADD of addresses") { "ADD http://h/\($0) /a/\n" },
    Shape("healthcheck and shell") { _ in "SHELL [\"bash\", \"-c\"]\nRUN a | b\n" },
  ]
}
