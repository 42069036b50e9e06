extension Tool {
  /// Ruby, Go, Rust, PHP, .NET and the JVM.
  static let languages: [Tool] = [
    Tool(
      "gem", [.subcommands, .endsAtDashes],
      values: """
        -v --version -i --install-dir -n --bindir -s --source --platform -P --trust-policy --build-root --target-rbconfig
        --config-file -p --http-proxy  -B --bulk-threshold -g --file --without --key -k --host --otp
        """, manager: .gem),
    Tool(
      "bundle", as: ["bundler"], .subcommands,
      values: """
        --jobs -j --retry --path --without --with --gemfile --trust-policy --target-rbconfig  
         -r --retry -v --version -g --group -s --source --require --git --github --branch --ref --glob
        """, groups: "config", starters: "exec", manager: .bundler),
    Tool(
      "go", [.subcommands, .singleDash],
      values: """
        -C --C -o -p -asmflags -buildmode -buildvcs -compiler -covermode -coverpkg -gccgoflags -gcflags -installsuffix
        -ldflags -mod -modfile -overlay -pgo -pkgdir -tags -toolexec -exec -run -bench -count -timeout -cpu -parallel
        -coverprofile -f 
        """, groups: "mod work tool", starters: "run", manager: .go),
    Tool(
      "cargo", [.subcommands, .plusOptions],
      values: """
        --version --vers --git --branch --tag --rev --path --root --index --registry --color --config -C -Z -j --jobs
        --profile --target --target-dir --features -F -p --package --manifest-path --bin --example --test --bench
        --exclude --message-format --rename --out-dir --lockfile-path
        """, manager: .cargo),
    Tool(
      "rustup", .subcommands, values: "--profile --default-toolchain --default-host --toolchain --target -c --component"
    ),
    Tool(
      "composer", .subcommands, values: "-d --working-dir --prefer-install --ignore-platform-req", groups: "global",
      manager: .composer),
    Tool(
      "dotnet", .subcommands,
      values: """
        -s --source -r --runtime --version --framework -f --add-source --tool-path --configfile --tool-manifest -c
        --configuration -o --output --packages --lock-file-path -v --verbosity --arch -a --os --package-directory
        --project --name -n --root-config-directory
        """, groups: "tool add nuget package  workload", starters: "run exec",
      manager: .dotnet),
    Tool(
      "java", .singleDash, values: "-cp -classpath --class-path -p --module-path -m --module", last: "-jar",
      starters: "."),
    Tool("mvn", values: "-f --file -P --activate-profiles -s --settings -gs -T --threads -pl --projects -l -t -rf"),
    Tool(
      "openssl", [.subcommands, .singleDash, .valuesByDefault],
      flags: "-nodes -x509 -new -noout -text -batch -salt -d -e"),
    Tool(
      "find", .singleDash,
      values: """
        -name -iname -path -ipath -wholename -regex -iregex -type -xtype -user -uid -group -gid -perm -size -mtime -mmin
        -atime -amin -ctime -cmin -newer -maxdepth -mindepth -fstype -links -inum -samefile -lname -printf -fprint
        -regextype -used -anewer -cnewer
        """),
  ]
}

extension PackageManager {
  static let gem = PackageManager(
    "gem", .ruby,
    actions: [
      (.install, "install i"), (.upgrade, "update"), (.remove, "uninstall"), (.clean, "cleanup clean"), (.run, "exec"),
    ], versions: "-v --version",
    caches: ["/usr/local/bundle/cache", "~/.gem", "~/.local/share/gem", "/usr/lib/ruby/gems"])

  static let bundler = PackageManager(
    "bundle", .ruby,
    actions: [
      (.install, ". install add"), (.upgrade, "update"), (.remove, "remove"), (.clean, "clean"),
    ], locks: "--deployment --frozen", versions: "-v --version",
    caches: ["/usr/local/bundle/cache", "~/.bundle/cache"])

  static let go = PackageManager(
    "go", .go,
    actions: [
      (.install, "install get mod/download mod/tidy mod/vendor"), (.run, "run"), (.clean, "clean"),
    ], locking: "mod/download", caches: ["/go/pkg/mod", "~/go/pkg/mod", "~/.cache/go-build"],
    cleanings: [
      Cleaning("clean", needs: "-modcache --modcache", empties: ["/go/pkg/mod", "~/go/pkg/mod"]),
      Cleaning("clean", needs: "-cache --cache", empties: ["~/.cache/go-build"]),
    ])

  static let cargo = PackageManager(
    "cargo", .rust,
    actions: [
      (.install, "install add binstall fetch"), (.upgrade, "update"), (.remove, "uninstall remove rm"),
    ],
    locks: "--locked --frozen", packageOptions: "--git --path", versions: "--version --vers",
    caches: ["/usr/local/cargo/registry", "/usr/local/cargo/git", "~/.cargo/registry", "~/.cargo/git"])

  static let composer = PackageManager(
    "composer", .php,
    actions: [
      (.install, "install i create-project"), (.install, "require req r global/require global/req global/install"),
      (.upgrade, "update u upgrade global/update"), (.remove, "remove rm uninstall global/remove"),
      (.clean, "clear-cache clearcache cc"),
    ],
    assumesYes: "-n --no-interaction", noCache: "--no-cache", locking: "install i",
    caches: ["~/.composer/cache", "~/.cache/composer", "/tmp/cache"],
    cleanings: [
      Cleaning("clear-cache clearcache cc", empties: ["~/.composer/cache", "~/.cache/composer", "/tmp/cache"])
    ])

  static let dotnet = PackageManager(
    "dotnet", .dotnet,
    actions: [
      (.install, "restore tool/install tool/restore add/package package/add workload/install workload/restore"),
      (.upgrade, "tool/update workload/update"), (.remove, "tool/uninstall remove/package package/remove"),
      (.clean, "nuget/locals"),
    ],
    noCache: "--no-cache", locks: "--locked-mode", versions: "--version -v",
    caches: ["~/.nuget/packages", "~/.local/share/NuGet"],
    cleanings: [Cleaning("nuget/locals", needs: "-c --clear", empties: ["~/.nuget/packages", "~/.local/share/NuGet"])])
}
