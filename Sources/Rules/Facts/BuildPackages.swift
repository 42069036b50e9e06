/// System packages that serve those who build or look after an image, and not the program in it.
enum BuildPackages {
  enum Kind: String, CaseIterable, Sendable {
    case compilers = "compilers and build programs"
    case headers
    case packageBuilders = "package builders"
    case debuggers
    case sshServers = "ssh servers"
    case sshClients = "ssh clients"
    case editors
  }

  private static let kinds: [(kind: Kind, names: Set<String>)] = [
    (
      .compilers,
      [
        "alpine-sdk", "ant", "autoconf", "automake", "base-devel", "binutils", "bison", "build-base", "build-essential",
        "byacc", "cargo", "clang", "cmake", "cpp", "crossbuild-essential-amd64", "default-jdk", "default-jdk-headless",
        "flex", "g++", "gcc", "gcc-c++", "gfortran", "go", "golang", "golang-go", "gradle", "ldc", "libtool", "llvm",
        "m4", "make", "maven", "meson", "nasm", "ninja-build", "node-gyp", "patch", "pkg-config", "pkgconf", "rust",
        "rustc", "samurai", "yasm",
      ]
    ),
    (.packageBuilders, ["abuild", "debhelper", "devscripts", "dpkg-dev", "rpm-build"]),
    (.debuggers, ["gdb", "gdbserver", "lldb", "ltrace", "strace", "valgrind"]),
    (.sshServers, ["dropbear", "openssh", "openssh-server"]),
    (.sshClients, ["openssh-client", "openssh-clients"]),
    (.editors, ["emacs", "emacs-nox", "nano", "neovim", "vim", "vim-tiny"]),
  ]

  /// What a package is for; nil for one that a program may need.
  static func kind(of name: String) -> Kind? {
    if let known = kinds.first(where: { $0.names.contains(name) }) { return known.kind }
    if name.hasSuffix("-dev") || name.hasSuffix("-devel") || name.hasSuffix("-headers") { return .headers }
    let isCompiler =
      (name.hasPrefix("openjdk") && name.contains("-jdk")) || isVersioned(name, of: ["gcc", "g++", "clang", "llvm"])
    return isCompiler ? .compilers : nil
  }

  /// Whether something is built where a package is installed.
  static func builds(_ name: String) -> Bool {
    switch kind(of: name) {
    case .compilers, .headers, .packageBuilders: true
    case .debuggers, .sshServers, .sshClients, .editors, nil: false
    }
  }

  /// `gcc-12`, `clang-16`.
  private static func isVersioned(_ name: String, of tools: [String]) -> Bool {
    tools.contains { tool in
      let version = name.dropFirst(tool.count)
      return name.hasPrefix(tool) && version.first == "-" && version.count > 1
        && version.dropFirst().utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
  }
}
