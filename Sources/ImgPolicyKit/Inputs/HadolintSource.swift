/// Where hadolint's configuration comes from: at most one file, and the variables of the environment that are set.
package struct HadolintSource: Sendable, Hashable {
  package var file: InputPath?
  package var variables: [String: String]

  /// nil when there is neither a file nor a variable.
  init?(file: InputPath?, environment: [String: String]) {
    self.file = file
    self.variables = HadolintVariables.relevant(in: environment)
    if file == nil, variables.isEmpty { return nil }
  }

  /// What reports call it: the file as it is printed, and the variables by their names.
  var names: [String] { [file?.display].compactMap { $0 } + variables.keys.sorted() }

  /// The file that hadolint would read in a directory: there, else in the user's configuration, else at home.
  static func file(for directory: InputPath, environment: [String: String]) -> InputPath? {
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : directory.appending($0) }
    let settings =
      environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : directory.appending($0) }
      ?? home?.appending(".config")
    let places: [(InputPath?, [String])] = [
      (directory, [".hadolint"]), (settings, ["hadolint"]), (home?.appending(".hadolint"), ["hadolint", "config"]),
      (home, [".hadolint"]),
    ]
    for (directory, names) in places {
      for name in names.flatMap({ ["\($0).yaml", "\($0).yml"] }) {
        if let path = directory?.appending(name), ReadFile.isRegularFile(path.absolute) { return path }
      }
    }
    return nil
  }

  /// The file over the variables.
  func config(
    names: RuleNames, read: (InputPath) throws(InputError) -> [UInt8]
  ) throws(PolicyError) -> HadolintConfig {
    var config = try HadolintVariables.decode(variables, names: names)
    guard let file else { return config }
    let bytes: [UInt8]
    do throws(InputError) {
      bytes = try read(file)
    } catch {
      throw PolicyError(file.display, "this configuration of hadolint cannot be read: \(error.message)")
    }
    config.merge(try HadolintConfig.decode(bytes, path: file.display, names: names))
    return config
  }
}
