internal import Images

/// The version of imgpolicy, as `--version` and every report print it.
package let toolVersion = "0.1.0"

/// What `--version` prints: the version, and that of the archive library.
package var versionText: String { "imgpolicy \(toolVersion) (\(libarchiveVersion()))" }
