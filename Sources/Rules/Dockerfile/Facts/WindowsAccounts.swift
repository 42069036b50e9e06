/// The accounts that every image of Windows has.
enum WindowsAccounts {
  /// Who runs what no USER says otherwise of, but on Nano Server.
  static let administrator = "ContainerAdministrator"
  static let help = "Add USER ContainerUser before the last CMD or ENTRYPOINT."

  static func contain(_ name: some StringProtocol) -> Bool {
    ["containeruser", "containeradministrator"].contains(name.lowercased())
  }
}
