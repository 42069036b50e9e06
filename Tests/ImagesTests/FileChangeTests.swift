import Images
import Linting
import TestSupport
import Testing

/// What `FileTree.changes(to:)` says of two listings, a line a change.
@Suite struct FileChangeTests {
  private static let base = """
    tag: shop/web:v1
    layer: FROM base
      0755 0:0 app/
      0644 0:0 app/server.js "listen(3000)\\n"
      0644 0:0 app/data.bin 40kB
      0644 0:0 app/old.txt "gone tomorrow\\n"
      app/link -> server.js
      app/hard => app/server.js

    """

  private func changes(to new: String, from old: String = base) throws -> [String] {
    let options = ReadOptions(digestsFiles: true)
    let (old, new) = (try read(old, as: nil, options), try read(new, as: nil, options))
    return old.files.changes(to: new.files).map { change in
      "\(change.kind) \(String(decoding: change.path, as: UTF8.self)) \(change.growth)"
    }
  }

  @Test(
    "Each way to differ, and no other",
    arguments: [
      ("", []),
      // What was one file under two names is two.
      ("layer: again\n  0644 0:0 app/server.js \"listen(3000)\\n\"\n", ["changed app/hard 13"]),
      (
        "layer: same size\n  0644 0:0 app/server.js \"listen(3001)\\n\"\n",
        ["changed app/hard 13", "changed app/server.js 0"]
      ),
      ("layer: grown\n  0644 0:0 app/data.bin 41kB\n", ["changed app/data.bin 1000"]),
      (
        "layer: mode\n  0600 0:0 app/server.js \"listen(3000)\\n\"\n",
        ["changed app/hard 13", "metadata app/server.js 0"]
      ),
      ("layer: owner\n  0755 0:7 app/\n", ["metadata app 0"]),
      (
        "layer: both\n  0600 0:0 app/server.js \"listen(3001)\\n\"\n",
        ["changed app/hard 13", "changed app/server.js 0"]
      ),
      ("layer: deleted\n  delete app/old.txt\n", ["removed app/old.txt -14"]),
      (
        "layer: emptied\n  hide app\n",
        [
          "removed app/data.bin -40000", "removed app/hard -13", "removed app/link 0", "removed app/old.txt -14",
          "removed app/server.js -13",
        ]
      ),
      ("layer: copy\n  0644 0:0 app/hard \"listen(3000)\\n\"\n", ["changed app/hard 13"]),
      ("layer: other name\n  delete app/server.js\n", ["removed app/server.js -13"]),
      ("layer: link\n  app/link -> data.bin\n", ["changed app/link 0"]),
      ("layer: kind\n  delete app/link\n  app/link => app/server.js\n", ["changed app/link 13"]),
      (
        "layer: added\n  0644 0:0 opt/deep/tool 2kB\n",
        [
          "added opt 0", "added opt/deep 0", "added opt/deep/tool 2000",
        ]
      ),
      (
        "layer: directory\n  delete app/data.bin\n  0644 0:0 app/data.bin/x 1kB\n",
        [
          "changed app/data.bin -40000", "added app/data.bin/x 1000",
        ]
      ),
    ] as [(String, [String])])
  func kinds(_ layer: String, _ expected: [String]) throws {
    #expect(try changes(to: Self.base + layer) == expected)
  }

  @Test("A change seen from the other side is its opposite")
  func opposite() throws {
    let other = Self.base + "layer: x\n  delete app/old.txt\n  0644 0:0 new 5kB\n  0600 0:0 app/data.bin 40kB\n"
    #expect(try changes(to: other) == ["metadata app/data.bin 0", "removed app/old.txt -14", "added new 5000"])
    #expect(
      try changes(to: Self.base, from: other)
        == ["metadata app/data.bin 0", "added app/old.txt 14", "removed new -5000"])
  }

  @Test("A copy that became a hard link takes no bytes any more, whichever name is the link")
  func hardLinks() throws {
    let copies = "layer: one\n  a 2kB\n  b 2kB =a\n"
    #expect(try changes(to: "layer: one\n  a 2kB\n  b => a\n", from: copies) == ["changed b -2000"])
    #expect(try changes(to: "layer: one\n  b 2kB =a\n  a => b\n", from: "layer: one\n  a 2kB\n  b => a\n") == [])
  }

  @Test("Contents are compared whatever the layers are compressed with", arguments: LayerCompression.allCases)
  func compressions(_ compression: LayerCompression) throws {
    let options = ReadOptions(digestsFiles: true)
    let shape = ArchiveShape(.ociArchive, compression)
    let (plain, other) = (try read(Self.base, as: nil, options), try read(Self.base, as: shape, options))
    #expect(plain.files.changes(to: other.files) == [])
  }

  @Test("Archives that pass only once are compared alike, root file systems among them", arguments: [true, false])
  func passing(_ isRootFileSystem: Bool) throws {
    let options = ReadOptions(digestsFiles: true)
    let listing = try ImageListing(parsing: Self.base)
    let archive = try isRootFileSystem ? listing.layers[0].tar() : listing.archive()
    let (placed, passed) = (try read(archive, options), try read(compress(archive, with: .gzip), options))
    let (old, new) = (try #require(placed.first), try #require(passed.first))
    #expect(old.files.count == 6)
    #expect(old.files.changes(to: new.files) == [])
  }

  @Test("What was not digested counts as changed, and so does nothing else")
  func undigested() throws {
    let image = try read(Self.base)
    let changed = image.files.changes(to: image.files).map { String(decoding: $0.path, as: UTF8.self) }
    #expect(changed == ["app/data.bin", "app/hard", "app/old.txt", "app/server.js"])
  }

  @Test("Wanted contents and passed ones are compared alike")
  func wanted() throws {
    let wishing = ReadOptions(wanted: [.init("app/**", sizeLimit: 1000)], digestsFiles: true)
    let (old, new) = (
      try read(Self.base, as: nil, ReadOptions(digestsFiles: true)), try read(Self.base, as: nil, wishing)
    )
    #expect(old.files.changes(to: new.files) == [])
  }
}
