internal import Dockerfile

extension BuildContext {
  /// What a build of `dockerfile` would know of the directory `context`.
  ///
  /// `<name>.dockerignore` beside the Dockerfile takes the place of the `.dockerignore` at the root of the context.
  static func load(_ context: InputPath, for dockerfile: InputPath) throws(InputError) -> BuildContext {
    guard ReadFile.isDirectory(context.absolute) else {
      throw InputError(kind: "no-such-file", message: "the build context \(context.display) is no directory")
    }
    let own = dockerfile.directory.appending(dockerfile.name + ".dockerignore")
    for path in [own, context.appending(".dockerignore")] where ReadFile.isRegularFile(path.absolute) {
      do throws(InputError) {
        return BuildContext(ignore: (path.display, DockerIgnore(try ReadFile.bytes(at: path.absolute))))
      } catch {
        throw InputError(kind: error.kind, message: "the ignore file \(path.display) cannot be read: \(error.message)")
      }
    }
    return BuildContext(ignore: nil)
  }
}
