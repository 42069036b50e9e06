internal import Linting

/// What the beginning of a program in the Executable and Linkable Format says of the machine that it is for.
struct ELFStart: Sendable, Hashable {
  /// The loader that the kernel starts in its place, by its path.
  enum Loader: Sendable, Hashable {
    /// Linked statically.
    case none
    case path(String)
    /// Its name stands further back than the beginning that was read.
    case unknown
  }

  /// As the ELF header counts machines: 62 is x86-64.
  var machine: UInt16
  var isBigEndian: Bool
  var is64Bit: Bool
  var loader: Loader
  /// How many bytes the file has at least, by its headers and what they say is to be loaded; a shorter one was cut off.
  var neededBytes: Int

  /// How much of a file has to be read. Linkers put the loader's name right behind the headers; Go's writes it at the end
  /// of the first 4 KiB.
  static let bytes = 4096

  init(machine: UInt16, isBigEndian: Bool, is64Bit: Bool, loader: Loader, neededBytes: Int) {
    self.machine = machine
    self.isBigEndian = isBigEndian
    self.is64Bit = is64Bit
    self.loader = loader
    self.neededBytes = neededBytes
  }

  /// The bytes up to the machine, which the kernel looks at before all else.
  private static let shortest = 20

  /// nil for what is no such program.
  init?(_ start: [UInt8]) {
    guard start.count >= Self.shortest, start.starts(with: [0x7f, 0x45, 0x4c, 0x46]), (1...2).contains(start[4]),
      (1...2).contains(start[5])
    else { return nil }
    is64Bit = start[4] == 2
    isBigEndian = start[5] == 2
    let reader = Reader(bytes: start, isBigEndian: isBigEndian)
    guard let machine = reader.number(at: 18, bytes: 2) else { return nil }
    self.machine = UInt16(truncatingIfNeeded: machine)
    let table = SegmentTable(reader, is64Bit: is64Bit)
    loader = table?.loader ?? .unknown
    neededBytes = max(is64Bit ? 64 : 52, table?.end ?? 0)
  }

  /// The program headers: what is to be loaded, and by whom.
  private struct SegmentTable {
    /// PT_LOAD and PT_INTERP.
    private static let (load, interpreter) = (1, 3)

    private let reader: Reader
    private let is64Bit: Bool
    private let offset: Int
    private let entrySize: Int
    private let count: Int

    init?(_ reader: Reader, is64Bit: Bool) {
      guard let offset = reader.number(at: is64Bit ? 32 : 28, bytes: is64Bit ? 8 : 4),
        let entrySize = reader.number(at: is64Bit ? 54 : 42, bytes: 2), entrySize >= (is64Bit ? 56 : 32),
        let count = reader.number(at: is64Bit ? 56 : 44, bytes: 2)
      else { return nil }
      (self.reader, self.is64Bit, self.offset, self.entrySize, self.count) = (reader, is64Bit, offset, entrySize, count)
    }

    /// Where each header begins.
    private var entries: some Sequence<Int> {
      (0..<count).lazy.map { offset.addingReportingOverflow($0 * entrySize).partialValue }
    }

    private func type(at entry: Int) -> Int? { reader.number(at: entry, bytes: 4) }

    /// A number as wide as an address.
    private func wide(_ entry: Int, _ narrowOffset: Int, _ wideOffset: Int) -> Int? {
      reader.number(at: entry + (is64Bit ? wideOffset : narrowOffset), bytes: is64Bit ? 8 : 4)
    }

    /// The path in the header of the type PT_INTERP.
    var loader: Loader {
      for entry in entries {
        guard let type = type(at: entry) else { return .unknown }
        guard type == Self.interpreter else { continue }
        guard let path = wide(entry, 4, 8).flatMap(reader.text) else { return .unknown }
        return .path(path)
      }
      return .none
    }

    /// Where the table and what it loads, by its headers of the type PT_LOAD, end.
    var end: Int {
      entries.reduce(offset.addingSaturating(count * entrySize)) { end, entry in
        guard type(at: entry) == Self.load, let start = wide(entry, 4, 8), let size = wide(entry, 16, 32) else {
          return end
        }
        return max(end, start.addingSaturating(size))
      }
    }
  }

  private struct Reader {
    let bytes: [UInt8]
    let isBigEndian: Bool

    /// nil where it does not stand in what was read.
    func number(at offset: Int, bytes count: Int) -> Int? {
      guard offset >= 0, offset <= bytes.count - count else { return nil }
      var number: UInt64 = 0
      for place in 0..<count {
        number = number << 8 | UInt64(bytes[offset + (isBigEndian ? place : count - 1 - place)])
      }
      return Int(exactly: number)
    }

    /// The text up to a NUL; nil where that does not stand in what was read.
    func text(at offset: Int) -> String? {
      guard bytes.indices.contains(offset), let end = bytes[offset...].firstIndex(of: 0), end > offset else {
        return nil
      }
      return String(decoding: bytes[offset..<end], as: UTF8.self)
    }
  }

  // MARK: Machines

  /// The machine as images name it: `arm64`; nil for one that this table does not have.
  var architecture: String? {
    switch (machine, is64Bit, isBigEndian) {
    case (3, false, false): "386"
    case (62, true, false): "amd64"
    case (40, false, false): "arm"
    case (183, true, false): "arm64"
    case (21, true, let big): big ? "ppc64" : "ppc64le"
    case (22, true, true): "s390x"
    case (243, true, false): "riscv64"
    case (258, true, false): "loong64"
    case (8, true, let big): big ? "mips64" : "mips64le"
    default: nil
    }
  }

  /// Whether machines of an architecture run it; nil where nobody knows. The 64-bit ones run what their 32-bit forerunners ran.
  func runs(on architecture: String) -> Bool? {
    guard let own = self.architecture, Self.known.contains(architecture) else { return nil }
    return own == architecture || Self.forerunners[architecture] == own
  }

  private static let forerunners = ["amd64": "386", "arm64": "arm"]
  private static let known: Set = [
    "386", "amd64", "arm", "arm64", "ppc64", "ppc64le", "s390x", "riscv64", "loong64", "mips64", "mips64le",
  ]
}
