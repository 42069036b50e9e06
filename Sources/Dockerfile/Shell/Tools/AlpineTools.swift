extension Tool {
  /// apk, as apk(8) and apk-add(8) have it.
  static let alpine: [Tool] = [
    Tool(
      "apk", .subcommands,
      values: """
        -t --virtual -p --root -X --repository --arch --cache-dir --keys-dir --repositories-file --wait --cache-max-age
        --progress-fd --timeout --cache-packages-max-age
        """, groups: "cache", manager: .apk)
  ]
}

extension PackageManager {
  static let apk = PackageManager(
    "apk", .alpine,
    actions: [
      (.install, "add"), (.update, "update"), (.upgrade, "upgrade fix"), (.remove, "del"),
      (.clean, "cache/clean cache/purge"),
    ],
    noCache: "--no-cache", caches: ["/var/cache/apk", "/etc/apk/cache"], indexes: ["/var/cache/apk"],
    cleanings: [
      Cleaning("cache/clean", empties: ["/etc/apk/cache"]),
      Cleaning("cache/purge", empties: ["/var/cache/apk", "/etc/apk/cache"]),
    ])
}
