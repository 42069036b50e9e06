import Dockerfile
import Linting
import Testing

/// What a stage has of a base image whose configuration is known.
@Suite struct BaseImageTests {
  private static func facts(_ platform: String = "linux/amd64") -> BaseImageFacts {
    var facts = BaseImageFacts(platform: Platform(platform))
    facts.user = "app"
    facts.workdir = "/srv"
    facts.environment = [.init(name: "HOME", value: "/home/app")]
    facts.shell = ["/bin/bash", "-c"]
    facts.healthcheck = ["CMD", "true"]
    facts.exposedPorts = ["80/tcp", "nonsense"]
    facts.triggers = ["COPY $HOME/x /x", "ENV FROM_BASE=yes", "FROM b", "  USER  other ", "RUN <<E\nx\nE", ""]
    return facts
  }

  private func model(
    _ text: String, _ variants: [BaseImageFacts] = [facts()], platform: String? = nil
  ) -> BuildModel {
    let base = BaseImage(path: "base.tar", variants: variants)
    return BuildModel(
      source: SourceText(path: "Dockerfile", text: text),
      options: BuildOptions(
        platform: platform.flatMap { Platform($0) }, bases: ["docker.io/library/base:1": base]))
  }

  @Test("Its settings are those of the stage and of the stages on top, until they are set again")
  func settings() throws {
    var facts = Self.facts()
    facts.triggers = []
    let model = model(
      "FROM docker.io/library/base:1 AS one\nWORKDIR sub\nFROM one\nUSER root\nENV HOME=/root\nFROM other:1", [facts])
    let (one, two, other) = (model.stages[0], model.stages[1], model.stages[2])
    #expect(one.config.user?.value == "app" && one.config.user?.isOfBaseImage == true)
    #expect(one.config.workdir?.value == "/srv/sub" && one.firstWorkdir?.value == "sub")
    #expect(one.config.shell == ["/bin/bash", "-c"])
    #expect(one.config.healthcheck?.test == ["CMD", "true"] && one.config.healthcheck?.isOfBaseImage == true)
    #expect(one.config.exposedPorts == ["80/tcp"])
    #expect(one.environment.value(of: "HOME") == .known("/home/app") && one.config.environment["HOME"] == "/home/app")
    #expect(two.config.user?.value == "root" && two.config.user?.isOfBaseImage == false)
    #expect(two.environment.value(of: "HOME") == .known("/root") && two.rootFacts == facts)
    #expect(other.config.user == nil && other.rootFacts == nil && other.baseImage == nil)
  }

  @Test("Its triggers run first, and stand on FROM")
  func triggers() throws {
    let model = model("FROM a:1\nFROM base:1 AS x\nENV A=$FROM_BASE\n")
    let stage = model.stages[1]
    #expect(stage.instructions.map(\.name) == ["COPY", "ENV", "USER", "ENV"])
    #expect(stage.instructions.map { stage.isOfBaseImage($0) } == [true, true, true, false])
    #expect(stage.copies.map(\.sourcePaths) == [["/home/app/x"]])
    #expect(stage.environment.value(of: "A") == .known("yes") && stage.config.user?.value == "other")
    let copy = try #require(stage.copies.first)
    #expect(copy.sources.map { model.place(of: $0.range, in: copy.instruction).short } == ["2:6-2:12"])
    #expect(copy.instruction.lines == 2...2)
  }

  @Test("What a trigger of it does wrong is a fault of FROM")
  func triggerFaults() {
    var facts = Self.facts()
    facts.triggers = ["COPY --from=9 x y", "EXPOSE 99999"]
    let model = model("FROM base:1\n", [facts])
    #expect(model.faults.map { model.source.text($0.range) } == ["base:1", "base:1"])
    #expect(
      model.faults.allSatisfy { $0.message.hasPrefix("a trigger of the base image (ONBUILD ") && $0.cause == nil })
  }

  @Test(
    "Of several platforms that counts which is asked for; without a word nobody knows",
    arguments: [
      ("FROM base:1", nil, nil), ("FROM base:1", "linux/arm64", "linux/arm64"),
      ("FROM --platform=linux/amd64 base:1", "linux/arm64", "linux/amd64"),
      ("FROM --platform=$TARGETPLATFORM base:1", "linux/arm64", "linux/arm64"),
      ("FROM --platform=$TARGETPLATFORM base:1", nil, nil), ("FROM base:1", "linux/arm/v7", "linux/arm/v7"),
      ("FROM base:1", "linux/arm/v5", "linux/arm/v6"), ("FROM base:1", "windows/amd64", nil),
    ] as [(String, String?, String?)])
  func platforms(_ text: String, _ platform: String?, _ expected: String?) {
    let variants = ["linux/amd64", "linux/arm64", "linux/arm/v6", "linux/arm/v7"].map(Self.facts)
    let model = model(text, variants, platform: platform)
    #expect(model.stages.first?.rootFacts?.platform?.description == expected)
  }

  @Test("A name is compared in full, and stages are not images")
  func names() {
    func isKnown(_ text: String) -> Bool? { model(text).stages.last.map { $0.rootFacts != nil } }
    for name in ["base:1", "library/base:1", "docker.io/base:1", "index.docker.io/library/base:1", "$X"] {
      #expect(isKnown("ARG X=base:1\nFROM \(name)") == true, "\(name)")
    }
    for name in ["base", "base:2", "shop/base:1", "ghcr.io/library/base:1"] {
      #expect(isKnown("FROM \(name)") == false, "\(name)")
    }
  }
}
