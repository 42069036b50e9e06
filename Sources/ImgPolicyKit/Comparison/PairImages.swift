internal import Images
internal import Linting

/// By what one finds an image again in another archive or report.
package struct ImageIdentity: Sendable, Hashable {
  /// The target of the project file that names it.
  package var target: String?
  /// The first tag; nil for an image without a name.
  package let name: String?
  /// `os/architecture[/variant]`; empty when nothing is known.
  package var platform: String
  /// The archive as reports print it; nil where that tells nothing.
  package var path: String?
  /// The name without its tag; nil where it is no reference to an image.
  private let repository: String?

  /// An image by its first tag, with what else is known of where it comes from.
  package init(target: String? = nil, name: String?, platform: String, path: String? = nil) {
    self.path = path
    self.target = target
    self.name = name
    repository = name.flatMap { try? ImageReference.parse($0) }?.repository
    self.platform = platform
  }

  init(_ image: ImageModel, target: String? = nil, path: String? = nil) {
    self.init(target: target, name: image.name, platform: image.platform, path: path)
  }

  /// Ways to recognise an image among those of its platform, the surest first.
  static let likenesses: [@Sendable (ImageIdentity, ImageIdentity) -> Bool] = [
    { $0.target != nil && $0.target == $1.target && $0.name == $1.name },
    { $0.target != nil && $0.target == $1.target },
    { $0.name != nil && $0.name == $1.name },
    { $0.path != nil && $0.path == $1.path && $0.repository == $1.repository },
    { $0.path != nil && $0.path == $1.path && ($0.name == nil || $1.name == nil) },
    { $0.repository != nil && $0.repository == $1.repository },
  ]

  /// The place of its counterpart among `others`: of its platform, then by target, name and archive. Where none is recognised it is
  /// the only one of the platform, if that is enough; nil when there are several, or none.
  package func counterpart(among others: [ImageIdentity], isOnlyOneEnough: Bool = true) -> Int? {
    let same = others.indices.filter { others[$0].platform == platform }
    for isAlike in Self.likenesses {
      if let found = same.first(where: { isAlike(others[$0], self) }) { return found }
    }
    return isOnlyOneEnough && same.count == 1 ? same.first : nil
  }
}

/// The images of two archives, each with its counterpart: of one platform, then by name, then in order. What is left of the old
/// ones comes last. A single image on each side belongs together whatever its platform.
package func pairs(of old: [ImageIdentity], and new: [ImageIdentity]) -> [(old: Int?, new: Int?)] {
  if old.count == 1, new.count == 1 { return [(0, 0)] }
  var counterparts = [Int?](repeating: nil, count: new.count)
  var left = Array(old.indices)
  for isAlike in ImageIdentity.likenesses + [{ _, _ in true }] {
    for at in new.indices where counterparts[at] == nil {
      let found = left.firstIndex { old[$0].platform == new[at].platform && isAlike(old[$0], new[at]) }
      if let found { counterparts[at] = left.remove(at: found) }
    }
  }
  return counterparts.enumerated().map { ($1, $0) } + left.map { ($0, nil) }
}
