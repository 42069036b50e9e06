internal import Images

/// Programs that distributions ship with setuid, setgid or capabilities, and that nearly every base image has.
enum PrivilegedFiles {
  private static let directories: Set<Substring> = [
    "bin", "sbin", "usr/bin", "usr/sbin", "usr/lib/openssh", "usr/libexec/openssh", "usr/lib/dbus-1.0",
    "usr/libexec/dbus-1", "usr/lib/polkit-1", "usr/libexec",
  ]

  private static let names: Set<Substring> = [
    "arping", "at", "bbsuid", "chage", "chfn", "chsh", "clockdiff", "crontab", "dbus-daemon-launch-helper",
    "dotlockfile", "expiry", "fusermount", "fusermount3", "gpasswd", "mount", "newgidmap", "newgrp", "newuidmap",
    "pam_extrausers_chkpwd", "pam_timestamp_check", "passwd", "ping", "ping6", "pkexec", "polkit-agent-helper-1",
    "ssh-agent", "ssh-keysign", "su", "sudo", "umount", "unix_chkpwd", "userhelper", "wall", "write",
  ]

  /// Whether the program is a usual one at its usual place.
  static func isUsual(_ path: String) -> Bool {
    guard let slash = path.lastIndex(of: "/") else { return false }
    return directories.contains(path[..<slash]) && names.contains(path[path.index(after: slash)...])
  }
}
