import TestSupport
import Testing

@testable import Images

@Suite struct DigestTests {
  @Test func aDigestIsAnAlgorithmAndLowerCaseDigits() {
    let hex = String(repeating: "0a", count: 32)
    #expect(Digest("sha256:\(hex)")?.hex == hex)
    #expect(Digest("sha512:\(hex)\(hex)") != nil)
    for bad in ["", hex, "sha256:", "sha256:\(hex)0", "sha256:\(hex.uppercased())", "md5:\(hex)", "sha256:../\(hex)"] {
      #expect(Digest(bad) == nil)
    }
  }

  @Test func digestsAreThoseOfTheStandard() {
    #expect(Digest.of([]).description == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(Digest.of(Array("abc".utf8)).hex.hasPrefix("ba7816bf"))
    #expect(Digest.of(Array("abc".utf8), .sha512).hex.hasPrefix("ddaf35a1"))
  }
}

@Suite struct EntryPathTests {
  @Test(arguments: [
    ("a/b", "a/b"), ("./a/b", "a/b"), ("/a//b/", "a/b"), ("a/./b/.", "a/b"), ("a/../b", "b"), ("../../a", "a"),
    (".", ""),
    ("/", ""), ("", ""), ("a/..", ""), ("...", "..."), (".wh.a", ".wh.a"), ("a/b/../../c", "c"),
  ])
  func pathsHaveOneSpelling(raw: String, expected: String) {
    let path = EntryPath(Array(raw.utf8))
    #expect(String(decoding: path.bytes, as: UTF8.self) == expected)
    let parts = expected.split(separator: "/")
    #expect(path.name.elementsEqual((parts.last ?? "").utf8))
    #expect(path.directory.elementsEqual(parts.dropLast().joined(separator: "/").utf8))
    #expect(path.isRoot == expected.isEmpty)
  }

  @Test func whatIsOddIsNoted() {
    #expect(EntryPath(Array("/a".utf8)).isAbsolute)
    #expect(EntryPath(Array("a/../b".utf8)).hasParentReference)
    #expect(!EntryPath(Array("a/../b".utf8)).leavesRoot)
    #expect(EntryPath(Array("a/../../b".utf8)).leavesRoot)
    #expect(EntryPath(Array("C:\\a".utf8)).hasDriveLetter)
    #expect(EntryPath(Array("c:/a".utf8)).hasDriveLetter)
    #expect(!EntryPath(Array("ab:c".utf8)).hasDriveLetter)
    #expect(EntryPath(Array("abc/defgh".utf8)).longestComponent == 5)
  }

  @Test func aReusedPathForgetsTheOneBefore() {
    var path = EntryPath(Array("/a/../../long-name/b".utf8))
    path.normalize(Array("x/y".utf8))
    #expect(path.bytes == Array("x/y".utf8))
    #expect(!path.isAbsolute && !path.leavesRoot && !path.hasParentReference && path.longestComponent == 1)
  }
}

@Suite struct AccountsTests {
  private let accounts = Accounts(
    passwd: Array(
      """
      root:x:0:0:root:/root:/bin/sh
      broken
      :x:5:5::/:
      toor:x:0:0::/:/bin/sh
      app:x:1001:1001::/app:/bin/sh
      bad:x:many:1::/:
      7:x:0:0::/:

      """.utf8),
    group: Array("root:x:0:\nstaff:x:50:app\nbroken:x\n".utf8))

  @Test(arguments: [
    ("", 0), ("root", 0), ("toor:staff", 0), ("app", 1001), ("app:staff", 1001), ("0", 0), ("00:0", 0), ("4711", 4711),
    ("7", 7), ("+0", 0), ("-0:0", 0), ("+1", 1),
  ])
  func usersAreResolvedAsRuntimesDo(user: String, uid: Int) { #expect(accounts.resolve(user: user) == uid) }

  @Test(arguments: ["nobody", "bad", "-1", "99999999999999999999"]) func unknownUsersAreNotGuessed(user: String) {
    #expect(accounts.resolve(user: user) == nil)
  }

  @Test func malformedLinesAreSkipped() {
    #expect(accounts.users.map(\.name) == ["root", "toor", "app", "7"])
    #expect(accounts.groups.map(\.name) == ["root", "staff"])
  }

  @Test func theFileMayBeALinkInsideTheImage() throws {
    let image = try read(
      "layer: one\n  etc/passwd -> /usr/share/base/accounts\n  usr/share/base/accounts \"app:x:7:7::/:\\n\"\n")
    #expect(image.accounts?.resolve(user: "app") == 7)
  }

  @Test func theLastLayersFileCounts() throws {
    let image = try read("layer: one\n  etc/passwd \"a:x:1:1::/:\\n\"\nlayer: two\n  etc/passwd \"a:x:2:2::/:\\n\"\n")
    #expect(image.accounts?.resolve(user: "a") == 2)
  }

  @Test(arguments: ["etc/passwd/", "etc/passwd pipe", "etc/passwd 2MB", "etc/passwd -> nowhere", "other"])
  func whatIsNoReadableFileGivesNoAccounts(entry: String) throws {
    #expect(try read("layer: one\n  \(entry)\n").accounts == nil)
  }
}

@Suite struct CompressionTests {
  @Test func magicNumbersTell() {
    #expect(Compression(magic: [0x1f, 0x8b, 8]) == .gzip)
    #expect(Compression(magic: [0x28, 0xb5, 0x2f, 0xfd]) == .zstd)
    #expect(Compression(magic: [0x53, 0x2a, 0x4d, 0x18]) == .zstd)
    #expect(Compression(magic: [0x50, 0x4b, 3, 4]) == .none)
    #expect(Compression(magic: []) == .none)
  }
}
