/// The spellings of the account that may do everything.
enum RootAccount {
  /// Whether an account, with or without a group behind a colon, is root: by name, or by any number equal to 0;
  /// or the ContainerAdministrator of Windows.
  static func isNamed(_ user: String) -> Bool {
    var account = user.drop { isBlank($0) }.prefix { $0 != ":" }
    while account.last.map(isBlank) == true { account.removeLast() }
    // Windows compares names without case.
    if account.lowercased() == "containeradministrator" { return true }
    // Nothing before the colon, or at all, is root too.
    return account == "root" || account.drop { $0 == "+" || $0 == "-" }.allSatisfy { $0 == "0" }
  }

  private static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
}
