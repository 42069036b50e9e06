import Dockerfile
import Linting
import Testing

@Suite struct StageTests {
  @Test("A stage has an index, a name in lower case and a base")
  func bases() {
    let model = modelled(
      """
      ARG BASE=debian:12
      ARG UNKNOWN
      FROM ${BASE} AS Builder
      FROM scratch
      FROM builder as second
      FROM Builder AS other
      FROM $UNKNOWN
      FROM --platform=$BUILDPLATFORM node:20-$TARGETARCH AS last
      """)
    #expect(model.stages.map(\.index) == [0, 1, 2, 3, 4, 5])
    #expect(model.stages.map(\.name) == ["builder", nil, "second", "other", nil, "last"])
    #expect(model.stages.map(\.label) == ["builder", "1", "second", "other", "4", "last"])
    #expect(model.stages.map { describe($0.base) } == ["debian:12", "scratch", "stage 0", "Builder", "?", "?"])
    #expect(model.targetIndex == 5)
  }

  @Test("FROM looks back at the latest stage of a name, in lower case")
  func lookup() {
    let model = modelled("FROM a AS x\nFROM b AS X\nFROM x\nFROM later\nFROM c AS later\nFROM 0\n")
    #expect(model.stages.map { describe($0.base) } == ["a", "b", "stage 1", "later", "c", "0"])
    #expect(modelled("FROM self AS self").stages.map { describe($0.base) } == ["self"])
  }

  @Test("COPY --from takes names in any case and indexes, mounts names only; later stages and itself are faults")
  func fileSources() {
    let model = modelled(
      """
      FROM a AS One
      FROM b
      FROM c AS three
      COPY --from=ONE x y
      COPY --from=1 x y
      COPY --from=three x y
      COPY --from=four x y
      COPY --from=9 x y
      COPY --from=busybox:1 x y
      COPY --from=$X x y
      COPY x y
      RUN --mount=from=one,target=/a --mount=type=cache,target=/b --mount=target=/c,FROM=1 true
      FROM d AS four
      """)
    let copies = model.stages[2].copies.map(\.from)
    #expect(copies.map(describe) == ["stage 0", "stage 1", "?", "?", "?", "busybox:1", "?", "context"])
    #expect(model.stages[2].runs.flatMap(\.mountSources).map(describe) == ["stage 0", "1"])
    #expect(model.faults.map { model.source.line(at: $0.range.lowerBound) } == [6, 7, 8, 10])
    #expect(model.stages[2].fileSources == [0, 1])
  }

  @Test("The built stage needs its chain and what these copy and mount, and no more")
  func reachability() {
    let text = """
      FROM a AS base
      FROM b AS unused
      FROM base AS tool
      FROM c AS builder
      RUN --mount=from=tool,target=/t true
      FROM base AS final
      COPY --from=builder /x /x
      FROM unused AS extra
      """
    #expect(modelled(text).reachableStages == [1, 5])
    #expect(modelled(text, target: "FINAL").reachableStages == [0, 2, 3, 4])
    #expect(modelled(text, target: "builder").reachableStages == [0, 2, 3])
    #expect(modelled(text, target: "nothing").targetIndex == nil)
    let model = modelled(text, target: "final")
    #expect(model.target.map { model.chain(of: $0).map(\.label) } == ["final", "base"])
  }

  @Test("With a target, what fails in stages that it does not need is no fault, unless the builder sees it in reading")
  func faultsOfTarget() {
    let text = """
      FROM a:1 AS base
      STOPSIGNAL NOPE
      FROM b:1 AS other
      EXPOSE abc
      COPY http://example.com/x /a
      RUN --mount=typ=bind true
      LABEL a=${B^^}
      RUN --foo true
      COPY <<E <<E
      E
      E
      ONBUILD STOPSIGNAL NOPE
      FROM other AS top
      FROM base AS final
      """
    let lines = { (target: String?) in
      let model = modelled(text, target: target)
      return model.faults.map { model.source.line(at: $0.range.lowerBound) }
    }
    #expect(lines(nil) == [2, 4, 5, 6, 7, 8, 9, 13])
    #expect(lines("final") == [2, 8, 9])
    #expect(lines("top") == [4, 5, 6, 7, 8, 9, 13])
  }

  @Test("TARGETSTAGE is the target, else the last stage, else default")
  func targetStage() {
    let base = { (text: String, target: String?) in
      modelled(text, target: target).stages.first.map { describe($0.base) }
    }
    #expect(base("FROM a:$TARGETSTAGE AS One\nFROM b AS Two\n", nil) == "a:two")
    #expect(base("FROM a:$TARGETSTAGE AS One\nFROM b AS Two\n", "one") == "a:one")
    #expect(base("FROM a:$TARGETSTAGE AS One\nFROM b\n", nil) == "a:default")
  }

  @Test("USER and HEALTHCHECK come from the nearest stage of the chain that has one")
  func inheritance() {
    let model = modelled(
      """
      FROM a AS base
      USER one
      HEALTHCHECK CMD true
      FROM base AS middle
      HEALTHCHECK NONE
      FROM middle AS last
      USER "two:$GROUP"
      ONBUILD RUN true
      FROM b
      """)
    #expect(model.stages.map { $0.config.user?.value } == ["one", "one", "two:", nil])
    #expect(model.stages.map { $0.config.user?.isResolved } == [true, true, false, nil])
    #expect(model.stages.map { $0.config.user?.stage } == [0, 0, 2, nil])
    #expect(model.stages.map { $0.config.healthcheck?.isNone } == [false, true, true, nil])
    #expect(model.stages.map { $0.config.healthcheck?.stage } == [0, 1, 1, nil])
  }

  @Test("Arguments and variables follow each other; --build-arg beats defaults")
  func environment() {
    let text = """
      ARG A=1
      ARG B=$A-2
      ARG C
      FROM x
      ENV E=$B
      ARG B C D=${B}-3
      ENV F=$B G=$F H=$C
      ENV F=4 I=$F
      ARG F=5
      """
    let plain = modelled(text).stages[0].environment
    #expect(
      ["B", "D", "F", "I"].map { plain.value(of: $0) } == [.known("1-2"), .known("1-2-3"), .known("5"), .known("1-2")])
    #expect(plain.value(of: "A") == nil)
    #expect(plain.value(of: "C") == nil && plain.knows("C"))
    // B is global only, and F is not set yet.
    #expect(plain.value(of: "E")?.text == "" && plain.value(of: "G")?.text == "")
    let given = modelled(text, arguments: ["A": "7", "C": "8", "D": "9", "E": "0"]).stages[0].environment
    #expect(
      ["B", "C", "D", "H"].map { given.value(of: $0) } == [.known("7-2"), .known("8"), .known("9"), .known("8")])
    #expect(given.value(of: "E")?.text == "")
  }

  @Test("What BuildKit refuses of the whole is a fault")
  func faults() {
    func messages(_ text: String) -> [String] { modelled(text).faults.map(\.message) }
    #expect(messages("") == ["the Dockerfile is empty: expected at least FROM"])
    #expect(messages("# x\n") == ["the Dockerfile has no instructions: expected at least FROM"])
    #expect(messages("ARG A\n") == ["the Dockerfile builds nothing: it has no FROM"])
    #expect(messages("RUN a\nFROM b\n") == ["RUN stands before the first FROM, where only ARG may"])
    #expect(messages("FROM a\nRUN b\n") == [])
  }

  private func describe(_ base: Stage.Base) -> String {
    switch base {
    case .scratch: "scratch"
    case .stage(let index): "stage \(index)"
    case .image(let use): use.text
    case .unresolved: "?"
    }
  }

  private func describe(_ source: FileSource) -> String {
    switch source {
    case .context: "context"
    case .stage(let index): "stage \(index)"
    case .image(let use): use.text
    case .unresolved: "?"
    }
  }
}
