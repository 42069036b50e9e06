import Dockerfile
import Testing

/// What COPY --from and mounts may not name.
@Suite struct FileSourceTests {
  @Test("A reference to a later stage is circular exactly when that stage needs this one")
  func kinds() {
    let model = modelled(
      """
      FROM a AS one
      COPY --from=three x y
      COPY --from=last x y
      COPY --from=1 x y
      RUN --mount=from=three,target=/m true
      FROM one AS two
      FROM b AS three
      RUN --mount=from=two,target=/m true
      COPY --from=$X x y
      COPY --from=7 x y
      COPY --from=2 x y
      FROM c AS last
      """)
    #expect(
      model.faults.map(\.kind) == [
        .circularStageReference, .unknownFileSource, .circularStageReference, .circularStageReference,
        .unknownFileSource, .unknownFileSource, .circularStageReference,
      ])
  }

  /// Files whose stages copy from each other without plan, against the plainest way to find out who needs whom.
  @Test(arguments: 1...60)
  func anyGraph(_ seed: Int) {
    var state = UInt64(seed)
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let count = 2 + next(7)
    let references = (0..<count).map { _ in (0..<next(4)).map { _ in next(count) } }
    let text = references.enumerated().map { index, named in
      "FROM a AS s\(index)\n" + named.map { "COPY --from=s\($0) x y\n" }.joined()
    }
    let found = modelled(text.joined()).faults.map(\.kind)
    var needs = references.map(Set.init)
    for middle in 0..<count {
      for stage in 0..<count where needs[stage].contains(middle) { needs[stage].formUnion(needs[middle]) }
    }
    let expected = references.indices.flatMap { stage in
      references[stage].filter { $0 >= stage }.map { named in
        needs[named].contains(stage) || named == stage ? SyntaxFault.Kind.circularStageReference : .unknownFileSource
      }
    }
    #expect(found == expected)
  }

  @Test("A port is out of range when it would be one with higher numbers")
  func ports() {
    let refused = ["65536", "0-65536", "70000-80/udp", "99999999999999999999", "70000:80", "80:70000"]
    for text in refused {
      #expect(modelled("FROM a\nEXPOSE \(text)\n").faults.map(\.kind) == [.portOutOfRange], "\(text)")
    }
    for text in ["80-70", "70000/x", "x", "80-", "-80", "1.2.3.4:x:80"] {
      #expect(modelled("FROM a\nEXPOSE \(text)\n").faults.map(\.kind) == [.other], "\(text)")
    }
    for text in ["65535", "00000000000080", "0-65535/sctp"] {
      #expect(modelled("FROM a\nEXPOSE \(text)\n").faults.isEmpty, "\(text)")
    }
  }

  @Test("A COPY knows its paths, owner, USER and WORKDIR as far as the file tells")
  func copies() {
    let model = modelled(
      """
      FROM a AS base
      USER app
      FROM base
      ARG DIR=/srv OPEN
      COPY --chown=$DIR x "$DIR/y" ${DIR}/
      WORKDIR $DIR
      WORKDIR sub
      ADD --chown=$OPEN $OPEN <<A /z$OPEN
      A
      """)
    let copies = model.stages[1].copies
    #expect(copies.map(\.sourcePaths) == [["x", "/srv/y"], [nil]])
    #expect(copies.map(\.expandedDestination) == ["/srv/", nil])
    #expect(copies.map(\.owner) == ["/srv", nil])
    #expect(copies.map(\.user?.value) == ["app", "app"])
    #expect(copies.map(\.workdir?.value) == [nil, "/srv/sub"])
  }

  @Test("A relative WORKDIR is known behind an absolute one, and on scratch")
  func workdirs() {
    let model = modelled("FROM a\nWORKDIR b\nWORKDIR c\nWORKDIR /d\nWORKDIR ../e\nFROM scratch\nWORKDIR f\n")
    #expect(model.stages.map { $0.workdirs.map(\.value) } == [["/b", "/b/c", "/d", "/e"], ["/f"]])
    #expect(model.stages.map { $0.workdirs.map(\.isResolved) } == [[false, false, true, true], [true]])
  }

  @Test(
    "Relative steps are taken from a clean directory",
    arguments: [
      ("/a/b", "../../../c", "/c"), ("/a", ".", "/a"), ("/a/", "./b//c/", "/a/b/c"), ("/", "a", "/a"), ("/", "..", "/"),
      ("/a/..b", "...", "/a/..b/..."), ("//a/./b", "..", "/a"),
    ])
  func steps(_ first: String, _ second: String, _ result: String) {
    let model = modelled("FROM scratch\nWORKDIR \(first)\nWORKDIR \(second)\nCOPY x .\n")
    #expect(model.stages[0].config.workdir?.value == result)
    #expect(model.stages[0].copies[0].destinationPath == (result == "/" ? "/" : result + "/"))
  }

  @Test("A directory deeper than Linux allows is not known, and costs no more than another")
  func deepDirectory() {
    let model = modelled("FROM scratch\n" + String(repeating: "WORKDIR directory\nCOPY x y\n", count: 1000))
    let stage = model.stages[0]
    #expect(stage.workdirs.allSatisfy { $0.value.utf8.count < 4096 })
    #expect(stage.workdirs.map(\.isResolved).contains(false))
    #expect(stage.copies.last?.destinationPath == nil)
    #expect(model.faults.isEmpty)
  }
}
