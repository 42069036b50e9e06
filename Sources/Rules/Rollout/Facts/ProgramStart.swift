internal import Images
internal import Linting
internal import Workloads

/// How the kernel starts a program, by the beginning of its file.
enum ProgramStart {
  /// The words behind `#!` in the first line of a script.
  case script(words: [String], endsInReturn: Bool)
  case elf(ELFStart)
  /// Text without such a line at its beginning.
  case text

  private static let scan = ContentScan("program-start", start: ELFStart.bytes) { start in
    if start.starts(with: Array("#!".utf8)) {
      return Array(start.prefix { $0 != UInt8(ascii: "\n") }.prefix(longestLine))
    }
    if let elf = ELFStart(start) { return encode(elf) }
    return !start.isEmpty && ContentScan.isText(start.span) ? textMark : []
  }

  /// The kernel reads no more of a script's first line.
  private static let longestLine = 256

  private static let textMark: [UInt8] = [UInt8(ascii: "T")]

  static let wants = [WantedContents.programs(scan)]

  /// nil for what is neither, and for what nobody may execute.
  init?(of file: FileEntry, in image: ImageModel) {
    guard var kept = image.files.outcome(of: Self.scan, in: file), let first = kept.first else { return nil }
    if kept == Self.textMark {
      self = .text
      return
    }
    guard first == UInt8(ascii: "#") else {
      guard let elf = Self.decode(kept) else { return nil }
      self = .elf(elf)
      return
    }
    let endsInReturn = kept.last == UInt8(ascii: "\r")
    if endsInReturn { kept.removeLast() }
    let words = String(decoding: kept.dropFirst(2), as: UTF8.self).split { $0 == " " || $0 == "\t" }
    self = .script(words: words.map(String.init), endsInReturn: endsInReturn)
  }

  // MARK: What is kept of an ELF header

  private static func encode(_ elf: ELFStart) -> [UInt8] {
    let start = [
      elf.is64Bit ? 1 : 0, elf.isBigEndian ? 1 : 0, UInt8(elf.machine >> 8), UInt8(truncatingIfNeeded: elf.machine),
    ]
    let size = (0..<8).map { UInt8(truncatingIfNeeded: elf.neededBytes >> ($0 * 8)) }
    return switch elf.loader {
    case .none: start + size + [0]
    case .unknown: start + size + [1]
    case .path(let path): start + size + [2] + path.utf8
    }
  }

  private static func decode(_ kept: [UInt8]) -> ELFStart? {
    guard kept.count >= 13 else { return nil }
    let loader: ELFStart.Loader =
      switch kept[12] {
      case 0: .none
      case 1: .unknown
      default: .path(String(decoding: kept[13...], as: UTF8.self))
      }
    return ELFStart(
      machine: UInt16(kept[2]) << 8 | UInt16(kept[3]), isBigEndian: kept[1] == 1, is64Bit: kept[0] == 1, loader: loader,
      neededBytes: kept[4..<12].reversed().reduce(0) { $0 << 8 | Int($1) })
  }
}
