import Images
import TestSupport

/// Headers that lie or are broken.
let hostileHeaders: [Hostile] = [
  Hostile("a size of 8 EiB", .damagedArchive, [.damagedTarHeader]) {
    docker(
      patched(
        layer(file("a")), at: 124, base256([0x80, 0x7f] + [UInt8](repeating: 0xff, count: 7)).replacingFirst(0x80)))
  },
  Hostile("a negative size", .damagedArchive, [.damagedTarHeader]) {
    docker(patched(layer(file("a")), at: 124, [UInt8](repeating: 0xff, count: 12)))
  },
  Hostile("a size of 1 EiB", .truncatedArchive, [.truncatedArchive]) {
    docker(patched(layer(file("a")), at: 124, [0x80, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0, 0]))
  },
  Hostile("a size of garbage", .damagedArchive, [.damagedTarHeader]) {
    docker(patched(layer(file("a")), at: 124, Array("000000zzzzz\u{0}".utf8)))
  },
  Hostile("a size of garbage behind a pax header", .damagedArchive, [.damagedTarHeader]) {
    docker(patched(layer(file("a", pax: [("comment", "x")])), at: 1024 + 124, Array("zzzzzzzzzzz\u{0}".utf8)))
  },
  Hostile("an attribute of 64 KiB", nil) {
    docker(layer(file("a", pax: [("SCHILY.xattr.user.a", String(repeating: "x", count: 64 << 10))]), file("b")))
  },
  Hostile("a size of garbage behind an attribute of 64 KiB", .damagedArchive, [.damagedTarHeader]) {
    let tar = layer(file("a", pax: [("SCHILY.xattr.user.a", String(repeating: "x", count: 64 << 10))]))
    // The pax header, its data of 128 blocks and a bit, the entry's own header.
    return docker(patched(tar, at: 130 * 512 + 124, Array("zzzzzzzzzzz\u{0}".utf8)))
  },
  Hostile("a NUL in a pax path behind an attribute of 64 KiB", .hostilePath, [.hostilePath]) {
    let attribute = ("SCHILY.xattr.user.a", String(repeating: "x", count: 64 << 10))
    return docker(layer(file("x", pax: [("path", "etc/passwd\u{0}.txt"), attribute])))
  },
  Hostile("a header of more than a megabyte", .limitExceeded, [.limitExceeded]) {
    let attribute = ("SCHILY.xattr.user.a", String(repeating: "x", count: 1000 << 10))
    var long = TarBuilder.Member("././@LongLink", content: Array("a".utf8) + [UInt8](repeating: 0, count: 100 << 10))
    long.typeFlag = "L"
    return docker(layer(long, file("x", pax: [attribute])))
  },
  Hostile("a size between blanks", nil) { docker(patched(layer(file("a")), at: 124, Array("         1 \u{0}".utf8))) },
  Hostile("a size larger than the layer", .truncatedArchive, [.truncatedArchive]) {
    docker(patched(layer(file("a")), at: 124, Array("00000777777\u{0}".utf8)))
  },
  Hostile("a negative pax size", .damagedArchive, [.damagedTarHeader]) {
    docker(layer(file("a", pax: [("size", "-1")])))
  },
  Hostile("a volume label of a negative size", nil) {
    var label = TarBuilder.Member("label")
    label.typeFlag = "V"
    let first = layer(file("b")).prefix(1024)
    return docker(first + patched(layer(label, file("a")), at: 124, Array("-0000000001\u{0}".utf8)))
  },
  Hostile("a wrong checksum", .damagedArchive, [.damagedTarHeader]) {
    var member = file("b")
    member.hasWrongChecksum = true
    return docker(layer(file("a"), member, file("c")))
  },
  Hostile("a directory with a body", .damagedArchive, [.damagedTarHeader]) {
    var member = TarBuilder.Member("d/", content: filler(512, seed: [1]))
    member.typeFlag = "5"
    return docker(layer(member, file("a")))
  },
  Hostile("two pax headers in a row", nil, [.damagedTarHeader]) {
    var first = TarBuilder.Member("x", content: Array("12 path=abc\n".utf8))
    first.typeFlag = "x"
    return docker(layer(first, file("a", pax: [("path", "b")])))
  },
  Hostile("two pax headers in a row, the second with a name beyond ASCII", nil, [.damagedTarHeader]) {
    var first = TarBuilder.Member("x", content: Array("12 path=abc\n".utf8))
    first.typeFlag = "x"
    return docker(layer(first, file("a", pax: [("path", "caf\u{e9}")])))
  },
  Hostile("a name beyond ASCII and a pax record that lies about its length", nil, [.damagedTarHeader]) {
    var extended = TarBuilder.Member("x", content: Array("14 path=caf\u{e9}\n99 a=b\n".utf8))
    extended.typeFlag = "x"
    return docker(layer(extended, file("a")))
  },
  Hostile("a global pax header with a path", nil) {
    var global = TarBuilder.Member("x", content: Array("12 path=abc\n".utf8))
    global.typeFlag = "g"
    return docker(layer(global, file("a")))
  },
  Hostile("a file of 1 TiB with three bytes", nil, [.implausibleSparseFile]) {
    docker(
      layer(
        file("a", pax: [("GNU.sparse.size", "\(1 << 40)"), ("GNU.sparse.numblocks", "1"), ("GNU.sparse.map", "0,1")])))
  },
  Hostile("a member of 1 TiB with one byte, as a layer", .missingBlob, [.missingBlob]) {
    let sparse = file(
      "s", pax: [("GNU.sparse.size", "\(1 << 40)"), ("GNU.sparse.numblocks", "1"), ("GNU.sparse.map", "0,1")])
    return docker([], diffID: sha256([1]), further: [sparse], layers: #"["s"]"#)
  },
  Hostile("one block of zeros in a layer, then more", .damagedArchive, [.damagedTarHeader]) {
    var tar = TarBuilder()
    tar.add(file("a"))
    tar.end(blocks: 1)
    tar.add(file("b"))
    tar.end()
    return docker(tar.bytes)
  },
  Hostile("data behind the end mark of a layer", nil, [.trailingArchiveData]) {
    docker(layer(file("a")) + Array("hidden".utf8))
  },
  Hostile("a layer cut off inside an entry", .truncatedArchive, [.truncatedArchive]) {
    docker(Array(layer(file("a", String(repeating: "1", count: 2000))).prefix(1000)))
  },
  Hostile("one path twice in a layer", nil, [.duplicateArchiveMember]) { docker(layer(file("a"), file("a", "2"))) },
]

/// A header field replaced by raw bytes, with a sound checksum.
private func patched(_ tar: [UInt8], at offset: Int, _ field: [UInt8]) -> [UInt8] {
  var tar = tar
  let header = offset / 512 * 512
  let checksum = header + 148..<header + 156
  tar.replaceSubrange(offset..<offset + field.count, with: field)
  for index in checksum { tar[index] = 0x20 }
  let digits = Array(String(tar[header..<header + 512].reduce(0) { $0 + Int($1) }, radix: 8).utf8)
  tar.replaceSubrange(checksum, with: [UInt8](repeating: 0x30, count: 6 - digits.count) + digits + [0, 0x20])
  return tar
}

private func base256(_ bytes: [UInt8]) -> [UInt8] { [UInt8](repeating: bytes[0], count: 12 - bytes.count) + bytes }

extension [UInt8] {
  /// The first byte replaced.
  fileprivate func replacingFirst(_ byte: UInt8) -> [UInt8] { [byte] + dropFirst() }
}
