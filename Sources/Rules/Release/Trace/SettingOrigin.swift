internal import Dockerfile
internal import Linting

extension Release {
  /// The last instruction of the stages that ship which makes a setting of the image; nil when it comes with the base image, or
  /// from nowhere.
  func instruction(setting: ImageSetting) -> Instruction? {
    guard let config = dockerfile.target?.config else { return nil }
    let instruction =
      switch setting {
      case .user: config.user?.instruction
      case .workdir: config.workdir?.instruction
      case .entrypoint: config.entrypoint?.instruction
      case .cmd: config.cmd?.instruction
      case .healthcheck: config.healthcheck?.instruction
      case .stopSignal: config.stopSignal?.instruction
      case .variable(let name):
        last { $0.definitions.last { $0.kind == .environment && $0.expandedName == name }?.instruction }
      case .label(let key): last { $0.labels.last { $0.expandedName.text == key }?.instruction }
      case .port(let port): last { $0.ports.last { $0.port.entries.contains(port) }?.instruction }
      case .volume(let path): last { $0.volumes.last { $0.value == path }?.instruction }
      }
    // What the base image sets, its archive tells.
    return instruction?.keyword == .from ? nil : instruction
  }

  private func last(_ find: (Stage) -> Instruction?) -> Instruction? {
    dockerfile.shippedStages.lazy.compactMap(find).first
  }
}
