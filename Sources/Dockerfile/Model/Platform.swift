/// An operating system with an architecture, as `--platform` names it: `os[/arch[/variant]]`.
package struct Platform: Sendable, Hashable {
  package var os: String
  package var architecture: String
  package var variant: String

  package init(os: String, architecture: String, variant: String = "") {
    self.os = os
    self.architecture = architecture
    self.variant = variant
  }

  /// Reads and normalises a platform (containerd's rules: `x86_64` is `amd64`, `aarch64` is `arm64`, `macos` is `darwin`);
  /// nil when the text is none.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { $0.lowercased() }
    guard (1...3).contains(parts.count), parts.allSatisfy(Self.isComponent) else { return nil }
    if parts.count == 1 {
      if let os = Self.system(parts[0]) {
        self.init(os: os, architecture: "amd64")
      } else {
        let (architecture, variant) = Self.normalise(parts[0], "")
        guard Self.architectures.contains(architecture) else { return nil }
        self.init(os: "linux", architecture: architecture, variant: variant)
      }
      return
    }
    let (architecture, variant) = Self.normalise(parts[1], parts.count == 3 ? parts[2] : "")
    self.init(os: Self.system(parts[0]) ?? parts[0], architecture: architecture, variant: variant)
  }

  package var description: String {
    [os, architecture, variant].filter { !$0.isEmpty }.joined(separator: "/")
  }

  private static let systems: Set<String> = [
    "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl", "netbsd",
    "openbsd", "plan9", "solaris", "wasip1", "windows", "zos",
  ]

  private static let architectures: Set<String> = [
    "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle", "mips64", "mips64le",
    "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x", "sparc", "sparc64", "wasm",
  ]

  private static func isComponent(_ part: String) -> Bool {
    !part.isEmpty
      && part.utf8.allSatisfy { ASCII.isLetter($0) || ASCII.isDigit($0) || "_.-()".utf8.contains($0) }
  }

  private static func system(_ name: String) -> String? {
    let os = name == "macos" ? "darwin" : name
    return systems.contains(os) ? os : nil
  }

  private static func normalise(_ architecture: String, _ variant: String) -> (String, String) {
    switch architecture {
    case "i386": ("386", "")
    case "x86_64", "x86-64", "amd64": ("amd64", variant == "v1" ? "" : variant)
    case "aarch64", "arm64": ("arm64", variant == "8" || variant == "v8" ? "" : variant)
    case "armhf": ("arm", "v7")
    case "armel": ("arm", "v6")
    case "arm":
      ("arm", variant.isEmpty || variant == "7" ? "v7" : ["5", "6", "8"].contains(variant) ? "v\(variant)" : variant)
    default: (architecture, variant)
    }
  }
}
