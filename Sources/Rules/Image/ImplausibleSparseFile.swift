package import Images
package import Linting

/// A file states a size of which next to nothing is stored.
package struct ImplausibleSparseFile: Rule {
  package static let info = RuleInfo(
    name: "implausible-sparse-file",
    groups: ["integrity", "size"],
    severity: .warning,
    summary: "A file states a size of which next to nothing is stored.",
    rationale:
      "A tar can hold a file as holes with a little data between them. A few stored bytes then become gigabytes on the disk "
      + "of whoever unpacks the layer. Sizes and budgets count such a file in full. Files of a size below 64 MiB are passed "
      + "over, and those with at least one stored byte in a hundred.",
    help: "Find out what writes the file; leave it out of the image, or cut it to its real size.",
    bad: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY data /data
          0644 0:0 data/disk.img sparse 1GB
        """#)
    ],
    good: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        """#)
    ],
    references: [
      "https://www.gnu.org/software/tar/manual/html_node/sparse.html",
      "https://cwe.mitre.org/data/definitions/409.html",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .implausibleSparseFile, Self.info) }
}
