package import Images
package import Linting

/// A link of a layer leads out of the image, or out of its layer.
package struct EscapingLink: Rule {
  package static let info = RuleInfo(
    name: "escaping-link",
    groups: ["files", "integrity"],
    severity: .info,
    summary: "A link leads out of the image by `..`, or a hard link names no path that its layer has before it.",
    rationale:
      "In a container the root is its own parent, so that such a symbolic link only leads elsewhere than it says. A tool "
      + "that unpacks the image on a host may follow it out of the directory that it unpacks to. A hard link has to name a "
      + "file that stands before it in its own layer: where it names another path, runtimes differ in what they do.",
    help: "Make the link relative to its own directory, or absolute; pack a file and its hard links into one layer.",
    bad: [
      RuleInfo.Example(
        """
        layer: COPY app /app
          app/data -> ../../srv/data
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        layer: COPY app /app
          0755 0:0 srv/data/
          app/data -> ../srv/data
          app/tool 1kB
          app/alias => app/tool
        """)
    ],
    references: ["https://github.com/opencontainers/image-spec/blob/main/layer.md#hardlinks"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    let links = image.files.layerFiles { $0.kind == .symbolicLink }.filter(leavesRoot)
    return links.map { image.finding(Self.info, escaping($0), of: $0) }
      + image.files.strayHardLinks.map { image.finding(Self.info, stray($0), of: $0.link) }
  }

  /// By the text alone: what links on the way lead to is another matter.
  private func leavesRoot(_ link: FileEntry) -> Bool {
    let slash = UInt8(ascii: "/")
    var depth = link.target.first == slash ? 0 : link.path.count { $0 == slash }
    for component in link.target.split(separator: slash) where component != [UInt8(ascii: ".")] {
      depth += component.elementsEqual("..".utf8) ? -1 : 1
      if depth < 0 { return true }
    }
    return false
  }
}

private func escaping(_ link: FileEntry) -> String {
  "the link \(link.displayPath) leads out of the image: its target is \(String(decoding: link.target, as: UTF8.self))"
}

private func stray(_ stray: StrayHardLink) -> String {
  let target = String(decoding: stray.link.target, as: UTF8.self)
  let why =
    switch stray.fault {
    case .missing: "which its layer does not have before it"
    case .directory: "which is a directory: expected a file"
    }
  return "\(stray.link.displayPath) is a hard link to \(target), \(why)"
}
