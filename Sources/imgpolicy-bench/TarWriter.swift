/// Writes a ustar archive of regular files with short names.
struct TarWriter {
  private var bytes: [UInt8] = []

  mutating func add(_ path: String, _ content: [UInt8], mode: Int = 0o644) {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at offset: Int) {
      for (at, byte) in text.utf8.enumerated() { header[offset + at] = byte }
    }
    func octal(_ number: Int, digits: Int) -> String {
      let text = String(number, radix: 8)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    put(path, at: 0)
    for (field, offset) in [(octal(mode, digits: 7), 100), (octal(0, digits: 7), 108), (octal(0, digits: 7), 116)] {
      put(field, at: offset)
    }
    put(octal(content.count, digits: 11), at: 124)
    put(octal(0, digits: 11), at: 136)
    put("        0", at: 148)
    put("ustar\u{0}00", at: 257)
    put(octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + "\u{0} ", at: 148)
    bytes += header + content
    bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  /// The archive with its end mark.
  consuming func finish() -> [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }
}
