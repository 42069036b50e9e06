import Images
import Linting
import TestSupport
import Testing

/// A hostile archive, and what must become of it.
struct Hostile: Sendable, CustomTestStringConvertible {
  var name: String
  /// Why it is unreadable; nil when it is read, with faults.
  var error: ArchiveError.Kind?
  var faults: Set<ImageFault.Kind>
  var make: @Sendable () throws -> [UInt8]

  init(
    _ name: String, _ error: ArchiveError.Kind?, _ faults: Set<ImageFault.Kind> = [],
    _ make: @escaping @Sendable () throws -> [UInt8]
  ) {
    self.name = name
    self.error = error
    self.faults = faults
    self.make = make
  }

  var testDescription: String { name }

  static let all = paths + links + hostileHeaders + compression + documents
}

/// A docker-archive of one layer with any bytes; `further` members come before it.
func docker(
  _ layer: [UInt8], diffID: String? = nil, further: [TarBuilder.Member] = [], layers: String = #"["layer.tar"]"#,
  config: String? = nil
) -> [UInt8] {
  let plain =
    #"{"os":"linux","architecture":"amd64","config":{},"rootfs":{"diff_ids":["\#(diffID ?? sha256(layer))"]}}"#
  return TarBuilder.tar(
    further + [
      TarBuilder.Member("layer.tar", content: layer),
      TarBuilder.Member("c.json", content: Array((config ?? plain).utf8)),
      TarBuilder.Member(
        "manifest.json", content: Array(#"[{"Config":"c.json","RepoTags":null,"Layers":\#(layers)}]"#.utf8)),
    ])
}

func layer(_ members: TarBuilder.Member...) -> [UInt8] { TarBuilder.tar(members) }

func file(_ path: String, _ content: String = "1") -> TarBuilder.Member {
  TarBuilder.Member(path, content: Array(content.utf8))
}

func file(_ path: String, pax: [(key: String, value: String)]) -> TarBuilder.Member {
  var member = file(path)
  member.paxRecords = pax.map { ($0.key, Array($0.value.utf8)) }
  return member
}

private let paths: [Hostile] = [
  Hostile("an entry above the root", .hostilePath, [.hostilePath]) { docker(layer(file("../../etc/cron.d/job"))) },
  Hostile("an entry with .. inside", nil, [.hostilePath]) { docker(layer(file("a/../b"))) },
  Hostile("an absolute entry", nil, [.hostilePath]) { docker(layer(file("/etc/motd"))) },
  Hostile("an entry with a drive letter", .hostilePath, [.hostilePath]) { docker(layer(file("C:\\Windows\\x"))) },
  Hostile("a NUL in a pax path", .hostilePath, [.hostilePath]) {
    docker(layer(file("x", pax: [("path", "etc/passwd\u{0}.txt")])))
  },
  Hostile("a NUL in a GNU long name", .hostilePath, [.hostilePath]) {
    var long = TarBuilder.Member("././@LongLink", content: Array("etc/passwd\u{0}.txt\u{0}".utf8))
    long.typeFlag = "L"
    return docker(layer(long, file("x")))
  },
  Hostile("an entry without a name", nil, [.hostilePath]) { docker(layer(file(""))) },
  Hostile("a member above the root", nil, [.hostilePath]) { docker(layer(file("a")), further: [file("../x")]) },
  Hostile("a member above the root as a layer", .hostilePath, [.hostilePath, .missingBlob]) {
    docker(layer(file("a")), further: [file("../x.tar")], layers: #"["../x.tar"]"#)
  },
  Hostile("an absolute member", nil, [.hostilePath]) { docker(layer(file("a")), further: [file("/x")]) },
  Hostile("a member with a drive letter", nil, [.hostilePath]) { docker(layer(file("a")), further: [file("c:/x")]) },
  Hostile("a layer named with ..", nil, [.hostilePath]) { docker(layer(file("a")), layers: #"["x/../layer.tar"]"#) },
  Hostile("a layer named with a slash before it", nil, [.hostilePath]) {
    docker(layer(file("a")), layers: #"["/layer.tar"]"#)
  },
  Hostile("a path of 5,000 bytes", .limitExceeded, [.limitExceeded]) {
    docker(layer(file(String(repeating: "a/", count: 2500))))
  },
  Hostile("a name of 300 bytes", .limitExceeded, [.limitExceeded]) {
    docker(layer(file(String(repeating: "a", count: 300))))
  },
  Hostile("a GNU long name of 2 MiB", .damagedArchive, [.damagedTarHeader]) {
    var member = TarBuilder.Member(path: [UInt8](repeating: 0x61, count: 2 << 20))
    member.longNames = .gnu
    return docker(layer(member))
  },
]

private let links: [Hostile] = [
  Hostile("a loop of symbolic links as a layer", .missingBlob, [.missingBlob]) {
    docker(
      [], diffID: sha256([1]), further: [.symbolicLink("a", to: "b"), .symbolicLink("b", to: "a")], layers: #"["a"]"#)
  },
  Hostile("a chain of nine symbolic links as a layer", .missingBlob, [.missingBlob]) {
    let chain = (0..<9).map { TarBuilder.Member.symbolicLink("l\($0)", to: "l\($0 + 1)") }
    return docker(layer(file("a")), further: chain + [.symbolicLink("l9", to: "layer.tar")], layers: #"["l0"]"#)
  },
  Hostile("a symbolic link out of the archive", .missingBlob, [.missingBlob]) {
    docker([], diffID: sha256([1]), further: [.symbolicLink("a", to: "../../etc/passwd")], layers: #"["a"]"#)
  },
  Hostile("a hard link to nothing as a layer", .missingBlob, [.missingBlob]) {
    docker([], diffID: sha256([1]), further: [.hardLink("a", to: "gone")], layers: #"["a"]"#)
  },
  Hostile("a directory as a layer", .missingBlob, [.missingBlob]) {
    docker([], diffID: sha256([1]), further: [.directory("a/")], layers: #"["a"]"#)
  },
  Hostile("etc/passwd in a circle of links", nil) {
    docker(layer(.symbolicLink("etc/passwd", to: "group"), .symbolicLink("etc/group", to: "passwd")))
  },
  Hostile("etc/passwd as a pipe", nil) {
    var pipe = TarBuilder.Member("etc/passwd")
    pipe.typeFlag = "6"
    return docker(layer(pipe))
  },
]

private let compression: [Hostile] = [
  Hostile("gzip in gzip", .unsupportedMediaType, [.unsupportedMediaType]) {
    let once = try compress(layer(file("a")), with: .gzip)
    return docker(try compress(once, with: .gzip), diffID: sha256(once))
  },
  Hostile("zstd in gzip", .unsupportedMediaType, [.unsupportedMediaType, .diffIDMismatch]) {
    docker(try compress(try compress(layer(file("a")), with: .zstd), with: .gzip), diffID: sha256([1]))
  },
  Hostile("a zstd window of 256 MiB", .limitExceeded, [.limitExceeded]) {
    docker([0x28, 0xb5, 0x2f, 0xfd, 0, 0x90, 1, 0, 0], diffID: sha256([1]))
  },
  Hostile("a layer of bzip2", .unsupportedMediaType, [.unsupportedMediaType]) {
    docker(Array("BZh91AY&SY".utf8) + filler(40_000, seed: [2]), diffID: sha256([1]))
  },
  Hostile("a truncated gzip layer", .truncatedArchive, [.truncatedArchive]) {
    docker(
      Array(try compress(layer(file("a", String(repeating: "12", count: 30_000))), with: .gzip).dropLast(20)),
      diffID: sha256([1]))
  },
  Hostile("a layer whose first name begins like bzip2 data", nil) { docker(layer(file("BZh91AY"))) },
  Hostile("a compressed layer whose first name begins like gzip data", nil) {
    let tar = layer(TarBuilder.Member(path: [0x1f, 0x8b, 0x08, 0x61]))
    return docker(try compress(tar, with: .gzip), diffID: sha256(tar))
  },
  Hostile("an archive whose first name begins like bzip2 data", nil) {
    docker(layer(file("a")), further: [file("BZh91AY")])
  },
  Hostile("garbage behind the gzip data", nil, [.trailingArchiveData]) {
    docker(try compress(layer(file("a")), with: .gzip) + [1, 2, 3], diffID: sha256(layer(file("a"))))
  },
]

private let documents: [Hostile] = [
  Hostile("manifest.json twice with different contents", .ambiguousArchive, [.duplicateArchiveMember]) {
    docker(layer(file("a")), further: [file("manifest.json", "[]")])
  },
  Hostile("a config twice with different contents", .ambiguousArchive, [.duplicateArchiveMember]) {
    docker(layer(file("a")), further: [file("c.json", "{}")])
  },
  Hostile("a layer twice with different contents", nil, [.duplicateArchiveMember]) {
    docker(layer(file("a")), further: [TarBuilder.Member("layer.tar", content: layer(file("b")))])
  },
  Hostile("a layer twice with the same content", nil, [.duplicateArchiveMember]) {
    docker(layer(file("a")), further: [TarBuilder.Member("layer.tar", content: layer(file("a")))])
  },
  Hostile("a config of 100 levels", .limitExceeded) {
    docker([], config: String(repeating: "[", count: 100) + String(repeating: "]", count: 100))
  },
  Hostile("a config of a million levels", .limitExceeded) {
    docker([], config: String(repeating: "{\"a\":", count: 700_000))
  },
  Hostile("a config of 5 MiB", .limitExceeded) {
    docker([], config: "{\"a\":\"" + String(repeating: "x", count: 5 << 20) + "\"}")
  },
  Hostile("a history of 20,000 steps", .limitExceeded) {
    docker([], config: "{\"history\":[" + Array(repeating: "{}", count: 20_000).joined(separator: ",") + "]}")
  },
  Hostile("a number that does not fit", .malformedJSON) {
    docker([], config: #"{"config":{"Healthcheck":{"Interval":9223372036854775808}}}"#)
  },
  Hostile("a config that is no UTF-8", .malformedJSON) {
    TarBuilder.tar([
      TarBuilder.Member("c.json", content: [0x7b, 0x22, 0xff, 0x22, 0x7d]),
      file("manifest.json", #"[{"Config":"c.json","Layers":[]}]"#),
    ])
  },
  Hostile("a config that is a directory", .missingBlob) {
    TarBuilder.tar([.directory("c/"), file("manifest.json", #"[{"Config":"c","Layers":[]}]"#)])
  },
  Hostile("User in two spellings", .ambiguousArchive, [.ambiguousJSON]) {
    let tar = layer(file("a"))
    return docker(tar, config: #"{"config":{"User":"app","user":"root"},"rootfs":{"diff_ids":["\#(sha256(tar))"]}}"#)
  },
  Hostile("2,000 layers", .limitExceeded, [.limitExceeded]) {
    docker(layer(file("a")), layers: "[" + Array(repeating: "\"layer.tar\"", count: 2000).joined(separator: ",") + "]")
  },
]
