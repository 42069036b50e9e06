extension Tool {
  /// The options of the apt programs, as apt-get(8), apt-cache(8) and aptitude(8) have them.
  private static let aptValues: WordList = """
    -o --option -c --config-file -t --target-release --default-release -a --host-architecture -P --build-profiles
    --solver
    """

  /// apt, dpkg and what belongs to them.
  static let debian: [Tool] = [
    Tool("apt-get", [.subcommands, .shortEquals], values: aptValues, manager: .aptGet),
    Tool("apt", [.subcommands, .shortEquals], values: aptValues, manager: .aptGet),
    Tool(
      "aptitude", [.subcommands, .shortEquals],
      values: """
        -o -c -t --target-release --default-release -w --width -F --display-format -O --sort -S --add-user-tag
        --add-user-tag-to --remove-user-tag --remove-user-tag-from --user-tag --group-by --log-file --log-level
        --show-package-names
        """, manager: .aptGet),
    Tool(
      "apt-cache", [.subcommands, .shortEquals], values: "-o --option -c --config-file -p --pkg-cache -s --src-cache"),
    Tool("apt-mark", [.subcommands, .shortEquals], values: "-o --option -c --config-file -f --file"),
    Tool("apt-config", [.subcommands, .shortEquals], values: "-o --option -c --config-file"),
    Tool("apt-key", .subcommands, values: "--keyring --keyserver --recv-keys --recv --fingerprint --secret-keyring"),
    Tool("add-apt-repository", values: "-P --ppa -C --cloud -U --uri -S --sourceslist -c --component -p --pocket"),
    Tool("debconf-set-selections"),
    Tool(
      "dpkg",
      values: """
        --root --admindir --instdir --log --status-fd --status-logger --path-exclude --path-include -D
        --force --no-force --refuse --ignore-depends -G
        """),
    Tool("dpkg-deb", values: "-Z -z -S --deb-format --root-owner-group"), Tool("gdebi", values: "-o --option --root"),
  ]
}

extension PackageManager {
  /// apt-get, and the other programs for Debian's packages: `apt` and `aptitude`, told apart by the command's name.
  static let aptGet = PackageManager(
    "apt-get", .debian,
    actions: [
      (.install, "install reinstall build-dep satisfy full-install"), (.update, "update"),
      (.upgrade, "upgrade full-upgrade dist-upgrade dselect-upgrade safe-upgrade"),
      (.remove, "remove purge autoremove autopurge"), (.clean, "clean autoclean auto-clean distclean dist-clean"),
    ],
    assumesYes: "-y --yes --assume-yes --force-yes", interactive: "install upgrade remove",
    skipsRecommended: "--no-install-recommends -R --without-recommends",
    caches: ["/var/cache/apt"], indexes: ["/var/lib/apt/lists"],
    cleanings: [
      Cleaning("clean", empties: ["/var/cache/apt"]),
      Cleaning("distclean dist-clean", empties: ["/var/cache/apt", "/var/lib/apt/lists"]),
    ])
}
