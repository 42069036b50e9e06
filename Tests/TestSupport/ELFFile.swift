/// The headers of programs, as linkers write them.
package enum ELFFile {
  /// The number of a machine, by the name that images have for it, and whether it has 64 bits.
  package static let machines: [String: (number: UInt16, is64Bit: Bool, isBigEndian: Bool)] = [
    "386": (3, false, false), "amd64": (62, true, false), "arm": (40, false, false), "arm64": (183, true, false),
    "s390x": (22, true, true),
  ]

  /// A header, the program headers, and the name of the loader where there is one.
  package static func start(
    _ machine: (number: UInt16, is64Bit: Bool, isBigEndian: Bool), loader: String?, loaderOffset: Int? = nil
  ) -> [UInt8] {
    let (wide, headerSize, entrySize) = machine.is64Bit ? (8, 64, 56) : (4, 52, 32)
    func number(_ value: Int, _ bytes: Int) -> [UInt8] {
      let little = (0..<bytes).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
      return machine.isBigEndian ? little.reversed() : little
    }
    func segment(type: Int, offset: Int) -> [UInt8] {
      let start = number(type, 4) + (machine.is64Bit ? number(5, 4) : []) + number(offset, wide)
      return start + [UInt8](repeating: 0, count: entrySize - start.count)
    }
    let offset = loaderOffset ?? headerSize + entrySize * 2
    var bytes: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, machine.is64Bit ? 2 : 1, machine.isBigEndian ? 2 : 1, 1]
    bytes += [UInt8](repeating: 0, count: 9) + number(3, 2) + number(Int(machine.number), 2) + number(1, 4)
    bytes += number(0x1000, wide) + number(headerSize, wide) + number(0, wide) + number(0, 4)
    bytes += number(headerSize, 2) + number(entrySize, 2) + number(2, 2) + number(0, 6)
    bytes += segment(type: 1, offset: 0) + segment(type: loader == nil ? 0x6474_e551 : 3, offset: offset)
    bytes += [UInt8](repeating: 0, count: max(0, offset - bytes.count))
    return bytes + (loader.map { Array($0.utf8) + [0] } ?? [])
  }
}
