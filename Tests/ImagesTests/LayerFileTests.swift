import Images
import Linting
import TestSupport
import Testing

/// What the layers brought, and what became of it.
@Suite struct LayerFileTests {
  @Test func aDeadFileHasTheLayerThatTookItAway() throws {
    let image = try read(
      """
      layer: one
        a/deleted "1"
        a/replaced "22"
        b/hidden "333"
        c "4444"
        linked "55555"
        name => linked
      layer: two
        a/replaced "new"
        delete a/deleted
        delete linked
      layer: three
        hide b
        c/file "x"
      """)
    let dead = image.files.deadFiles().map { "\($0.displayPath) \($0.size) \($0.layer) \($0.lostIn ?? -1)" }
    #expect(dead == ["a/deleted 1 0 1", "a/replaced 2 0 1", "b/hidden 3 0 2", "c 4 0 2"])
    #expect(image.files.deadFiles().map(\.size).reduce(0, +) == image.size.dead)
  }

  @Test func devicesAndCapabilitiesAreKnown() throws {
    let image = try read(
      """
      layer: one
        dev/null device 1:3
        dev/sda block 8:0
        0755 0:0 bin/ping 1kB capability 2000
        0755 0:0 bin/plain 1kB
      """)
    let files = image.files.files { $0.kind != .directory }
    #expect(files.map(\.displayPath) == ["bin/ping", "bin/plain", "dev/null", "dev/sda"])
    #expect(files.map { $0.capability.flatMap(FileCapabilities.init)?.text } == ["cap_net_raw=ep", nil, nil, nil])
    #expect(files.suffix(2).map { "\($0.device?.major ?? -1):\($0.device?.minor ?? -1)" } == ["1:3", "8:0"])
  }

  @Test(
    arguments: [
      ([1, 0, 0, 1, 0, 0x20, 0, 0, 0, 0, 0, 0], "cap_net_raw=ep"),
      ([0, 0, 0, 2, 0x80, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "cap_setuid=ip"),
      ([1, 0, 0, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0], "cap_chown,cap_bpf=ep"),
      ([0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0], "41=p"),
      ([1, 0, 0, 2, 1, 0], nil), ([1, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0], nil), ([], nil),
    ] as [([UInt8], String?)])
  func capabilitiesAreDecoded(bytes: [UInt8], text: String?) {
    #expect(FileCapabilities(bytes)?.text == text)
  }

  @Test func aDigestAndTheOutcomeOfAScanAreKept() throws {
    let firstByte = ContentScan("first byte") { Array($0.prefix(1)) }
    var options = ReadOptions()
    options.wanted = [
      WantedContents("**", excluding: ["usr/share", "**/skipped"], sizeLimit: 10, keeping: .scan(firstByte)),
      WantedContents("**/a", keeping: .digest),
    ]
    let image = try read(
      """
      layer: one
        a "alpha"
        usr/share/a "beta"
        x/skipped/b "gamma"
        x/large "0123456789a"
        x/skipped.txt "delta"
      layer: two
        delete a
      """, options)
    let files = image.files.layerFiles { $0.kind == .regularFile }
    let outcomes = files.map { image.files.outcome(of: firstByte, in: $0).map { String(decoding: $0, as: UTF8.self) } }
    #expect(outcomes == ["a", nil, nil, nil, "d"])
    let digests = files.map { image.files.digest(of: $0)?.description }
    #expect(digests == [sha256(Array("alpha".utf8)), sha256(Array("beta".utf8)), nil, nil, nil])
    #expect(files.allSatisfy { image.files.contents(of: $0) == nil })
  }

  @Test(arguments: [false, true])
  func ofProgramsTheBeginningIsSeenHoweverLargeTheyAre(digestsFiles: Bool) throws {
    let start = ContentScan("start", start: 4) { $0 }
    let text = ContentScan("text", wantsText: true) { [UInt8($0.count % 251)] }
    var options = ReadOptions()
    options.wanted = [.programs(start), WantedContents("**", sizeLimit: 20_000, keeping: .scan(text))]
    if digestsFiles { options.compared = [.replacedFiles, .duplicates] }
    let image = try read(
      """
      layer: one
        0755 0:0 a "alpha"
        0644 0:0 b "beta"
        0755 0:0 c 3MB
        0755 0:0 d "\\x00\\x01\\x02"
        0755 0:0 e
        0755 0:0 f elf amd64
      """, options)
    let files = image.files.layerFiles { $0.kind == .regularFile }
    let starts = files.map { image.files.outcome(of: start, in: $0) }
    #expect(starts.map { $0?.count } == [4, nil, 4, 3, nil, 4])
    #expect(starts[0].map { String(decoding: $0, as: UTF8.self) } == "alph")
    #expect(starts[5] == [0x7f, 0x45, 0x4c, 0x46])
    #expect(files.map { image.files.outcome(of: text, in: $0) } == [[5], [4], nil, nil, [0], nil])
  }

  @Test func directoriesOfLayersAreCountedWithoutWhatIsBelowThem() throws {
    let image = try read("layer: one\n  c/a \"12\"\n  c/b/d \"345\"\nlayer: two\n  c/e \"6\"\n  delete c/a\n")
    let found = image.files.layerDirectories { $0.starts(with: "c".utf8) }
    #expect(
      found.map { "\(String(decoding: $0.path, as: UTF8.self)) \($0.layer) \($0.count) \($0.bytes)" }
        == ["c 0 1 2", "c/b 0 1 3", "c 1 1 1"])
  }
}
