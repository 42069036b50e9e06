import Images
import Linting
import TestSupport
import Testing

/// Reads the images of archive bytes.
func read(_ archive: [UInt8], _ options: ReadOptions = ReadOptions()) throws -> [ImageModel] {
  try TemporaryDirectory.withFile(archive) { try readImages(at: $0, options: options) }
}

/// Reads the one image of a listing, in the shape that the listing names or in another one.
func read(_ listing: String, as shape: ArchiveShape? = nil, _ options: ReadOptions = ReadOptions()) throws -> ImageModel
{
  let listing = try ImageListing(parsing: listing)
  var options = options
  options.verify = options.verify && listing.verifies
  let bytes = try shape.map { try listing.archive(as: $0) } ?? listing.archive()
  return try #require(try read(bytes, options).first)
}

/// The error that reading archive bytes ends with.
func error(reading archive: [UInt8], _ options: ReadOptions = ReadOptions()) throws -> ArchiveError {
  let error = #expect(throws: ArchiveError.self) { try read(archive, options) }
  return try #require(error)
}

/// The final file system as text: one line a file, sorted, with all that is known of it.
func describe(_ files: FileTree) -> [String] {
  var lines: [String] = []
  files.forEach { file in
    let target = file.target.isEmpty ? "" : " -> \(String(decoding: file.target, as: UTF8.self))"
    lines.append(
      "\(file.displayPath) \(file.kind) \(String(file.mode, radix: 8)) \(file.uid):\(file.gid) \(file.size) "
        + "layer \(file.layer)\(target)")
  }
  return lines.sorted()
}

let shop = """
  tag: shop/web:v1
  user: app
  env: NODE_ENV=production
  healthcheck: ["CMD", "true"]
  cmd: ["node", "server.js"]
  expose: 3000/tcp
  label: org.opencontainers.image.title=shop
  history: FROM base
  layer: COPY base /
    0755 0:0 etc/
    0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
    0755 0:0 usr/
    0755 0:0 usr/bin/
    0755 0:0 usr/bin/busybox 40kB
    usr/bin/sh => usr/bin/busybox
    bin -> usr/bin
  layer: COPY app /app
    0755 1001:1001 app/
    0644 1001:1001 app/server.js "listen(3000)\\n"
    0644 1001:1001 app/cache 3kB
    0644 0:0 bin/tool 10kB
  history: USER app
  layer: RUN rm -r /app/cache
    delete app/cache
    0644 1001:1001 app/server.js "listen(3001)\\n"
  """
