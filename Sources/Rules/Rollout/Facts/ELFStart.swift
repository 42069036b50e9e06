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

  /// How much of a file has to be read. Linkers put the loader's name right behind the headers; Go's writes it at the end
  /// of the first 4 KiB.
  static let bytes = 4096

  init(machine: UInt16, isBigEndian: Bool, is64Bit: Bool, loader: Loader) {
    self.machine = machine
    self.isBigEndian = isBigEndian
    self.is64Bit = is64Bit
    self.loader = loader
  }

  /// nil for what is no such program.
  init?(_ start: [UInt8]) {
    guard start.count >= 52, start.starts(with: [0x7f, 0x45, 0x4c, 0x46]), (1...2).contains(start[4]),
      (1...2).contains(start[5])
    else { return nil }
    is64Bit = start[4] == 2
    isBigEndian = start[5] == 2
    let reader = Reader(bytes: start, isBigEndian: isBigEndian)
    guard let machine = reader.number(at: 18, bytes: 2) else { return nil }
    self.machine = UInt16(truncatingIfNeeded: machine)
    loader = Self.loader(reader, is64Bit: is64Bit)
  }

  /// The path in the program header of the type PT_INTERP.
  private static func loader(_ reader: Reader, is64Bit: Bool) -> Loader {
    guard let table = reader.number(at: is64Bit ? 32 : 28, bytes: is64Bit ? 8 : 4),
      let size = reader.number(at: is64Bit ? 54 : 42, bytes: 2), size >= (is64Bit ? 56 : 32),
      let count = reader.number(at: is64Bit ? 56 : 44, bytes: 2)
    else { return .unknown }
    for index in 0..<count {
      let entry = table.addingReportingOverflow(index * size).partialValue
      guard let type = reader.number(at: entry, bytes: 4) else { return .unknown }
      guard type == interpreterType else { continue }
      guard let offset = reader.number(at: entry + (is64Bit ? 8 : 4), bytes: is64Bit ? 8 : 4),
        let path = reader.text(at: offset)
      else { return .unknown }
      return .path(path)
    }
    return .none
  }

  private static let interpreterType = 3

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
