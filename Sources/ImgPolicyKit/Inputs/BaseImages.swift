package import Dockerfile
internal import Images
package import Linting
internal import Rules

/// The base images that are given by their archives: `--base NAME=IMAGE`, and `bases` of project files. Each archive is read
/// when a FROM names it, once.
struct BaseImages {
  /// A base of the command line.
  private struct Given {
    var name: String
    var path: InputPath
    var isUsed = false
  }

  /// Of the command line, by `ImageReference.canonical`. They beat those of project files.
  private var given: [String: Given] = [:]
  private var loaded: [Request: Result<BaseImage, InputError>] = [:]
  /// The layers of the images in each archive, from the bottom by their diff_ids; none for one that cannot be read.
  private var layers: [InputPath: [[String]]] = [:]
  /// What FROM instructions name, as written.
  private var usedNames: Set<String> = []

  private struct Request: Hashable {
    var name: String
    var path: InputPath
  }

  /// `options` are the values of `--base`.
  init(_ options: [String]) throws(RunError) {
    for option in options {
      guard let equals = option.firstIndex(of: "="), equals != option.startIndex,
        option.index(after: equals) < option.endIndex
      else { throw .usage(malformed(option)) }
      let name = String(option[..<equals])
      let path = InputPath(String(option[option.index(after: equals)...]))
      let reference: ImageReference
      do throws(ImageReference.ParseError) {
        reference = try ImageReference.parse(name)
      } catch {
        throw .usage("--base \(option): “\(name)” is no image reference (\(error.message))")
      }
      let known = given.updateValue(Given(name: name, path: path), forKey: reference.canonical)
      if let known, known.path != path { throw .usage(twice(name, known.path, path)) }
    }
  }

  /// Whether the archive of any base is given, for files of a project or all.
  func mayBeGiven(in project: Project?) -> Bool { !given.isEmpty || project?.bases.isEmpty == false }

  /// The archives of the command line.
  var files: [InputPath] { given.values.map(\.path) }

  /// What is known of the bases that a file names, and the archives that cannot be read, those left out that were reported
  /// for a file before.
  mutating func bases(
    of file: BuildModel, in project: Project?
  ) -> (known: [String: BaseImage], unreadable: [(path: InputPath, error: InputError)]) {
    var known: [String: BaseImage] = [:]
    var unreadable: [(path: InputPath, error: InputError)] = []
    for case .image(let use) in file.stages.map(\.base) {
      guard let reference = try? ImageReference.parse(use.text) else { continue }
      usedNames.insert(use.text)
      given[reference.canonical]?.isUsed = true
      guard let path = given[reference.canonical]?.path ?? project?.bases[reference.canonical] else { continue }
      let isKnown = loaded.keys.contains { $0.path == path }
      switch load(path, as: reference) {
      case .success(let image): known[reference.canonical] = image
      case .failure(let error): if !isKnown { unreadable.append((path, error)) }
      }
    }
    return (known, unreadable)
  }

  /// The layers of every base image at hand, for an image may be built on any of them. What cannot be read is reported for the
  /// Dockerfile that names it.
  mutating func layers(in project: Project?) -> [[String]] {
    let paths = Set(given.values.map(\.path)).union((project?.bases ?? [:]).values)
    return paths.sorted().flatMap { layers(at: $0) }
  }

  private mutating func layers(at path: InputPath) -> [[String]] {
    if let known = layers[path] { return known }
    let read = ((try? readImageConfigs(at: path.absolute)) ?? []).map(\.config.diffIDs)
    layers[path] = read
    return read
  }

  /// Notes which bases of the command line an image is built on.
  mutating func noteUse(by image: ImageModel) {
    let ids = image.layers.map(\.diffID)
    for (name, base) in given where layers(at: base.path).contains(where: { !$0.isEmpty && ids.starts(with: $0) }) {
      given[name]?.isUsed = true
    }
  }

  private mutating func load(_ path: InputPath, as reference: ImageReference) -> Result<BaseImage, InputError> {
    let request = Request(name: reference.canonical, path: path)
    if let result = loaded[request] { return result }
    let result: Result<BaseImage, InputError>
    do throws(InputError) {
      result = .success(try BaseImage.load(path, as: reference))
    } catch {
      result = .failure(error)
    }
    loaded[request] = result
    return result
  }

  /// Why one of `--base` is of no use; nil when a FROM names each, or an image is built on it.
  var unusedBase: String? {
    let unused = given.values.filter { !$0.isUsed }.min { $0.name < $1.name }
    return unused.map { unused in
      let guess = nearest(to: unused.name, among: usedNames.sorted()).map { ": did you mean “\($0)”?" } ?? ""
      return
        "--base \(unused.name)=\(unused.path.display): no FROM names the image “\(unused.name)”, and no image is built on it\(guess)"
    }
  }
}

extension BaseImage {
  /// Reads what an archive or layout directory says of the base image `reference`: the images of that name, or all where
  /// none has it.
  package static func load(_ path: InputPath, as reference: ImageReference) throws(InputError) -> BaseImage {
    let images: [DescribedImage]
    do throws(ArchiveError) {
      images = try readImageConfigs(at: path.absolute)
    } catch {
      var error = InputError(error)
      error.message = "the base image \(reference.familiar) cannot be read from it: \(error.message)"
      throw error
    }
    let named = images.filter { image in
      image.tags.contains { (try? ImageReference.parse($0))?.canonical == reference.canonical }
    }
    return BaseImage(path: path.display, variants: (named.isEmpty ? images : named).map(BaseImageFacts.init))
  }
}

extension BaseImageFacts {
  fileprivate init(_ image: DescribedImage) {
    let config = image.config.concealingSecrets
    self.init(platform: Platform(image.platform))
    user = config.user
    workdir = config.workingDir
    environment = config.env.map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      return Variable(name: parts[0], value: parts.count > 1 ? parts[1] : "")
    }
    shell = config.shell
    healthcheck = config.healthcheck?.test ?? []
    triggers = config.onBuild
    exposedPorts = config.exposedPorts
    entrypoint = image.config.entrypoint
    cmd = image.config.cmd
    stopSignal = config.stopSignal
  }
}

// MARK: Messages

private func malformed(_ option: String) -> String {
  "--base \(option) names no archive: expected NAME=IMAGE, such as python:3.13-slim=python.tar"
}

private func twice(_ name: String, _ first: InputPath, _ second: InputPath) -> String {
  "--base gives \(name) twice, as \(first.display) and as \(second.display): one archive has it all"
}
