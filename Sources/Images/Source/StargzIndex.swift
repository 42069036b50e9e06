/// How many bytes behind a tar's end mark an index of eStargz may take: its header, its content and zeros.
func stargzIndexBytes(_ limits: Limits) -> Int { limits.jsonBytes + 64 << 10 }

/// Whether what follows the end mark of a layer's tar is the index that eStargz puts there, and nothing else: one regular member
/// `stargz.index.json` that holds JSON, then zeros.
///
/// Anything more could be a file system that only some readers see.
func isStargzIndex(_ bytes: [UInt8], limits: Limits) -> Bool {
  guard bytes.count >= 512, bytes.count < stargzIndexBytes(limits) else { return false }
  let header = bytes[..<512]
  let isRegular = header[156] == UInt8(ascii: "0") || header[156] == 0
  guard isRegular, header.starts(with: "stargz.index.json\0".utf8), header[345] == 0,
    let size = octalNumber(header[124..<136]), size <= bytes.count - 512
  else { return false }
  let content = Array(bytes[512..<(512 + size)])
  let isJSON = (try? JSONDocument(content, name: "stargz.index.json", limits: limits)) != nil
  return isJSON && bytes[(512 + size)...].allSatisfy { $0 == 0 }
}
