internal import Images
internal import Workloads

/// Who a container's process is.
struct LaunchUser: Sendable {
  var uid: Int
  /// The primary group.
  var gid: Int
  /// The others.
  var groups: Set<Int>
  /// Whether it may pass over the rights of files, as root with CAP_DAC_OVERRIDE.
  var overridesRights: Bool
}

extension Launch {
  /// The user by number, as Kubernetes takes it: the group behind a colon in USER does not count. nil when nobody knows.
  var user: LaunchUser? { uid.flatMap(user) }

  /// Who it would be if the pod named no user.
  var userOfImage: LaunchUser? { imageUser(accounts).flatMap(user) }

  private var accounts: Accounts? { image.map { $0.accounts ?? Accounts(passwd: []) } }

  private func user(_ uid: Int) -> LaunchUser? {
    let accounts = accounts
    let account = accounts?.users.first { $0.uid == uid }
    let gid = container.security.runAsGroup?.integer ?? account?.gid ?? (accounts == nil ? nil : 0)
    guard let gid else { return nil }
    var groups = Set(container.security.supplementalGroups.compactMap(\.integer))
    if let group = container.security.fsGroup?.integer { groups.insert(group) }
    if let account { groups.formUnion(groupsOfImage(account.name)) }
    return LaunchUser(
      uid: uid, gid: gid, groups: groups, overridesRights: uid == 0 && !container.security.lacks("DAC_OVERRIDE"))
  }

  /// The uid alone, which may be known where the groups are not.
  var uid: Int? { container.security.runAsUser?.integer ?? imageUser(accounts) }

  /// Whether the process surely is root, or surely is not; nil when nobody knows.
  var isRoot: Bool? {
    if let uid { return uid == 0 }
    return config?.user.map { RootAccount.isNamed($0) }
  }

  /// The groups that the image's etc/group gives a user beside its own, unless the pod wants none of them.
  func groupsOfImage(_ name: String) -> [Int] {
    guard pod.securityContext?["supplementalGroupsPolicy"]?.text != "Strict" else { return [] }
    return (image?.accounts?.groups ?? []).filter { $0.members.contains(name) }.map(\.gid)
  }

  private func imageUser(_ accounts: Accounts?) -> Int? {
    guard let user = config?.user else { return nil }
    if user.isEmpty { return 0 }
    if let accounts { return accounts.resolve(user: user) }
    return Int(user.prefix { $0 != ":" })
  }
}

extension SecurityContext {
  /// Whether a container may have a capability at all: it is one of those that runtimes give, and is not dropped, or is added.
  func mayHave(_ capability: String) -> Bool {
    if privileged?.flag == true { return true }
    let added = addedCapabilities.map(Capability.name)
    return added.contains(capability) || added.contains("ALL")
      || Self.usual.contains(capability) && !lacks(capability)
  }

  /// What containerd gives every container; CRI-O gives fewer.
  private static let usual: Set = [
    "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW",
    "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
  ]

  /// Whether a capability of root's usual ones is taken away.
  func lacks(_ capability: String) -> Bool {
    if privileged?.flag == true { return false }
    let (dropped, added) = (droppedCapabilities.map(Capability.name), addedCapabilities.map(Capability.name))
    if added.contains(capability) || added.contains("ALL") { return false }
    return dropped.contains("ALL") || dropped.contains(capability)
  }
}
