internal import Dockerfile

extension BuildContext {
  /// Whether the files of a context are listed with their sizes, which takes a walk over it.
  enum Listing {
    case none
    /// Where it cannot be walked, its files are not known.
    case welcome
    case demanded
  }

  /// What a build of `dockerfile` would know of the directory `context`.
  ///
  /// `<name>.dockerignore` beside the Dockerfile takes the place of the `.dockerignore` at the root of the context.
  static func load(
    _ context: InputPath, for dockerfile: InputPath, listing: Listing = .none
  ) throws(InputError) -> BuildContext {
    guard ReadFile.isDirectory(context.absolute) else {
      throw InputError(kind: "no-such-file", message: "the build context \(context.display) is no directory")
    }
    var loaded = BuildContext(ignore: try ignoreFile(in: context, for: dockerfile))
    let walk = ContextWalk(of: context, without: loaded.ignore?.patterns ?? DockerIgnore([]))
    switch listing {
    case .none: break
    case .welcome: loaded.files = try? walk.files()
    case .demanded: loaded.files = try walk.files()
    }
    return loaded
  }

  private static func ignoreFile(
    in context: InputPath, for dockerfile: InputPath
  ) throws(InputError) -> (path: String, patterns: DockerIgnore)? {
    let own = dockerfile.directory.appending(dockerfile.name + ".dockerignore")
    for path in [own, context.appending(".dockerignore")] where ReadFile.isRegularFile(path.absolute) {
      do throws(InputError) {
        return (path.display, DockerIgnore(try ReadFile.bytes(at: path.absolute)))
      } catch {
        throw InputError(kind: error.kind, message: "the ignore file \(path.display) cannot be read: \(error.message)")
      }
    }
    return nil
  }
}
