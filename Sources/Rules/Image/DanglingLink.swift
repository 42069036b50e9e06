package import Images
package import Linting

/// A symbolic link of the image leads to nothing.
package struct DanglingLink: Rule {
  package static let info = RuleInfo(
    name: "dangling-link",
    groups: ["files"],
    severity: .info,
    summary: "A symbolic link of the final file system leads to nothing.",
    rationale:
      "Its target was not copied, was deleted, or lies elsewhere than the link thinks: whatever opens it fails, often only "
      + "at run time. Links into /proc, /sys, /dev and /run are excused, for a container has something there. Ignore it for "
      + "links into a volume.",
    help: "Copy the target too, correct the link, or remove it.",
    bad: [
      RuleInfo.Example(
        """
        layer: COPY app /app
          app/current -> releases/42
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        layer: COPY app /app
          0755 0:0 app/releases/42/
          app/current -> releases/42
          etc/mtab -> ../proc/mounts
          var/run -> /run
          var/lock -> /run/lock
        """)
    ],
    references: ["https://man7.org/linux/man-pages/man7/symlink.7.html"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    image.files.files { $0.kind == .symbolicLink }.compactMap { link in
      switch image.files.lookUp(link.path) {
      case .found: return nil
      case .missing(let path):
        return isFilledAtRunTime(path) ? nil : image.finding(Self.info, missing(link, path), of: link)
      case .endless: return image.finding(Self.info, endless(link), of: link)
      }
    }
  }

  private func isFilledAtRunTime(_ path: String) -> Bool {
    ["proc", "sys", "dev", "run", "var/run"].contains { path.isAtOrBelow($0) }
  }
}

private func missing(_ link: FileEntry, _ path: String) -> String {
  let target = String(decoding: link.target, as: UTF8.self)
  return "the link \(link.displayPath) leads to \(target), but there is no \(path)"
}

private func endless(_ link: FileEntry) -> String {
  "the link \(link.displayPath) leads through more than 40 links, or in a circle"
}
