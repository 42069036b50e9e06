extension Tool {
  /// Programs that make and change accounts: shadow-utils, Debian's adduser(8) and BusyBox's.
  static let accounts: [Tool] = [
    Tool("htpasswd", values: "-C -r"),
    Tool(
      "useradd", as: ["luseradd"],
      values: """
        -b --base-dir -c --comment -d --home --home-dir -e --expiredate -f --inactive -g --gid -G --groups -k --skel -K --key
        -p --password -P --prefix -R --root -s --shell -u --uid -Z --selinux-user --selinux-range
        """),
    Tool(
      "usermod",
      values: """
        -c --comment -d --home -e --expiredate -f --inactive -g --gid -G --groups -l --login -p --password -P --prefix
        -R --root -s --shell -u --uid -v --add-subuids -V --del-subuids -w --add-subgids -W --del-subgids -Z
        """),
    Tool("userdel", values: "-P --prefix -R --root"),
    Tool(
      "adduser",
      values: """
        -h --home -s --shell -G -g -u --uid -k --gid --gecos --ingroup --conf --firstuid --lastuid --firstgid --lastgid
        --add_extra_groups= --comment
        """),
    Tool("addgroup", values: "-g --gid --conf --firstgid --lastgid"),
    Tool("groupadd", values: "-g --gid -K --key -p --password -P --prefix -R --root -U --users"),
    Tool("groupmod", values: "-g --gid -n --new-name -p --password -P --prefix -R --root -U --users"),
    Tool("deluser", values: " --conf --backup-to"), Tool("delgroup", values: "--conf"),
    Tool("gpasswd", values: "-a --add -d --delete -Q --root -A --administrators -M --members"),
    Tool(
      "passwd",
      values:
        "-n --mindays --minimum -x --maxdays --maximum -w --warndays --warning -i --inactive -r --repository -R --root -P --prefix"
    ),
    Tool("chpasswd", values: "-c --crypt-method -P --prefix -R --root -s --sha-rounds"),
    Tool("chage", values: "-d -E -I -m -M -R -W"), Tool("chsh", values: "-s --shell -R --root"),
  ]
}
