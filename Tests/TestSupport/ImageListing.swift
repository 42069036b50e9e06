/// An image written as text that a person can read: what tests and the examples of image rules build archives from.
///
/// One statement a line; `#` begins a comment line. Statements about the whole come first, each layer begins with `layer:`
/// (from the bottom, with the instruction that made it), and indented lines are its entries:
///
/// ```
/// image: docker-archive          # or oci-archive, hybrid; then plain (default), gzip or zstd
/// tag: shop/web:v1               # repeatable
/// platform: linux/arm64/v8       # default linux/amd64
/// user: app
/// env: NODE_ENV=production       # repeatable, as are expose, volume, label, onbuild
/// healthcheck: ["CMD", "wget", "-q", "http://localhost/"]
/// interval: 30s                  # of the health check, in s or ns; timeout, start-period, start-interval alike
/// retries: 3
/// entrypoint: ["node"]           # cmd and shell alike
/// workdir: /app                  # stopsignal, author alike
/// created: 2026-01-02T03:04:05Z  # or none
/// verify: off                    # the archive is to be read without hashing
/// history: ENV A=b               # a step without a layer, here or between layers
/// comment: FROM alpine:3.22      # of the step above it
///
/// layer: COPY . .
///   0755 0:0 etc/                          # a directory
///   0644 0:0 etc/passwd "root:x:0:0::/:\n" # a file with its content
///   0644 0:0 app/data.bin 12MB             # a file of that size
///   app/copy.bin 12MB =app/data.bin        # the same content as that file of the same size has
///   app/empty                              # mode and owner may be left out: 0644 (0755, 0777) 0:0
///   lib -> usr/lib                         # a symbolic link
///   bin/sh => bin/busybox                  # a hard link
///   disk.img sparse 1GB                    # a file of that size with three bytes stored
///   dev/null device 1:3                    # a character device; also block 8:0 and pipe
///   bin/tool elf arm64:/lib/ld-musl-aarch64.so.1  # the headers of a program of that machine, and of that loader
///   bin/ping 20kB capability 2000          # a file with a capability set: permitted and effective, in hexadecimal
///   var/lib/ attribute user.overlay.opaque=y  # an extended attribute, of any entry
///   bin/tool 20kB time 1700000000          # changed at that second; without it at 0
///   delete etc/old                         # a whiteout
///   hide var/cache                         # an opaque whiteout
///
/// fault: flip layer 0            # damage, see Fault
/// ```
///
/// Words with blanks stand in double quotes, with the escapes `\n \t \" \\ \xNN`.
package struct ImageListing: Sendable {
  package enum Format: String, Sendable, CaseIterable {
    case dockerArchive = "docker-archive"
    case ociArchive = "oci-archive"
    /// A docker-archive that is an OCI layout too, as Docker 25 and later write it.
    case hybrid
  }

  package enum Content: Sendable {
    case directory
    case file([UInt8])
    /// A file of a size, of which only three bytes are stored.
    case sparse(Int)
    case symbolicLink([UInt8])
    case hardLink([UInt8])
    case device(major: Int, minor: Int)
    case blockDevice(major: Int, minor: Int)
    case pipe
    case whiteout
    case opaqueWhiteout
  }

  package struct Entry: Sendable {
    package var path: [UInt8]
    package var content: Content
    package var mode: Int
    package var uid = 0
    package var gid = 0
    /// The permitted capabilities, in force at once; 0 for none.
    package var capabilities: UInt64 = 0
    /// Further extended attributes.
    package var attributes: [(name: String, value: String)] = []
    /// When it was changed last, in seconds.
    package var time = 0

    package init(_ path: [UInt8], _ content: Content, mode: Int? = nil, uid: Int = 0, gid: Int = 0) {
      self.path = path
      self.content = content
      self.uid = uid
      self.gid = gid
      switch content {
      case .directory: self.mode = mode ?? 0o755
      case .symbolicLink: self.mode = mode ?? 0o777
      default: self.mode = mode ?? 0o644
      }
    }
  }

  package struct Layer: Sendable {
    package var createdBy: String
    package var entries: [Entry]

    package init(createdBy: String = "", entries: [Entry] = []) {
      self.createdBy = createdBy
      self.entries = entries
    }
  }

  /// Deliberate damage. Counts and indexes are numbers from 0.
  package enum Fault: Sendable, Hashable {
    /// `truncate N`: the last N bytes are missing.
    case truncate(Int)
    /// `no end mark`: the outer archive has no blocks of zeros at its end.
    case noEndMark
    /// `trailing data`: something follows the end mark of the outer archive.
    case trailingData
    /// `hidden member`: one block of zeros only, and a member behind it.
    case hiddenMember
    /// `flip layer N`: one byte of a layer is another.
    case flipLayer(Int)
    /// `flip config`, `flip manifest`: one byte of the document is another; it stays valid JSON.
    case flipConfig
    case flipManifest
    /// `damage header N`: the first tar header of a layer has a wrong checksum.
    case damageHeader(Int)
    /// `missing layer N`, `missing config`, `missing manifest`, `missing oci-layout`
    case missingLayer(Int)
    case missingConfig
    case missingManifest
    case missingLayoutFile
    /// `swap diff-ids`: the first two are exchanged.
    case swapDiffIDs
    /// `drop diff-id`: the config lacks the last one.
    case dropDiffID
    /// `extra step`: the history has one step more than there are layers.
    case extraStep
    /// `repeat layer N`: the manifest and the config name the first layer N times.
    case repeatLayer(Int)
    /// `duplicate key NAME`: the config's object of that name has it twice.
    case duplicateKey(String)
    /// `second manifest`: another manifest.json follows the first one.
    case secondManifest
    /// `member PATH`, `member PATH SIZE`: a further member of the outer archive.
    case member([UInt8], size: Int)
    /// `media type N TYPE`: what the descriptor of a layer says.
    case mediaType(Int, String)
    /// `other index`: in a hybrid archive, the OCI index leads to an image with another user.
    case otherIndex
  }

  package var format = Format.dockerArchive
  package var compression = LayerCompression.plain
  package var tags: [String] = []
  package var platform = "linux/amd64"
  package var user: String?
  package var env: [String] = []
  package var exposedPorts: [String] = []
  package var volumes: [String] = []
  package var labels: [(name: String, value: String)] = []
  package var onBuild: [String] = []
  package var healthcheck: [String]?
  package var entrypoint: [String]?
  package var cmd: [String]?
  package var shell: [String]?
  package var workingDir: String?
  package var stopSignal: String?
  package var author: String?
  package var created: String? = "2026-01-02T03:04:05Z"
  /// The members of the health check beside its test, in the order given: their names and numbers.
  package var healthcheckNumbers: [(name: String, value: Int)] = [("Interval", 30_000_000_000), ("Retries", 3)]
  /// Whether the archive is to be read with its digests checked.
  package var verifies = true
  /// The steps of the build; one with a layer has its number.
  package var steps: [(createdBy: String, layer: Int?, comment: String)] = []
  package var layers: [Layer] = []
  package var faults: [Fault] = []

  package init() {}

  /// Adds a layer with its step.
  package mutating func add(_ layer: Layer) {
    steps.append((layer.createdBy, layers.count, ""))
    layers.append(layer)
  }
}
