/// A path that is walked component by component, with the targets of symbolic links put in its place as they are met.
struct PathWalk {
  struct Component {
    var name: ArraySlice<UInt8>
    var isParent: Bool
  }

  private var path: ArraySlice<UInt8>
  private var hops = 0
  /// Whether the target that was followed last begins at the root.
  private(set) var isAbsolute = false

  init(_ path: some Collection<UInt8>) { self.path = ArraySlice(path) }

  /// Whether only slashes are left.
  var isAtEnd: Bool { path.allSatisfy { $0 == UInt8(ascii: "/") } }

  /// The next component; `.` and empty ones are passed over.
  mutating func next() -> Component? {
    while let start = path.firstIndex(where: { $0 != UInt8(ascii: "/") }) {
      let end = path[start...].firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
      let name = path[start..<end]
      path = path[end...]
      let isDots = name.allSatisfy { $0 == UInt8(ascii: ".") }
      if isDots, name.count == 1 { continue }
      return Component(name: name, isParent: isDots && name.count == 2)
    }
    return nil
  }

  /// Goes on with a link's target before the rest of the path; false after too many links.
  mutating func follow(_ target: ArraySlice<UInt8>) -> Bool {
    hops += 1
    guard hops <= FileTree.linkHops else { return false }
    isAbsolute = target.first == UInt8(ascii: "/")
    path = ArraySlice(Array(target) + [UInt8(ascii: "/")] + path)
    return true
  }
}
