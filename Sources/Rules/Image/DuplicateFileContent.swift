package import Images
package import Linting

/// Two files of the image have the same content.
package struct DuplicateFileContent: Rule {
  package static let info = RuleInfo(
    name: "duplicate-file-content", groups: ["size", "waste"], severity: .info,
    summary: "Two files of the image have the same content.",
    rationale: """
      The bytes are shipped and stored for each of them. Reported from 1 MB on; hard links are one file, and \
      excused. Ignore it where a package brings the copies.
      """,
    help: "Keep one of the files, and link to it (ln, or ln -s).",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY app /app
          app/model.bin 2MB
        layer: COPY data /data
          data/model.bin 2MB =app/model.bin
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY app /app
          app/model.bin 2MB
          data/model.bin => app/model.bin
          app/other.bin 2MB
        """)
    ],
    compares: [.duplicates],
    references: ["https://docs.docker.com/build/building/best-practices/"])

  package init() {}

  /// The most contents that are named; what one image has more of is one and the same fault.
  private static let mostFindings = 20

  package func check(_ image: ImageModel) -> [Finding] {
    let groups = image.files.duplicates().sorted { wasted($0) > wasted($1) }
    return groups.prefix(Self.mostFindings).compactMap { files in
      guard let first = files.first, let second = files.dropFirst().first else { return nil }
      return image.finding(
        Self.info, same(first, second, files.count), layer: second.layer, file: second.path, measured: wasted(files),
        notes: files.prefix(10).map { file in Finding.Note("\(file.path)\(place(file, in: image))", layer: file.layer) }
      )
    }
  }

  private func wasted(_ files: [SizedPath]) -> Int {
    let (bytes, overflow) = (files.first?.bytes ?? 0).multipliedReportingOverflow(by: files.count - 1)
    return overflow ? .max : bytes
  }

  private func place(_ file: SizedPath, in image: ImageModel) -> String {
    file.layer.map { " in \(layerName(image.layers[$0]))" } ?? ""
  }
}

private func same(_ first: SizedPath, _ second: SizedPath, _ count: Int) -> String {
  let others = count == 2 ? "" : " and \(count - 2) more"
  return "\(second.path)\(others) has the same \(ByteSize(first.bytes).description) as \(first.path)"
}
