internal import CArchive

extension ArchiveEntry {
  /// Takes what libarchive read of a header.
  mutating func take(_ header: OpaquePointer) {
    unsafe replace(&path, with: archive_entry_pathname(header) ?? archive_entry_pathname_utf8(header))
    mode = UInt16(truncatingIfNeeded: unsafe archive_entry_mode(header) & 0o7777)
    uid = UInt32(clamping: unsafe archive_entry_uid(header))
    gid = UInt32(clamping: unsafe archive_entry_gid(header))
    time = UInt32(truncatingIfNeeded: unsafe archive_entry_mtime(header))
    size = 0
    if let target = unsafe archive_entry_hardlink(header) {
      kind = .hardLink
      unsafe replace(&link, with: target)
    } else {
      kind = fileKind(UInt32(unsafe archive_entry_filetype(header)))
      unsafe replace(&link, with: kind == .symbolicLink ? archive_entry_symlink(header) : nil)
      if kind == .regularFile { size = max(0, unsafe Int(archive_entry_size(header))) }
      storedSize = unsafe bytesStored(header) ?? size
    }
    unsafe takeTraits(header)
  }

  private mutating func takeTraits(_ header: OpaquePointer) {
    traits = .none
    if kind == .characterDevice || kind == .blockDevice {
      traits.device = DeviceNumber(
        major: Int(clamping: unsafe archive_entry_rdevmajor(header)),
        minor: Int(clamping: unsafe archive_entry_rdevminor(header)))
    }
    // Where there is a list, the owner, the group and all others are counted with it.
    traits.accessRights = max(0, unsafe Int(archive_entry_acl_reset(header, anyAccessRights)) - 3)
    traits.hasAccessList = unsafe archive_entry_acl_reset(header, ownAccessRights) > 0
    if unsafe archive_entry_xattr_reset(header) > 0 { unsafe takeAttributes(header) }
  }

  /// Attributes are bytes, read by their length.
  private mutating func takeAttributes(_ header: OpaquePointer) {
    var name: UnsafePointer<CChar>?
    var value: UnsafeRawPointer?
    var count = 0
    while unsafe archive_entry_xattr_next(header, &name, &value, &count) == ARCHIVE_OK {
      guard let text = unsafe name else { continue }
      let attribute = unsafe String(cString: text)
      let bytes = unsafe UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : count)
      var hasher = Hasher()
      hasher.combine(attribute)
      unsafe hasher.combine(bytes: bytes)
      // Their order says nothing.
      traits.attributes &+= hasher.finalize()
      switch attribute {
      case "security.capability":
        traits.capability = unsafe Array(bytes.prefix(FileCapabilities.longestForm))
      case "system.posix_acl_access": traits.hasAccessList = true
      case "trusted.overlay.opaque", "user.overlay.opaque":
        traits.isOpaque = unsafe bytes.elementsEqual("y".utf8)
      default: break
      }
    }
  }
}

/// The lists of POSIX and of NFSv4.
private let anyAccessRights =
  ownAccessRights | ARCHIVE_ENTRY_ACL_TYPE_DEFAULT | ARCHIVE_ENTRY_ACL_TYPE_AUDIT | ARCHIVE_ENTRY_ACL_TYPE_ALARM

/// Those that say who may use the entry itself.
private let ownAccessRights = [
  ARCHIVE_ENTRY_ACL_TYPE_ACCESS, ARCHIVE_ENTRY_ACL_TYPE_ALLOW, ARCHIVE_ENTRY_ACL_TYPE_DENY,
].reduce(0, |)

/// The bytes of a sparse file that are stored; nil for a file that is stored in full.
private func bytesStored(_ header: OpaquePointer) -> Int? {
  guard unsafe archive_entry_sparse_reset(header) > 0 else { return nil }
  var (offset, length, sum) = (Int64(0), Int64(0), Int64(0))
  while unsafe archive_entry_sparse_next(header, &offset, &length) == ARCHIVE_OK { sum &+= length }
  return max(0, Int(sum))
}

private func replace(_ bytes: inout [UInt8], with text: UnsafePointer<CChar>?) {
  bytes.removeAll(keepingCapacity: true)
  guard let text = unsafe text else { return }
  unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: text, count: stringLength(text)))
}

private func stringLength(_ text: UnsafePointer<CChar>) -> Int {
  var end = unsafe text
  while unsafe end.pointee != 0 { unsafe end += 1 }
  return unsafe end - text
}

private func fileKind(_ type: UInt32) -> ArchiveEntry.Kind {
  switch type {
  case 0o040000: .directory
  case 0o120000: .symbolicLink
  case 0o020000: .characterDevice
  case 0o060000: .blockDevice
  case 0o010000: .pipe
  case 0o140000: .socket
  default: .regularFile
  }
}
