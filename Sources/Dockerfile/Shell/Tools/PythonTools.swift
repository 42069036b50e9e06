extension Tool {
  private static let pipValues: WordList = """
    -r --requirement --requirements -c --constraint --constraints -e --editable -t --target -i --index-url
    --extra-index-url -f --find-links --prefix --root --src --platform --python-version --implementation --abi
    --trusted-host --cache-dir --timeout --retries --proxy --no-binary --only-binary --progress-bar --log
    --upgrade-strategy --exists-action --cert --client-cert --config-settings -C --global-option --install-option
    --build-option --report --root-user-action --python --keyring-provider --use-feature --use-deprecated -b --build
    -d --dest --only-group --group --build-constraint --exclude -w --wheel-dir
    --default-timeout
    """

  private static let uvValues: WordList = """
    -p --python --extra --no-extra --group --only-group --no-group --project --directory --index --index-url
    --default-index --extra-index-url --find-links -f --cache-dir -r --requirement --requirements -c --constraint
    --constraints --override --overrides -b --build-constraints --link-mode --package -P --upgrade-package
    --refresh-package --reinstall-package --no-build-package --no-binary-package --no-install-package --only-install-package
    -i -w --with --with-editable --with-requirements --from --config-file --config-setting -C --index-strategy
    --keyring-provider --resolution --prerelease --fork-strategy --exclude-newer --color --allow-insecure-host --branch
    --tag --rev --script --target --prefix --no-binary --only-binary --python-version --python-platform --extra-build-dependency
    --torch-backend --output-file -o --env-file --bounds --optional --marker -m --module --exclude
    """

  static let python: [Tool] = [
    Tool(
      "pip", as: ["pip2", "pip3"], [.subcommands, .shortEquals], values: pipValues, groups: "cache config",
      manager: .pip),
    Tool(
      "python", as: ["python2", "python3", "pypy", "pypy3"], values: "-m -c -W -X -Q", last: "-m -c", starters: "."),
    Tool(
      "uv", [.subcommands, .shortEquals], values: uvValues,
      // `uv add -e` has no value; `uv pip install -e` has one.
      subcommandValues: ["pip/install": "-e --editable -t", "pip/sync": "-t", "venv": "-n --prompt"],
      groups: "pip tool cache python self", starters: "run tool/run", manager: .uv),
    Tool("uvx", [.shortEquals], values: uvValues, starters: ".", manager: .uvx),
    Tool(
      "poetry", .subcommands,
      values: """
        -C --directory -P --project --only --with --without -E --extras -G --group --source --python --platform
        --markers --timeout -o --output -f --format
        """, groups: "cache config self env source", starters: "run", manager: .poetry),
    Tool(
      "pipx", .subcommands,
      values: """
        --python -i --index-url --pip-args --suffix --spec --preinstall --backend --requirement -r --name
        """, starters: "run", manager: .pipx),
    Tool("pipenv", .subcommands, values: "--python -r --requirements -i --index --categories --extra-pip-args -e"),
  ]

  private static let condaValues: WordList = """
    --name --prefix --channel --file --repodata-fn --revision --solver --experimental --subdir --platform
    --channel-priority -r --root-prefix --rc-file --log-level --category --download-threads --extract-threads
    """

  /// For `conda clean` these letters are switches of their own: `conda clean -tipsy`, `-afy`.
  private static let environmentValues: WordList = "-n -p -c -f"

  static let conda: [Tool] = [
    Tool(
      "conda", as: ["mamba", "micromamba"], .subcommands, values: condaValues,
      subcommandValues: Dictionary(
        uniqueKeysWithValues: [
          "install", "create", "update", "upgrade", "remove", "uninstall", "run", "list", "env/create", "env/update",
          "env/remove",
        ].map { ($0, environmentValues) }),
      groups: "env", starters: "run", manager: .conda)
  ]
}

extension PackageManager {
  static let pip = PackageManager(
    "pip", .python,
    actions: [
      (.install, "install download wheel"), (.remove, "uninstall"), (.clean, "cache/purge cache/remove"),
    ],
    assumesYes: "-y --yes", interactive: "remove", noCache: "--no-cache-dir --no-cache",
    noCacheVariable: "PIP_NO_CACHE_DIR",
    locks: "--require-hashes", packageOptions: "-e --editable", caches: ["~/.cache/pip"],
    cleanings: [Cleaning("cache/purge", empties: ["~/.cache/pip"])])

  static let uv = PackageManager(
    "uv", .python,
    actions: [
      (.install, "sync add pip/install pip/sync tool/install"), (.upgrade, "tool/upgrade lock"),
      (.remove, "remove pip/uninstall tool/uninstall"), (.clean, "cache/clean cache/prune clean"), (.run, "tool/run"),
    ],
    noCache: "--no-cache --no-cache-dir -n", noCacheVariable: "UV_NO_CACHE",
    locks: "--frozen --locked --require-hashes",
    packageOptions: "-e --editable --with --with-editable --from", caches: ["~/.cache/uv"],
    cleanings: [Cleaning("cache/clean clean", empties: ["~/.cache/uv"])])

  static let uvx = PackageManager(
    "uv", .python, actions: [(.run, ".")], noCache: "--no-cache --no-cache-dir -n", noCacheVariable: "UV_NO_CACHE",
    packageOptions: "--with --with-editable --from", caches: ["~/.cache/uv"])

  static let poetry = PackageManager(
    "poetry", .poetry,
    actions: [
      (.install, "install sync add self/add"), (.upgrade, "update lock"), (.remove, "remove"), (.clean, "cache/clear"),
    ],
    assumesYes: "-n --no-interaction", noCache: "--no-cache",
    locking: "install sync", caches: ["~/.cache/pypoetry"],
    cleanings: [Cleaning("cache/clear", needs: "--all", empties: ["~/.cache/pypoetry"])])

  static let pipx = PackageManager(
    "pipx", .python,
    actions: [
      (.install, "install inject install-all"), (.upgrade, "upgrade upgrade-all reinstall-all reinstall"),
      (.remove, "uninstall uninstall-all uninject"), (.run, "run"),
    ], packageOptions: "--spec", caches: ["~/.cache/pipx", "~/.cache/pip", "~/.local/share/pipx/shared"])

  /// conda, mamba and micromamba.
  static let conda = PackageManager(
    "conda", .conda,
    actions: [
      (.install, "install create env/create"), (.upgrade, "update upgrade env/update"),
      (.remove, "remove uninstall env/remove"), (.clean, "clean"),
    ],
    assumesYes: "-y --yes", interactive: "install upgrade remove clean", requirements: "-f --file",
    caches: ["/opt/conda/pkgs", "~/.conda/pkgs"],
    cleanings: [
      Cleaning(
        "clean", needs: "-a --all -t -p --tarballs --packages -f --force-pkgs-dirs",
        empties: ["/opt/conda/pkgs", "~/.conda/pkgs"])
    ])
}
