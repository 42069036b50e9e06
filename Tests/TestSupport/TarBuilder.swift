/// Writes tar archives in memory: POSIX ustar and pax, GNU long names, any type flag, and damage on request.
package struct TarBuilder: Sendable {
  /// One member, written as stated, sensible or not.
  package struct Member: Sendable {
    /// How a name that does not fit into the header's 100 bytes is written.
    package enum LongNames: Sendable {
      case pax
      case gnu
    }

    package var path: [UInt8]
    package var typeFlag: Character = "0"
    package var content: [UInt8] = []
    /// What the header says; nil for the length of `content`.
    package var statedSize: Int?
    package var link: [UInt8] = []
    package var mode = 0o644
    package var uid = 0
    package var gid = 0
    package var device: (major: Int, minor: Int) = (0, 0)
    package var longNames = LongNames.pax
    /// Further pax records, written as they are.
    package var paxRecords: [(key: String, value: [UInt8])] = []
    /// When it was changed last, in seconds.
    package var time = 0
    package var hasWrongChecksum = false

    package init(path: [UInt8]) { self.path = path }

    package init(_ path: String, content: [UInt8] = []) {
      self.path = Array(path.utf8)
      self.content = content
    }

    package static func directory(_ path: String) -> Member {
      var member = Member(path)
      member.typeFlag = "5"
      member.mode = 0o755
      return member
    }

    package static func symbolicLink(_ path: String, to target: String) -> Member {
      var member = Member(path)
      member.typeFlag = "2"
      member.mode = 0o777
      member.link = Array(target.utf8)
      return member
    }

    package static func hardLink(_ path: String, to target: String) -> Member {
      var member = Member(path)
      member.typeFlag = "1"
      member.link = Array(target.utf8)
      return member
    }
  }

  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// The tar of `members` with a complete end mark.
  package static func tar(_ members: [Member]) -> [UInt8] {
    var builder = TarBuilder()
    for member in members { builder.add(member) }
    builder.end()
    return builder.bytes
  }

  package mutating func add(_ member: Member) {
    var records = member.paxRecords
    if member.path.count > 100 || member.link.count > 100 {
      switch member.longNames {
      case .pax:
        if member.path.count > 100 { records.append(("path", member.path)) }
        if member.link.count > 100 { records.append(("linkpath", member.link)) }
      case .gnu:
        if member.path.count > 100 { addBlock(header(gnuLongName("L", member.path)), member.path + [0]) }
        if member.link.count > 100 { addBlock(header(gnuLongName("K", member.link)), member.link + [0]) }
      }
    }
    if !records.isEmpty {
      var extended = Member("PaxHeaders/x", content: records.flatMap { paxRecord($0.key, $0.value) })
      extended.typeFlag = "x"
      addBlock(header(extended), extended.content)
    }
    addBlock(header(member), member.content)
  }

  /// Adds blocks of zeros; two of them are the end mark.
  package mutating func end(blocks: Int = 2) { bytes += [UInt8](repeating: 0, count: blocks * 512) }

  /// Adds bytes as they are.
  package mutating func append(_ raw: [UInt8]) { bytes += raw }

  private mutating func addBlock(_ header: [UInt8], _ content: [UInt8]) {
    bytes += header
    bytes += content
    bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  private func gnuLongName(_ flag: Character, _ name: [UInt8]) -> Member {
    var member = Member("././@LongLink", content: name + [0])
    member.typeFlag = flag
    return member
  }

  private func header(_ member: Member) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ field: [UInt8], at offset: Int, length: Int) {
      for (index, byte) in field.prefix(length).enumerated() { header[offset + index] = byte }
    }
    put(member.path, at: 0, length: 100)
    put(octal(member.mode, digits: 7), at: 100, length: 8)
    put(octal(member.uid, digits: 7), at: 108, length: 8)
    put(octal(member.gid, digits: 7), at: 116, length: 8)
    put(octal(member.statedSize ?? member.content.count, digits: 11), at: 124, length: 12)
    put(octal(member.time, digits: 11), at: 136, length: 12)
    put(Array(member.typeFlag.utf8), at: 156, length: 1)
    put(member.link, at: 157, length: 100)
    put(Array("ustar\u{0}00".utf8), at: 257, length: 8)
    put(octal(member.device.major, digits: 7), at: 329, length: 8)
    put(octal(member.device.minor, digits: 7), at: 337, length: 8)
    // The checksum counts its own field as blanks.
    let sum = header.reduce(8 * 32) { $0 + Int($1) } + (member.hasWrongChecksum ? 1 : 0)
    put(octal(sum, digits: 6) + [0, 0x20], at: 148, length: 8)
    return header
  }

  private func octal(_ number: Int, digits: Int) -> [UInt8] {
    let text = String(number, radix: 8)
    return Array((String(repeating: "0", count: max(0, digits - text.utf8.count)) + text).utf8)
  }

  /// `length key=value\n`, where the length counts itself.
  private func paxRecord(_ key: String, _ value: [UInt8]) -> [UInt8] {
    let body = [0x20] + Array(key.utf8) + [UInt8(ascii: "=")] + value + [0x0a]
    var length = body.count
    while String(length).utf8.count + body.count != length { length = String(length).utf8.count + body.count }
    return Array(String(length).utf8) + body
  }
}
