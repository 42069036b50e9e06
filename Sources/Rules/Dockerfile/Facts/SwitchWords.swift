/// How variables and configuration files switch something off and on.
extension StringProtocol {
  var isSwitchedOff: Bool { ["false", "0", "no", "off", "n"].contains(lowercased()) }
  var isSwitchedOn: Bool { ["true", "1", "yes", "on", "y"].contains(lowercased()) }
}
