extension Tool {
  /// The options of dnf(8), dnf5(8), microdnf and tdnf.
  private static let dnfValues: WordList = """
    -c --config -d --debuglevel -e --errorlevel -x --exclude --excludepkgs --enablerepo --disablerepo --enable-repo
    --disable-repo --repo --repoid --repofrompath --installroot --releasever --setopt --setvar --forcearch --advisory
    --advisories --bz --bzs --cve --cves --sec-severity --secseverity --comment --downloaddir --destdir --disableexcludes
    --disableexcludepkgs --disableplugin --enableplugin --rpmverbosity --color --arch --from-repo --advisory-severities
    -R --randomwait
    """

  /// The programs for rpm packages of the Red Hat family.
  static let redHat: [Tool] = [
    Tool(
      "dnf", as: ["dnf5", "microdnf"], .subcommands, values: dnfValues,
      subcommandValues: ["config-manager": "--add-repo"], groups: "module group groups", manager: .dnf),
    Tool("tdnf", .subcommands, values: dnfValues, manager: .tdnf),
    Tool(
      "yum", .subcommands,
      values: """
        -c --config -d --debuglevel -e --errorlevel -x --exclude --enablerepo --disablerepo --installroot --releasever
        --setopt --disableexcludes --disableplugin --enableplugin --downloaddir --color --rpmverbosity --advisory --bz
        --cve --sec-severity --repo --repoid --forcearch -R --randomwait --comment
        """, groups: "module group groups", manager: .yum),
    Tool("yum-config-manager", values: "--add-repo --enablerepo --disablerepo --setopt"),
    Tool("subscription-manager", [.subcommands, .valuesByDefault], flags: "--auto-attach --force --all"),
    Tool(
      "rpm",
      values: """
        -r --root --dbpath --prefix --relocate --excludepath --define -D --eval -E --queryformat --qf --rcfile --pipe
        --undefine --load --macros
        """),
  ]
}

extension PackageManager {
  private static let rpmActions: [(Action, WordList)] = [
    (
      .install,
      """
      install in reinstall rei localinstall groupinstall module/install module/enable group/install groups/install
      install-n install-na install-nevra builddep downgrade swap module/switch-to
      """
    ), (.update, "makecache mc check-update"),
    (
      .upgrade,
      """
      update up upgrade upgrade-minimal up-min update-minimal distro-sync dsync distribution-synchronization
      groupupdate group/upgrade group/update module/update offline-upgrade
      """
    ), (.remove, "remove rm erase autoremove groupremove group/remove module/remove"), (.clean, "clean"),
  ]

  private static func rpm(_ name: String, caches: [String]) -> PackageManager {
    PackageManager(
      name, .redHat, actions: rpmActions, assumesYes: "-y --assumeyes", interactive: "install upgrade remove",
      setsRecommendedOff: ["--setopt": "install_weak_deps"], caches: caches, indexes: caches,
      cleanings: [Cleaning("clean", needs: "all", empties: caches)])
  }

  /// dnf, dnf5 and microdnf.
  static let dnf = rpm("dnf", caches: ["/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/yum", "~/.cache/libdnf5"])
  static let tdnf = rpm("tdnf", caches: ["/var/cache/tdnf"])
  static let yum = rpm("yum", caches: ["/var/cache/yum", "/var/cache/dnf"])
}
