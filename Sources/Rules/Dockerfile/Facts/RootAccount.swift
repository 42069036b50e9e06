/// How the USER of an image spells root.
enum RootAccount {
  /// Whether a USER, after expansion, is root: the name, any number equal to 0, or nothing, with or without a group.
  static func isMeant(by user: String) -> Bool {
    let account = trimmed(user).prefix { $0 != ":" }
    return account == "root" || account.drop { $0 == "+" || $0 == "-" }.allSatisfy { $0 == "0" }
  }

  private static func trimmed(_ user: String) -> Substring {
    let start = user.drop { $0 == " " || $0 == "\t" }
    return start.prefix(start.count - start.reversed().prefix { $0 == " " || $0 == "\t" }.count)
  }
}
