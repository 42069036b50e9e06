/// What mounts keep out of the layer that a RUN makes.
extension Run {
  /// Whether a mount of one of these kinds covers a directory: its target is the directory itself or one above it.
  ///
  /// A target that is not absolute is one below the working directory, also `~/…`, which the builder does not expand; where
  /// the working directory is not known, it covers nothing that is.
  package func isMounted(_ directory: String, by kinds: Set<Mount.Kind> = [.cache, .tmpfs]) -> Bool {
    guard !mounts.isEmpty else { return false }
    let wanted = cleanPath(directory)
    return mounts.contains { mount in
      guard kinds.contains(mount.kind), let target = target(of: mount) else { return false }
      return target == "/" || wanted == target || wanted.hasPrefix(target + "/")
    }
  }

  /// The absolute path at which a mount appears; nil when it is not known.
  package func target(of mount: Mount) -> String? {
    guard let target = mount.target, !target.isEmpty else {
      guard mount.kind == .secret, let id = mount.id ?? mount.source else { return nil }
      return "/run/secrets/" + baseName(id)
    }
    if target.hasPrefix("/") { return cleanPath(target) }
    return workdir.map { cleanPath("\($0)/\(target)") }
  }

  package var hasSecretMount: Bool { mounts.contains { $0.kind == .secret } }
}
