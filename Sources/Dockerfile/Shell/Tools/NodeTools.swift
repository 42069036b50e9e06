extension Tool {
  private static let npmValues: WordList = """
    --registry --prefix -C --cache --loglevel --omit --include -w --workspace --userconfig --globalconfig --tag
    --script-shell --install-strategy --only --before --cpu --os --libc --fetch-retries --fetch-timeout --https-proxy
    --proxy --noproxy --cafile --ca --cert --key --location -L --save-prefix --scope --depth --otp --access --node-options
    --maxsockets --audit-level --fetch-retry-mintimeout --fetch-retry-maxtimeout --fetch-retry-factor --auth-type 
    """

  static let node: [Tool] = [
    Tool(
      "npm", [.subcommands, .shortEquals], values: npmValues,
      subcommandValues: ["exec": "-p --package -c --call", "x": "-p --package -c --call"], groups: "cache config c pkg",
      starters: "exec x", manager: .npm),
    Tool(
      "npx", [.shortEquals], values: "-p --package -c --call --registry --cache --userconfig -w --workspace",
      starters: ".", manager: .npx),
    Tool(
      "yarn", as: ["yarnpkg"], .subcommands,
      values: """
        --registry --cwd --cache-folder --network-timeout --network-concurrency --modules-folder --global-folder
        --mutex --prefix --use-yarnrc --preferred-cache-folder --otp --tag --link-folder --https-proxy --proxy -p --package
        --mode 
        """, groups: "global cache config plugin set", scopes: "workspace", starters: "dlx run exec", manager: .yarn),
    Tool(
      "pnpm", .subcommands,
      values: """
        --registry -C --dir --filter -F --filter-prod --store-dir --virtual-store-dir --modules-dir --loglevel --reporter
        --lockfile-dir --workspace-concurrency --network-concurrency --child-concurrency --fetch-timeout --fetch-retries
        --package-import-method --public-hoist-pattern --hoist-pattern --node-linker --package --allow-build --cache-dir
        --state-dir --omit --cpu --os --libc
        """, groups: "store config env cache", starters: "dlx run exec", manager: .pnpm),
    Tool(
      "bun", .subcommands,
      values: """
        --cwd --registry -c --config --cache-dir --backend --omit --filter --concurrent-scripts --network-concurrency
        --linker --ca --cafile --cpu --os --target --outdir --outfile --env-file -r --preload --port -p
        """, groups: "pm pm/cache", starters: "x run", manager: .bun),
    Tool("pnpx", values: "-p --package --allow-build", starters: ".", manager: .pnpx),
    Tool("bunx", values: "-p --package", starters: ".", manager: .bunx),
    Tool("corepack", .subcommands, values: "--install-directory -o --output"),
    Tool(
      "node", as: ["nodejs"], values: "-e --eval -p --print -r --require --import --loader --env-file", last: "-e -p",
      starters: "."),
  ]
}

extension PackageManager {
  private static let installs: WordList = "install i in ins inst insta instal isnt isnta isntal isntall add"
  private static let npmClean = [Cleaning("cache/clean", needs: "-f --force", empties: ["~/.npm"])]

  static let npm = PackageManager(
    "npm", .node,
    actions: [
      (.install, installs),
      (
        .install,
        """
        ci clean-install ic install-clean isntall-clean install-test it install-ci-test cit clean-install-test
        """
      ), (.upgrade, "update up upgrade udpate"), (.remove, "uninstall un unlink remove rm r prune"),
      (.clean, "cache/clean cache/clear"), (.run, "exec x"),
    ],
    assumesYes: "-y --yes",
    locking: "ci clean-install ic install-clean isntall-clean install-ci-test cit clean-install-test",
    packageOptions: "-p --package", caches: ["~/.npm"], cleanings: npmClean)

  static let npx = PackageManager(
    "npm", .node, actions: [(.run, ".")], assumesYes: "-y --yes", packageOptions: "-p --package", caches: ["~/.npm"])

  static let yarn = PackageManager(
    "yarn", .node,
    actions: [
      (.install, ". install add global/add"), (.upgrade, "upgrade up upgrade-interactive global/upgrade"),
      (.remove, "remove global/remove autoclean"), (.clean, "cache/clean cache/clear"), (.run, "dlx"),
    ],
    locks: "--frozen-lockfile --immutable --immutable-cache", packageOptions: "-p --package",
    caches: ["/usr/local/share/.cache/yarn", "~/.cache/yarn", "~/.yarn/berry/cache"],
    cleanings: [
      Cleaning(
        "cache/clean cache/clear",
        empties: ["/usr/local/share/.cache/yarn", "~/.cache/yarn", "~/.yarn/berry/cache"])
    ])

  private static let pnpmCaches = ["~/.local/share/pnpm/store", "~/.pnpm-store", "~/.cache/pnpm"]

  static let pnpm = PackageManager(
    "pnpm", .node,
    actions: [
      (.install, "install i add fetch ci clean-install install-test it"), (.upgrade, "update up upgrade"),
      (.remove, "remove rm uninstall un prune"), (.clean, "store/prune cache/delete"), (.run, "dlx"),
    ],
    locks: "--frozen-lockfile", locking: "ci clean-install", packageOptions: "--package",
    caches: pnpmCaches, cleanings: [Cleaning("store/prune", empties: pnpmCaches)])

  static let pnpx = PackageManager(
    "pnpm", .node, actions: [(.run, ".")], packageOptions: "-p --package", caches: ["~/.cache/pnpm"])

  static let bun = PackageManager(
    "bun", .node,
    actions: [
      (.install, "install i add a ci"), (.upgrade, "update upgrade"), (.remove, "remove rm"), (.clean, "pm/cache/rm"),
      (.run, "x"),
    ],
    noCache: "--no-cache", locks: "--frozen-lockfile", locking: "ci", caches: ["~/.bun/install/cache"],
    cleanings: [Cleaning("pm/cache/rm", empties: ["~/.bun/install/cache"])])

  static let bunx = PackageManager(
    "bun", .node, actions: [(.run, ".")], packageOptions: "-p --package", caches: ["~/.bun/install/cache"])
}
