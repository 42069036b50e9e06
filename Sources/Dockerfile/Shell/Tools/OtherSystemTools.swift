extension Tool {
  /// zypper and pacman.
  static let otherSystems: [Tool] = [
    Tool(
      "zypper", .subcommands,
      values: """
        -c --config -C --cache-dir -D --reposd-dir -R --root --installroot -p --plus-repo --plus-content --raw-cache-dir
        --solv-cache-dir --pkg-cache-dir --userdata --releasever --releasevers --disable-repositories-for
        -r --repo --from -t --type --download  -b --bugzilla --cve --date -g --category
        """,
      subcommandValues: ["addrepo": "-p --priority -t --type -r --repo", "ar": "-p --priority -t --type -r --repo"],
      manager: .zypper),
    Tool(
      "pacman",
      values: """
        -b --dbpath -r --root --arch --cachedir --color --config --gpgdir --hookdir --logfile --sysroot --ignore
        --ignoregroup --overwrite --assume-installed --print-format
        """, manager: .pacman),
  ]
}

extension PackageManager {
  static let zypper = PackageManager(
    "zypper", .suse,
    actions: [
      (.install, "install in source-install si install-new-recommends inr"),
      (.update, "refresh ref"), (.upgrade, "update up patch dist-upgrade dup"), (.remove, "remove rm"),
      (.clean, "clean cc"),
    ],
    assumesYes: "-n --non-interactive -y --no-confirm", interactive: "install upgrade remove",
    skipsRecommended: "--no-recommends", caches: ["/var/cache/zypp"], indexes: ["/var/cache/zypp"],
    cleanings: [Cleaning("clean cc", empties: ["/var/cache/zypp"])])

  /// Its subcommands are options: `-S`, `-Sy`, `-Syu`, `-R`, `-Scc`. The table names the actions for `PacmanAction`.
  static let pacman = PackageManager(
    "pacman", .arch,
    actions: [
      (.install, "-S -U"), (.update, "-Sy"), (.upgrade, "-Su -Syu"), (.remove, "-R"), (.clean, "-Sc -Scc"),
    ],
    assumesYes: "--noconfirm", interactive: "install upgrade remove clean", caches: ["/var/cache/pacman/pkg"],
    indexes: ["/var/lib/pacman/sync"], cleanings: [Cleaning("-Scc", empties: ["/var/cache/pacman/pkg"])])
}
