/// Names of files that are looked for among very many others: most are told apart by their length.
struct NameSet: Sendable, ExpressibleByArrayLiteral {
  private let names: Set<ArraySlice<UInt8>>
  /// Bit n: some name has n bytes.
  private let lengths: UInt64

  init(_ names: some Sequence<String>) {
    self.names = Set(names.map { ArraySlice($0.utf8) })
    lengths = self.names.reduce(0) { $0 | Self.bit($1.count) }
  }

  init(arrayLiteral names: String...) { self.init(names) }

  func contains(_ name: ArraySlice<UInt8>) -> Bool { lengths & Self.bit(name.count) != 0 && names.contains(name) }

  func contains(_ name: String) -> Bool { contains(ArraySlice(name.utf8)) }

  private static func bit(_ length: Int) -> UInt64 { 1 << UInt64(min(length, 63)) }
}
