/// A setting of an image's configuration, which an instruction of a Dockerfile makes.
package enum ImageSetting: Sendable, Hashable {
  case user
  case workdir
  case entrypoint
  case cmd
  case healthcheck
  case stopSignal
  /// By its name.
  case variable(String)
  /// By its key.
  case label(String)
  /// As the configuration has it: `80/tcp`.
  case port(String)
  /// By its path.
  case volume(String)
}
