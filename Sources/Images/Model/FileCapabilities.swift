/// The capabilities that a program gets when it is executed: the extended attribute `security.capability`, as
/// linux/capability.h lays it out (`struct vfs_ns_cap_data`).
package struct FileCapabilities: Sendable, Hashable {
  /// Bit n is the capability of number n.
  package var permitted: UInt64
  package var inheritable: UInt64
  /// Whether what is permitted is in force at once; else the program has to raise it.
  package var isEffective: Bool
  /// The user that is root of the user namespace for which they count; nil for every namespace.
  package var rootID: UInt32?

  /// The bytes of revision 3; the earlier ones are shorter.
  static let longestForm = 24

  /// nil when the bytes are none of the three revisions.
  package init?(_ bytes: [UInt8]) {
    let words = littleEndianWords(bytes)
    guard let magic = words.first else { return nil }
    let pairs: Int
    switch (magic >> 24, bytes.count) {
    case (1, 12): pairs = 1
    case (2, 20), (3, 24): pairs = 2
    default: return nil
    }
    isEffective = magic & 1 == 1
    permitted = Self.set(words[1], pairs == 2 ? words[3] : 0)
    inheritable = Self.set(words[2], pairs == 2 ? words[4] : 0)
    rootID = magic >> 24 == 3 ? words[5] : nil
  }

  private static func set(_ low: UInt32, _ high: UInt32) -> UInt64 { UInt64(high) << 32 | UInt64(low) }

  /// Whether it names no capability.
  package var isEmpty: Bool { permitted | inheritable == 0 }

  /// In the notation of getcap(8): `cap_net_raw=ep`, `cap_chown,cap_kill=p cap_setuid=i`.
  package var text: String {
    let flags: [(set: UInt64, flag: String)] = [
      (permitted & inheritable, isEffective ? "eip" : "ip"),
      (permitted & ~inheritable, isEffective ? "ep" : "p"),
      // The effective flag counts for the whole file.
      (inheritable & ~permitted, isEffective ? "ei" : "i"),
    ]
    let clauses = flags.filter { $0.set != 0 }.map { "\(names($0.set))=\($0.flag)" }
    return clauses.isEmpty ? "=" : clauses.joined(separator: " ")
  }

  /// What is permitted, by name without `cap_`; numbers that have no name are left out.
  package var permittedNames: [String] {
    Self.names.indices.filter { permitted >> UInt64($0) & 1 == 1 }.map { Self.names[$0] }
  }

  private func names(_ set: UInt64) -> String {
    (0..<64).filter { set >> UInt64($0) & 1 == 1 }.map { number in
      Self.names.indices.contains(number) ? "cap_\(Self.names[number])" : "\(number)"
    }.joined(separator: ",")
  }

  /// By number: capabilities(7).
  private static let names = [
    "chown", "dac_override", "dac_read_search", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap",
    "linux_immutable", "net_bind_service", "net_broadcast", "net_admin", "net_raw", "ipc_lock", "ipc_owner",
    "sys_module", "sys_rawio", "sys_chroot", "sys_ptrace", "sys_pacct", "sys_admin", "sys_boot", "sys_nice",
    "sys_resource", "sys_time", "sys_tty_config", "mknod", "lease", "audit_write", "audit_control", "setfcap",
    "mac_override", "mac_admin", "syslog", "wake_alarm", "block_suspend", "audit_read", "perfmon", "bpf",
    "checkpoint_restore",
  ]
}

private func littleEndianWords(_ bytes: [UInt8]) -> [UInt32] {
  stride(from: 0, to: bytes.count - bytes.count % 4, by: 4).map { at in
    bytes[at..<at + 4].reversed().reduce(0) { word, byte in word << 8 | UInt32(byte) }
  }
}
