package import Images
package import Linting

/// The operating system in the image is past its end of life.
package struct EndOfLifeSystem: Rule {
  package static let info = RuleInfo(
    name: "end-of-life-system", aliases: ["CIS-4.4"], groups: ["security"], severity: .warning,
    summary: "The operating system in the image is past its end of life.",
    rationale: """
      Its makers fix nothing in it any more, so that each fault found from now on stays. Judged by etc/os-release \
      and the table of the Dockerfile's rule, on the policy's `date:` or else on the table's own day.
      """,
    help: "Build on a base image of a release that is still supported.",
    bad: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        layer: ADD rootfs.tar /
          0644 0:0 usr/lib/os-release "ID=debian\nVERSION_ID=\"10\"\n"
          etc/os-release -> ../usr/lib/os-release
        """#)
    ],
    good: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        layer: ADD rootfs.tar /
          0644 0:0 usr/lib/os-release "ID=debian\nVERSION_ID=\"13\"\n"
          etc/os-release -> ../usr/lib/os-release
        """#)
    ],
    wants: [
      WantedContents("etc/os-release", sizeLimit: 64 << 10), WantedContents("usr/lib/os-release", sizeLimit: 64 << 10),
    ],
    references: ["https://endoflife.date/", "https://www.freedesktop.org/software/systemd/man/latest/os-release.html"])

  private let date: CalendarDate?

  package init(_ settings: RuleSettings) { date = settings.date ?? EndOfLife.tableDate }

  package func check(_ image: ImageModel) -> [Finding] {
    let paths = ["etc/os-release", "usr/lib/os-release"]
    guard let date, let path = paths.first(where: { image.files.entry(at: $0) != nil }),
      let text = image.files.contents(of: path), let file = image.files.entry(at: path),
      let release = EndOfLife.release(ofSystem: fields(of: text)), release.lastDay < date
    else { return [] }
    return [image.finding(Self.info, ended(release), layer: file.layer, file: file.displayPath)]
  }

  /// The settings of os-release(5), quotes taken off.
  private func fields(of text: [UInt8]) -> [String: String] {
    var fields: [String: String] = [:]
    for line in String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let quote = parts[1].first == "\"" || parts[1].first == "'" ? parts[1].first : nil
      fields[String(parts[0])] = String(quote.map { mark in parts[1].dropFirst().prefix { $0 != mark } } ?? parts[1])
    }
    return fields
  }
}

private func ended(_ release: EndOfLife.Release) -> String {
  "the image's system is past its end of life: \(release.title) was supported until \(release.lastDay)"
}
