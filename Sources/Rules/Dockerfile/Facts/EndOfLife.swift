internal import Linting

/// Which releases the tags of base images name, and until when those are supported.
enum EndOfLife {
  /// A release of a product and the last day on which it gets security fixes from its makers without payment.
  struct Release: Hashable {
    var product: String
    var version: String
    var lastDay: CalendarDate
    /// The checks of other tools that know this product's ends.
    var aliases: [String]

    /// `Python 3.6`
    var title: String { version == "*" ? product : "\(product) \(version)" }
  }

  /// What a base image is, or is made of.
  struct Product {
    let name: String
    /// The product's own images: official ones of Docker Hub by their names, others by the whole repository, or with a final
    /// `/*` all below it.
    let images: [String]
    /// Lines of the table that could not be read: there must be none.
    let malformedLines: [String]
    private let byVersion: [String: Release]
    private let byName: [String: Release]
    /// How a system is called in the tags of other images: `alpine` in `node:20-alpine3.20`.
    private let tagPrefix: String?
    /// The ID of etc/os-release; nil for what is no system, or has none.
    let osReleaseID: String?

    /// - Parameter releases: as the table explains.
    init(
      _ name: String, images: [String], inTags tagPrefix: String? = nil, osRelease: String? = nil,
      aliases: [String] = [], releases: String
    ) {
      self.name = name
      self.images = images
      self.tagPrefix = tagPrefix
      self.osReleaseID = osRelease ?? tagPrefix
      var byVersion: [String: Release] = [:]
      var byName: [String: Release] = [:]
      var malformed: [String] = []
      for line in releases.split(separator: "\n") {
        let words = line.split(separator: " ").map(String.init)
        guard words.count > 1, let day = CalendarDate(words[1]) else {
          malformed.append(String(line))
          continue
        }
        let release = Release(product: name, version: words[0], lastDay: day, aliases: aliases)
        byVersion[words[0]] = release
        for name in words.dropFirst(2) { byName[name] = release }
      }
      self.malformedLines = malformed
      self.byVersion = byVersion
      self.byName = byName
    }

    var isSystem: Bool { tagPrefix != nil }

    /// The release that the tag of the product's own image names.
    func release(ofOwnTag tag: String) -> Release? {
      let first = EndOfLife.parts(of: tag).first ?? ""
      return byVersion["*"] ?? named(first) ?? version(first)
    }

    /// The release of a version as etc/os-release gives it.
    func release(ofVersion version: String) -> Release? { byVersion[version] ?? self.version(version) }

    /// The release of a system that a part of another image's tag names: `bullseye`, `alpine3.18`, `ubuntu20.04`.
    func release(ofTagPart part: String) -> Release? {
      guard let tagPrefix else { return nil }
      if part != "latest", let release = byName[part] { return release }
      return part.hasPrefix(tagPrefix) ? version(String(part.dropFirst(tagPrefix.count))) : nil
    }

    /// `bullseye`, `stream8`, and `centos7` for `7`.
    private func named(_ part: String) -> Release? {
      byName[part] ?? byVersion[part] ?? release(ofTagPart: part)
    }

    /// The longest release that covers a version: `3.9` for `3.9.18`, `8` for `8u402`.
    private func version(_ text: String) -> Release? {
      var numbers = text.prefix { $0 == "." || $0.isASCII && $0.isNumber }.split(separator: ".")
      while !numbers.isEmpty {
        if let release = byVersion[numbers.joined(separator: ".")] { return release }
        numbers.removeLast()
      }
      return nil
    }
  }

  private static let productOfImage: [String: Product] = {
    var table: [String: Product] = [:]
    for product in products { for image in product.images { table[image] = product } }
    return table
  }()

  private static let systemsInTags = products.filter(\.isSystem)

  /// The releases that an image's tag names: that of its own product first, then that of the system below it.
  static func releases(of image: ImageReference) -> [Release] {
    let tag = image.tag ?? (image.digest == nil ? "latest" : "")
    let own = product(of: image.repository)
    var found = own?.release(ofOwnTag: tag).map { [$0] } ?? []
    for part in parts(of: tag) {
      for system in systemsInTags where system.name != own?.name {
        if let release = system.release(ofTagPart: part) { found.append(release) }
      }
    }
    return found
  }

  /// The release that the fields of etc/os-release name; nil for a rolling one, and one that the table does not know.
  static func release(ofSystem fields: [String: String]) -> Release? {
    guard let id = fields["ID"], let version = fields["VERSION_ID"], !version.isEmpty,
      let product = products.first(where: { $0.osReleaseID == id })
    else { return nil }
    let isStream = id == "centos" && fields["NAME"]?.hasSuffix("Stream") == true
    return product.release(ofVersion: isStream ? "stream\(version)" : version)
  }

  private static func product(of repository: String) -> Product? {
    var parts = repository.split(separator: "/")
    // The official images are also served by mirrors that keep their path.
    if parts.count > 2, parts[parts.count - 2] == "library" { return productOfImage[String(parts[parts.count - 1])] }
    if let product = productOfImage[repository] { return product }
    parts = Array(parts.prefix(8))
    while parts.count > 1 {
      parts.removeLast()
      if let product = productOfImage[parts.joined(separator: "/") + "/*"] { return product }
    }
    return nil
  }

  private static func parts(of tag: String) -> [String] {
    tag.split { $0 == "-" || $0 == "_" }.map(String.init)
  }
}
