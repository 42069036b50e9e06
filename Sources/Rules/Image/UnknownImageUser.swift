package import Images
package import Linting

/// The user or group of the image is a name that its etc/passwd or etc/group does not have.
package struct UnknownImageUser: Rule {
  package static let info = RuleInfo(
    name: "unknown-image-user", groups: ["config", "user", "correctness"], severity: .error,
    summary: "The user or group of the image is a name that its etc/passwd or etc/group does not have.",
    rationale: """
      Runtimes look the name up in the image's own files. When it is not there, the container does not start. A \
      numeric user needs no entry.
      """,
    help: "Make the account in the stage that ends in the image, or write its number behind USER.",
    bad: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY etc /etc
          0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n"
          0644 0:0 etc/group "root:x:0:\nnode:x:1000:\n"
        """#)
    ],
    good: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: node:node
        layer: COPY etc /etc
          0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n"
          0644 0:0 etc/group "root:x:0:\nnode:x:1000:\n"
        """#),
      RuleInfo.Example(
        """
        tag: shop/web:v1
        user: 1001:1001
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """),
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#user",
      "https://github.com/opencontainers/image-spec/blob/main/config.md#properties",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    guard image.hasWholeFileSystem, let config = image.linuxConfig else { return [] }
    guard let accounts = image.knownAccounts else {
      let passwd = image.files.entry(at: "etc/passwd")
      return config.user.isEmpty
        ? [] : [image.finding(Self.info, unreadable(config.user), file: passwd?.displayPath, of: .user)]
    }
    // Without a passwd, nothing but root is meant by that name.
    if !config.account.isEmpty, config.account != "root", accounts.resolve(user: config.user) == nil {
      let message = config.account.isDecimal ? tooHigh(config.user) : noUser(config.user, config.account)
      return [image.finding(Self.info, message, of: .user)]
    }
    let group = config.accountGroup
    guard !group.isEmpty, !accounts.groups.contains(where: { $0.name == group }) else { return [] }
    if group.isDecimal || Int(group) != nil {
      let isTooHigh = Int(group).map { $0 > Accounts.highestNumber } ?? true
      return isTooHigh ? [image.finding(Self.info, tooHigh(config.user), of: .user)] : []
    }
    let isRoot = group == "root" && accounts.groups.isEmpty
    return isRoot ? [] : [image.finding(Self.info, noGroup(config.user, group), of: .user)]
  }
}

extension ImageModel {
  /// The accounts by which names are looked up: without a passwd, none. nil when nobody can tell.
  fileprivate var knownAccounts: Accounts? {
    accounts ?? (files.entry(at: "etc/passwd") == nil ? Accounts(passwd: []) : nil)
  }

  /// The name of its user, where no account has it; nil for a number, and when nobody can tell.
  var unknownUser: String? {
    guard let config = linuxConfig, let accounts = knownAccounts, accounts.resolve(user: config.user) == nil,
      !config.account.isDecimal, config.account != "root"
    else { return nil }
    return String(config.account)
  }

  /// `root`, where USER says so and the image has no etc/passwd: a runtime looks the name up even then.
  var rootWithoutAccounts: String? {
    guard let config = linuxConfig, config.account == "root", hasWholeFileSystem,
      files.entry(at: "etc/passwd", followingLinks: false) == nil
    else { return nil }
    return "root"
  }
}

private func unreadable(_ user: String) -> String {
  "the user of the image is “\(user)”, but its etc/passwd is no regular file: nobody can tell who that is, expected a list "
    + "of accounts"
}

private func tooHigh(_ user: String) -> String {
  "the user of the image is “\(user)”, but numbers of users and groups end at \(Accounts.highestNumber): the container "
    + "cannot start"
}

private func noUser(_ user: String, _ name: Substring) -> String {
  "the user of the image is “\(user)”, but its etc/passwd has no “\(name)”: the container cannot start"
}

private func noGroup(_ user: String, _ name: Substring) -> String {
  "the user of the image is “\(user)”, but its etc/group has no “\(name)”: the container cannot start"
}
