internal import Dockerfile

/// The build contexts of a run. Each is read once, however many Dockerfiles are built in it: in a large repository that may be
/// the whole of it for every target.
struct BuildContexts {
  private struct Key: Hashable {
    var directory: InputPath
    var ignoreFile: InputPath?
    var listing: BuildContext.Listing
  }

  private var known: [Key: Result<BuildContext, InputError>] = [:]

  /// The ignore files that were read.
  var ignoreFiles: [InputPath] { known.keys.compactMap(\.ignoreFile) }

  /// What a build of `dockerfile` would know of the directory `context`.
  ///
  /// `<name>.dockerignore` beside the Dockerfile takes the place of the `.dockerignore` at the root of the context.
  mutating func load(
    _ context: InputPath, for dockerfile: InputPath, listing: BuildContext.Listing = .none
  ) throws(InputError) -> BuildContext {
    let own = dockerfile.directory.appending(dockerfile.name + ".dockerignore")
    let ignoreFile = [own, context.appending(".dockerignore")].first { ReadFile.isRegularFile($0.absolute) }
    let key = Key(directory: context, ignoreFile: ignoreFile, listing: listing)
    if let loaded = known[key] { return try loaded.get() }
    let loaded = Result { () throws(InputError) in try BuildContext(context, ignoreFile, listing) }
    known[key] = loaded
    return try loaded.get()
  }
}

extension BuildContext {
  /// Whether the files of a context are listed with their sizes, which takes a walk over it.
  enum Listing {
    case none
    /// Where it cannot be walked, its files are not known.
    case welcome
    case demanded
  }

  fileprivate init(_ context: InputPath, _ ignoreFile: InputPath?, _ listing: Listing) throws(InputError) {
    guard ReadFile.isDirectory(context.absolute) else {
      throw InputError(kind: "no-such-file", message: "the build context \(context.display) is no directory")
    }
    self.init(ignore: try ignoreFile.map(Self.ignore))
    let walk = ContextWalk(of: context, without: ignore?.patterns ?? DockerIgnore([]))
    switch listing {
    case .none: break
    case .welcome: files = try? walk.files()
    case .demanded: files = try walk.files()
    }
  }

  private static func ignore(from file: InputPath) throws(InputError) -> (path: String, patterns: DockerIgnore) {
    do throws(InputError) {
      return (file.display, DockerIgnore(try ReadFile.bytes(at: file.absolute)))
    } catch {
      throw InputError(kind: error.kind, message: "the ignore file \(file.display) cannot be read: \(error.message)")
    }
  }
}
