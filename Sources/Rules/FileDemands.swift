/// What a policy demands of the files at a path of an image's final file system: an entry of the key `files`.
package struct FileDemand: Sendable, Hashable {
  /// A path or a glob, without a leading slash.
  package var pattern: String
  /// Whether something must lie there.
  package var isRequired: Bool
  /// Whether nothing may lie there.
  package var isForbidden: Bool
  /// The permission bits with setuid, setgid and sticky.
  package var mode: UInt16?
  /// `user` or `user:group`, each a name or a number.
  package var owner: String?
  /// The digest of the content: 64 hexadecimal digits in lower case.
  package var sha256: String?
  /// Texts that the content must have.
  package var contained: [String]
  /// Texts that the content must not have.
  package var lacking: [String]

  package init(
    pattern: String = "", isRequired: Bool = false, isForbidden: Bool = false, mode: UInt16? = nil,
    owner: String? = nil, sha256: String? = nil, contained: [String] = [], lacking: [String] = []
  ) {
    self.pattern = pattern
    self.isRequired = isRequired
    self.isForbidden = isForbidden
    self.mode = mode
    self.owner = owner
    self.sha256 = sha256
    self.contained = contained
    self.lacking = lacking
  }

  /// Whether it says anything of what the files must be like.
  package var hasAttributes: Bool { mode != nil || owner != nil || sha256 != nil || wantsContent }

  var wantsContent: Bool { !contained.isEmpty || !lacking.isEmpty }
}
