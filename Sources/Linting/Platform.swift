/// An operating system with an architecture, as `--platform` names it: `os[/arch[/variant]]`. Normalised by containerd's rules:
/// `x86_64` is `amd64`, `aarch64` is `arm64`, `arm` is `arm/v7`, `macos` is `darwin`.
package struct Platform: Sendable, Hashable {
  package let os: String
  package let architecture: String
  /// Empty for the usual one: `v8` of arm64, `v1` of amd64.
  package let variant: String

  /// A platform as documents state it, whatever its parts say.
  package init(os: String, architecture: String, variant: String = "") {
    let os = os.lowercased()
    self.os = Self.system(os) ?? os
    (self.architecture, self.variant) = Self.normalise(architecture.lowercased(), variant.lowercased())
  }

  /// Reads a platform; nil when the text is none.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { $0.lowercased() }
    guard (1...3).contains(parts.count), parts.allSatisfy(Self.isComponent) else { return nil }
    if parts.count == 1 {
      if let os = Self.system(parts[0]) {
        self.init(os: os, architecture: "amd64")
      } else {
        self.init(os: "linux", architecture: parts[0])
        guard Self.architectures.contains(architecture) else { return nil }
      }
      return
    }
    self.init(os: parts[0], architecture: parts[1], variant: parts.count == 3 ? parts[2] : "")
  }

  /// Whether an image for another platform will do: one of another variant, when no variant was asked for.
  package func covers(_ other: Platform) -> Bool {
    os == other.os && architecture == other.architecture && (variant.isEmpty || variant == other.variant)
  }

  /// The part that nobody knows, what it should be, and what is known; nil when all is.
  package var unknownPart: (word: String, kind: String, known: [String])? {
    if !Self.systems.contains(os) { return (os, "operating system", Self.systems.sorted()) }
    if !Self.architectures.contains(architecture) {
      return (architecture, "architecture", Self.architectures.sorted())
    }
    return nil
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
      && part.unicodeScalars.allSatisfy { "a"..."z" ~= $0 || "0"..."9" ~= $0 || "_.-()".unicodeScalars.contains($0) }
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
