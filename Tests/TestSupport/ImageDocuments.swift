extension ImageListing.Layer {
  /// The layer as a tar.
  package func tar(hasDamagedHeader: Bool = false) -> [UInt8] {
    var builder = TarBuilder()
    for (number, entry) in entries.enumerated() {
      var member = entry.member
      member.hasWrongChecksum = hasDamagedHeader && number == 0
      builder.add(member)
    }
    builder.end()
    return builder.bytes
  }
}

extension ImageListing.Entry {
  fileprivate var member: TarBuilder.Member {
    var member = TarBuilder.Member(path: path)
    member.mode = mode
    member.uid = uid
    member.gid = gid
    if capabilities != 0 { member.paxRecords.append(("SCHILY.xattr.security.capability", capabilityAttribute)) }
    for (name, value) in attributes { member.paxRecords.append(("SCHILY.xattr.\(name)", Array(value.utf8))) }
    member.time = time
    switch content {
    case .directory: member.typeFlag = "5"
    case .file(let bytes): member.content = bytes
    case .sparse(let size):
      member.content = Array("abc".utf8)
      member.paxRecords = [
        ("GNU.sparse.size", Array("\(size)".utf8)), ("GNU.sparse.numblocks", Array("1".utf8)),
        ("GNU.sparse.map", Array("0,3".utf8)),
      ]
    case .symbolicLink(let target):
      member.typeFlag = "2"
      member.link = target
    case .hardLink(let target):
      member.typeFlag = "1"
      member.link = target
    case .device(let major, let minor):
      member.typeFlag = "3"
      member.device = (major, minor)
    case .blockDevice(let major, let minor):
      member.typeFlag = "4"
      member.device = (major, minor)
    case .pipe: member.typeFlag = "6"
    case .whiteout: member.path = marker(of: path)
    case .opaqueWhiteout: member.path = (path.isEmpty ? [] : path + [UInt8(ascii: "/")]) + Array(".wh..wh..opq".utf8)
    }
    return member
  }

  /// Revision 2 of `struct vfs_cap_data`: permitted as stated, nothing inheritable, effective.
  private var capabilityAttribute: [UInt8] {
    let words: [UInt64] = [0x0200_0001, capabilities & 0xffff_ffff, 0, capabilities >> 32, 0]
    return words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
  }

  /// `a/b` is whited out by `a/.wh.b`.
  private func marker(of path: [UInt8]) -> [UInt8] {
    let nameStart = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return Array(path[..<nameStart]) + Array(".wh.".utf8) + path[nameStart...]
  }
}

extension ImageListing {
  /// The names of the layers, the first one as often as a fault asks for.
  func repeated(_ layers: [String]) -> [String] {
    for case .repeatLayer(let count) in faults {
      if let first = layers.first { return Array(repeating: first, count: count) }
    }
    return layers
  }
}

/// The config document of a listing.
struct ConfigText {
  private let listing: ImageListing
  private let blobs: [ImageArchive.Blob]

  init(_ listing: ImageListing, blobs: [ImageArchive.Blob]) {
    self.listing = listing
    self.blobs = blobs
  }

  var bytes: [UInt8] {
    let platform = listing.platform.split(separator: "/").map(String.init)
    var members = [
      "\"os\":\(quote(platform.first ?? ""))", "\"architecture\":\(quote(platform.count > 1 ? platform[1] : ""))",
    ]
    if let created = listing.created { members.insert("\"created\":\(quote(created))", at: 0) }
    if let author = listing.author { members.append("\"author\":\(quote(author))") }
    if platform.count > 2 { members.append("\"variant\":\(quote(platform[2]))") }
    members.append("\"config\":{\(runtime.joined(separator: ","))}")
    members.append("\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\(diffIDs.joined(separator: ","))]}")
    members.append("\"history\":[\(steps.joined(separator: ","))]")
    return Array("{\(members.joined(separator: ","))}".utf8)
  }

  private var diffIDs: [String] {
    var diffIDs = listing.repeated(blobs.map { quote($0.diffID) })
    if listing.faults.contains(.swapDiffIDs), diffIDs.count > 1 { diffIDs.swapAt(0, 1) }
    if listing.faults.contains(.dropDiffID) { diffIDs.removeLast() }
    return diffIDs
  }

  private var steps: [String] {
    var steps = listing.steps.map { step in
      "{\"created\":\"2026-01-02T03:04:05Z\",\"created_by\":\(quote(step.createdBy))"
        + (step.comment.isEmpty ? "" : ",\"comment\":\(quote(step.comment))")
        + (step.layer == nil ? ",\"empty_layer\":true}" : "}")
    }
    if listing.faults.contains(.extraStep) { steps.append("{\"created_by\":\"RUN nothing\"}") }
    return steps
  }

  private var runtime: [String] {
    var members: [String] = []
    func add(_ key: String, _ value: String?) {
      guard let value else { return }
      members.append("\"\(key)\":\(value)")
      if listing.faults.contains(.duplicateKey(key)) { members.append("\"\(key)\":\(value)") }
    }
    add("User", listing.user.map(quote))
    add("ExposedPorts", set(listing.exposedPorts))
    add("Env", array(listing.env.isEmpty ? nil : listing.env))
    add("Entrypoint", array(listing.entrypoint))
    add("Cmd", array(listing.cmd))
    add("Volumes", set(listing.volumes))
    add("WorkingDir", listing.workingDir.map(quote))
    let labels = listing.labels.map { "\(quote($0.name)):\(quote($0.value))" }
    add("Labels", labels.isEmpty ? nil : "{\(labels.joined(separator: ","))}")
    add("StopSignal", listing.stopSignal.map(quote))
    add("OnBuild", array(listing.onBuild.isEmpty ? nil : listing.onBuild))
    add("Shell", array(listing.shell))
    let numbers = listing.healthcheckNumbers.map { ",\"\($0.name)\":\($0.value)" }.joined()
    add("Healthcheck", array(listing.healthcheck).map { "{\"Test\":\($0)\(numbers)}" })
    return members
  }

  private func array(_ values: [String]?) -> String? { values.map { "[\($0.map(quote).joined(separator: ","))]" } }

  private func set(_ values: [String]) -> String? {
    values.isEmpty ? nil : "{\(values.map { "\(quote($0)):{}" }.joined(separator: ","))}"
  }
}
