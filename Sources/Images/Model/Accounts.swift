/// The users and groups of an image, from its own `etc/passwd` and `etc/group`.
package struct Accounts: Sendable, Hashable {
  package struct User: Sendable, Hashable {
    package var name: String
    package var uid: Int
    package var gid: Int
  }

  package struct Group: Sendable, Hashable {
    package var name: String
    package var gid: Int
    /// The names of the users that it has beside those whose primary group it is.
    package var members: [String]
  }

  /// The most that is read of an account file.
  static let sizeLimit = 1 << 20

  /// The highest uid and gid that runtimes accept.
  package static let highestNumber = 0x7fff_ffff

  package let users: [User]
  package let groups: [Group]
  /// The name of each number; where several have it, the first.
  package let userNames: [Int: String]
  package let groupNames: [Int: String]

  /// Reads the two files. Lines that are malformed are skipped, as the C library does.
  package init(passwd: [UInt8], group: [UInt8] = []) {
    users = Self.lines(of: passwd).compactMap { fields in
      guard fields.count >= 4, let uid = number(fields[2]), let gid = number(fields[3]) else { return nil }
      return User(name: display(fields[0]), uid: uid, gid: gid)
    }
    groups = Self.lines(of: group).compactMap { fields in
      guard fields.count >= 3, let gid = number(fields[2]) else { return nil }
      let members = fields.dropFirst(3).first.map { $0.split(separator: UInt8(ascii: ",")).map(display) } ?? []
      return Group(name: display(fields[0]), gid: gid, members: members)
    }
    userNames = Dictionary(users.map { ($0.uid, $0.name) }) { first, _ in first }
    groupNames = Dictionary(groups.map { ($0.gid, $0.name) }) { first, _ in first }
  }

  /// The lines of a file in the format of passwd(5), in fields; those without a name are left out.
  package static func lines(of bytes: [UInt8]) -> [[ArraySlice<UInt8>]] {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      return fields.first.map(\.isEmpty) == false ? fields : nil
    }
  }

  /// The uid that a container gets for the `User` of a config (`user`, `uid`, `user:group`, `uid:gid`); nil for a name that
  /// the image does not know, and for a number above `highestNumber`. As for container runtimes, what reads as a number is one, also where
  /// a user has it for a name.
  package func resolve(user: String) -> Int? {
    let name = user.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init) ?? ""
    if name.isEmpty { return 0 }
    if let number = number(Array(name.utf8)[...]) ?? signedNumber(name) {
      return number <= Self.highestNumber ? number : nil
    }
    return users.first { $0.name == name }?.uid
  }

  /// Runtimes read the number with Go's Atoi, which takes a sign: `+0` is root.
  private func signedNumber(_ name: String) -> Int? {
    guard name.hasPrefix("+") || name.hasPrefix("-") else { return nil }
    return number(Array(name.utf8.dropFirst())[...]).flatMap { $0 == 0 || name.hasPrefix("+") ? $0 : nil }
  }
}

/// A number of decimal digits and nothing else.
private func number(_ digits: ArraySlice<UInt8>) -> Int? {
  guard !digits.isEmpty, digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
  return Int(display(digits))
}
