package import Images
package import Linting

/// A layer brings a device, or a mark of overlayfs.
package struct DeviceFile: Rule {
  package static let info = RuleInfo(
    name: "device-file",
    groups: ["files", "security"],
    severity: .warning,
    summary: "A layer brings a block or character device, or a mark of overlayfs.",
    rationale:
      "A runtime fills /dev itself, so that no image needs a device. Elsewhere one is a way to the host's disks and memory "
      + "for a container that may use it. A character device 0:0 is how overlayfs marks a deleted file, and the "
      + "attribute overlay.opaque how it marks an emptied directory: in a layer they mean that somebody packed the storage of "
      + "a container engine instead of an image.",
    help:
      "Leave devices out of what is copied (tar --exclude=./dev/*), and give a container the device that it needs when it "
      + "starts.",
    bad: [
      RuleInfo.Example(
        """
        layer: ADD rootfs.tar /
          0660 0:6 dev/sda block 8:0
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        layer: ADD rootfs.tar /
          0755 0:0 dev/
          dev/stdout -> /proc/self/fd/1
        """)
    ],
    references: [
      "https://github.com/opencontainers/image-spec/blob/main/layer.md#file-types",
      "https://docs.kernel.org/filesystems/overlayfs.html",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    image.files.layerFiles { $0.kind == .characterDevice || $0.kind == .blockDevice || $0.isOpaque }.map { file in
      image.finding(Self.info, message(file), of: file)
    }
  }
}

private func message(_ file: FileEntry) -> String {
  if file.isOpaque {
    return
      "\(file.displayPath.isEmpty ? "/" : file.displayPath) has the attribute overlay.opaque, overlayfs' mark of a "
      + "directory that hides what lower layers have in it: expected an opaque whiteout (.wh..wh..opq) in a layer"
  }
  let number = file.device.map { "\($0.major):\($0.minor)" } ?? "of an unknown number"
  if file.kind == .characterDevice, file.device?.major == 0, file.device?.minor == 0 {
    return "\(file.displayPath) is the character device 0:0, overlayfs' mark of a deleted file: expected a whiteout "
      + "(.wh.NAME) in a layer"
  }
  return "\(file.displayPath) is the \(file.kind == .blockDevice ? "block" : "character") device \(number): expected "
    + "none in an image"
}
