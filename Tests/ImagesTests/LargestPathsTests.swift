import Images
import TestSupport
import Testing

@Suite struct LargestPathsTests {
  private static let listing = """
    tag: shop/web:v1
    layer: FROM base
      usr/bin/node 90kB
      usr/lib/a.so 10kB
      usr/lib/hard => usr/lib/a.so
      tmp/cache 500kB
    layer: RUN npm ci
      app/node_modules/typescript/tsc.js 60kB
      app/server.js 5kB
      usr/lib/b.so 30kB
      delete tmp/cache

    """

  @Test("Directories have all bytes below them, their own, and the layer of most of them")
  func directories() throws {
    let directories = try read(Self.listing).files.directorySizes(4)
    #expect(
      directories.map { "\($0.path) \($0.bytes) \($0.ownBytes) \($0.layer)" } == [
        "usr 130000 0 0", "usr/bin 90000 90000 0", "app 65000 5000 1", "app/node_modules 60000 0 1",
      ])
  }

  @Test("Directories inside one another have the bytes of all layers below them")
  func nestedDirectories() throws {
    let listing = """
      layer: COPY a /
        opt/a/b/one 40kB
        opt/a/two 5kB
      layer: COPY b /
        opt/a/c/three 30kB
        opt/four 50kB

      """
    let directories = try read(listing).files.directorySizes(3)
    #expect(
      directories.map { "\($0.path) \($0.bytes) \($0.ownBytes) \($0.layer)" } == [
        "opt 125000 50000 1", "opt/a 75000 5000 0", "opt/a/b 40000 40000 0",
      ])
  }

  @Test("Files are told once, with their layer, and without what was deleted")
  func files() throws {
    let files = try read(Self.listing).files.largestFiles(10)
    #expect(
      files.map { "\($0.path) \($0.bytes) \($0.layer ?? -1)" } == [
        "usr/bin/node 90000 0", "app/node_modules/typescript/tsc.js 60000 1", "usr/lib/b.so 30000 1",
        "usr/lib/a.so 10000 0", "app/server.js 5000 1",
      ])
  }

  /// More files than are kept at a time, in an order that sorts out again and again.
  @Test("Any number of the largest is the beginning of all, sorted", arguments: [1, 2, 7, 64, 150, 400])
  func prefix(_ count: Int) throws {
    let sizes = (0..<300).map { ($0 * 7919) % 300 + 1 }
    let lines = sizes.map { "  d\($0 % 5)/f\($0) \($0)B\n" }.joined()
    let files = try read("tag: many:v1\nlayer: COPY\n\(lines)\n").files.largestFiles(count)
    #expect(files.map(\.bytes) == Array(sizes.sorted(by: >).prefix(count)))
  }
}
