internal import Dockerfile
internal import Images
internal import Linting
internal import Workloads

extension Launch {
  /// What lies at a path while the container runs: the image's file, or what is mounted over it.
  enum Presence {
    case found(FileEntry)
    /// Nothing does; the first path on the way that is missing.
    case missing(String)
    /// A directory hides it that surely lacks it.
    case hidden(VolumeMount)
    case unknown
  }

  /// - Parameter path: from the root, links followed inside the image.
  func presence(of path: String) -> Presence {
    guard let image else { return .unknown }
    let clean = cleanPath(path)
    if let mount = mount(over: clean) { return hides(mount, clean) ? .hidden(mount) : .unknown }
    switch image.files.lookUp(Array(clean.utf8)) {
    case .endless: return .unknown
    case .missing(let first):
      // A link on the way may lead into a volume.
      return mount(over: "/\(first)") == nil ? .missing("/\(first)") : .unknown
    case .found(let file):
      guard let mount = mount(over: "/\(file.displayPath)") else { return .found(file) }
      return hides(mount, "/\(file.displayPath)") ? .hidden(mount) : .unknown
    }
  }

  /// The mount whose content stands in the place of the image's at a path: the longest one.
  func mount(over path: String) -> VolumeMount? {
    let over = container.mounts.compactMap { mount in mount.path?.text.map { (mount: mount, path: cleanPath($0)) } }
      .filter { path.isAtOrBelow($0.path) || $0.path == "/" }
    return over.max { $0.path.utf8.count < $1.path.utf8.count }?.mount
  }

  func volume(of mount: VolumeMount) -> Volume? {
    guard let name = mount.volume?.text else { return nil }
    return pod.volumes.first { $0.name == name }
  }

  /// Whether a volume is empty when the container starts: an emptyDir that no earlier container has. Of a subPath the kubelet makes a
  /// directory, which is as empty.
  func isEmpty(_ mount: VolumeMount) -> Bool {
    guard let volume = volume(of: mount), let name = volume.name,
      volume.type == nil || volume.type?.key == "emptyDir"
    else { return false }
    return !pod.containers.contains { other in
      other.role != .ephemeral && other.name != container.name && other.mounts.contains { $0.volume?.text == name }
    }
  }

  /// Whether a mount is a claim, which is empty when it is new, and no other container of the pod may fill it.
  func isUnfilledClaim(_ mount: VolumeMount) -> Bool {
    guard let name = mount.volume?.text else { return false }
    let type = volume(of: mount)?.type?.key
    let isClaim =
      workload.claimTemplates.contains(name) || type == "persistentVolumeClaim" || type == "ephemeral"
    return isClaim
      && !pod.containers.contains { other in
        other.name != container.name && other.mounts.contains { $0.volume?.text == name }
      }
  }

  /// Whether what is mounted surely lacks a path below it.
  private func hides(_ mount: VolumeMount, _ path: String) -> Bool {
    if isEmpty(mount) { return true }
    guard mount.subPath == nil, mount.node["subPathExpr"] == nil, let top = mount.path?.text,
      let volume = volume(of: mount),
      let names = fileNames(in: volume)
    else { return false }
    let slash = UInt8(ascii: "/")
    let rest = path.utf8.dropFirst(cleanPath(top).utf8.count).drop { $0 == slash }
    return !names.contains(String(decoding: rest.prefix { $0 != slash }, as: UTF8.self))
  }

  /// The names of the files of a volume.
  struct FileNames {
    /// Where the volume says which it has; empty where it has an entry of its objects each.
    fileprivate var chosen: Set<String>
    fileprivate var objects: [ConfigObject] = []

    func contains(_ name: String) -> Bool { chosen.contains(name) || objects.contains { $0.entry(name) != nil } }
  }

  /// The files of a volume of ConfigMaps, Secrets and what the kubelet writes; nil when nobody knows them, or it is another volume.
  func fileNames(in volume: Volume) -> FileNames? {
    guard let sources = volume.node["projected", "sources"]?.items else { return fileNames(in: volume.node) }
    var names = FileNames(chosen: [])
    for source in sources {
      guard let found = fileNames(in: source) else { return nil }
      names.chosen.formUnion(found.chosen)
      names.objects += found.objects
    }
    return names
  }

  /// - Parameter source: a volume, or one of those that are projected into one.
  private func fileNames(in source: YAMLNode) -> FileNames? {
    if let token = source["serviceAccountToken"] {
      return FileNames(chosen: Set([token["path"]?.text].compactMap { $0.flatMap(Self.top) }))
    }
    let kinds: [(ConfigObject.Kind, YAMLNode?)] = [(.configMap, source["configMap"]), (.secret, source["secret"])]
    let known = kinds.first { $0.1 != nil }
    guard let node = known?.1 ?? source["downwardAPI"] else { return nil }
    let chosen = (node["items"]?.items ?? []).compactMap { $0["path"]?.text.flatMap(Self.top) }
    if !chosen.isEmpty { return FileNames(chosen: Set(chosen)) }
    guard let kind = known?.0, let name = (node["name"] ?? node["secretName"])?.text else { return nil }
    let objects = manifest.bundle.configs(kind, named: name, in: workload.object.namespace)
    return objects.isEmpty ? nil : FileNames(chosen: [], objects: objects)
  }

  private static func top(_ path: String) -> String? { path.split(separator: "/").first.map(String.init) }

  /// A path as the process means it; nil for a relative one when nobody knows where the process starts.
  func absolute(_ path: String) -> String? {
    path.hasPrefix("/") ? path : workingDirectory.map { "\($0)/\(path)" }
  }

  var workingDirectory: String? { container.node["workingDir"]?.text ?? config?.workingDirectory }

  // MARK: Programs

  enum ProgramState {
    case usable(FileEntry)
    /// The user may not execute it, or not pass through a directory on the way.
    case forbidden(FileEntry, blocking: FileEntry)
    case missing
    /// A volume hides it.
    case hidden(VolumeMount, path: String)
    case unknown
  }

  /// Looks a program up as the runtime does: by PATH, or from the working directory when the name has a slash.
  func program(_ name: String) -> ProgramState {
    let candidates = candidates(for: name)
    return image == nil || candidates.isEmpty ? .unknown : program(at: candidates)
  }

  /// Where a program of a name may lie, in the order of the search; empty where nobody knows.
  func candidates(for name: String) -> [String] {
    if name.isEmpty { return [] }
    if name.contains("/") { return absolute(name).map { [$0] } ?? [] }
    return (environment.searchPath ?? []).map { "\($0)/\(name)" }
  }

  private func program(at candidates: [String]) -> ProgramState {
    var forbidden: ProgramState?
    var hidden: ProgramState?
    for path in candidates {
      switch presence(of: path) {
      case .unknown: return .unknown
      case .missing: continue
      case .hidden(let mount):
        if image?.files.entry(at: cleanPath(path))?.kind == .regularFile {
          hidden = hidden ?? .hidden(mount, path: path)
        }
      case .found(let file):
        guard file.kind == .regularFile else { continue }
        guard let blocking = obstacle(to: file) else { return .usable(file) }
        forbidden = forbidden ?? .forbidden(file, blocking: blocking)
      }
    }
    return forbidden ?? hidden ?? .missing
  }

  // MARK: Rights

  /// What keeps the user from executing a file: the file itself or a directory above it; nil when nothing does, or nobody
  /// knows who the user is.
  func obstacle(to file: FileEntry) -> FileEntry? {
    guard let user, let image else { return nil }
    if let closed = image.directories(above: file.displayPath).first(where: { !user.may(0o1, $0) }) { return closed }
    return user.may(0o1, file) ? nil : file
  }
}

extension LaunchUser {
  /// Whether the rights of a file allow what the bits ask for: 4 to read, 2 to write, 1 to execute or to pass through.
  /// A file with a list of access rights beside its mode may allow more than that, which nobody reads here.
  func may(_ bits: UInt16, _ file: FileEntry) -> Bool {
    if file.hasAccessList { return true }
    // Even root executes nothing that nobody may execute.
    if overridesRights { return bits & 0o1 == 0 || file.kind == .directory || file.mode & 0o111 != 0 }
    let shift: UInt16
    if Int(file.uid) == uid {
      shift = 6
    } else if Int(file.gid) == gid || groups.contains(Int(file.gid)) {
      shift = 3
    } else {
      shift = 0
    }
    return (file.mode >> shift) & bits == bits
  }
}
