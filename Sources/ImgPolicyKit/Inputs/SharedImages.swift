internal import Images

/// The archives that several targets of a gate name. Each is read once for all targets of the same policies, and let go of when
/// the last of them is judged.
struct SharedImages {
  private struct Key: Hashable {
    var path: String
    var rules: RuleSetKey
  }

  /// How many targets have yet to ask, by path.
  private var uses: [String: Int]
  private var images: [Key: [ImageModel]] = [:]

  /// `paths` are those of all targets, one as often as targets name it.
  init(_ paths: [String] = []) {
    uses = Dictionary(paths.map { ($0, 1) }, uniquingKeysWith: +).filter { $0.value > 1 }
  }

  /// The images at `path` as they were read before for the same rules.
  func images(at path: String, for rules: RuleSetKey) -> [ImageModel]? { images[Key(path: path, rules: rules)] }

  /// Keeps what was read as long as another target may ask for it.
  mutating func keep(_ read: [ImageModel], at path: String, for rules: RuleSetKey) {
    guard let left = uses[path] else { return }
    uses[path] = left - 1
    if left > 1 { images[Key(path: path, rules: rules)] = read } else { images = images.filter { $0.key.path != path } }
  }
}
