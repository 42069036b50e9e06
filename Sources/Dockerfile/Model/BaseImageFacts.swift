package import Linting

/// What the configuration of a base image says, as far as it matters to a stage on it.
package struct BaseImageFacts: Sendable, Hashable {
  /// A variable of its environment.
  package struct Variable: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// nil when it does not say.
  package var platform: Platform?
  /// Empty when it has none.
  package var user = ""
  /// Empty when it has none.
  package var workdir = ""
  package var environment: [Variable] = []
  /// Empty for the builder's default.
  package var shell: [String] = []
  /// `["CMD", …]`, `["CMD-SHELL", text]` or `["NONE"]`; empty when it has none.
  package var healthcheck: [String] = []
  /// The instructions of ONBUILD.
  package var triggers: [String] = []
  /// `80/tcp`
  package var exposedPorts: [String] = []
  /// To compare with: they may hold secrets and are never printed.
  package var entrypoint: [String] = []
  /// As `entrypoint`: compared, and never printed.
  package var cmd: [String] = []
  /// nil when it does not say.
  package var stopSignal: String?

  package init(platform: Platform?) { self.platform = platform }
}

/// A base image that is known by its archive: the facts of each platform that the archive has.
package struct BaseImage: Sendable {
  /// The archive as reports print it.
  package var path: String
  /// Never empty.
  package var variants: [BaseImageFacts]

  package init(path: String, variants: [BaseImageFacts]) {
    self.path = path
    self.variants = variants
  }

  /// Whether it has an image for a platform. As for BuildKit, the variant does not count.
  package func fits(_ platform: Platform) -> Bool { variants.contains { $0.platform?.isAlike(platform) ?? true } }

  /// The facts of the image that a stage stands on: the only one, or that of the platform that is asked for; nil when
  /// nobody says which.
  func facts(for platform: Platform?) -> BaseImageFacts? {
    if variants.count == 1 { return variants.first }
    guard let platform else { return nil }
    return variants.first { $0.platform == platform } ?? variants.first { $0.platform?.isAlike(platform) ?? false }
  }
}

extension Platform {
  fileprivate func isAlike(_ other: Platform) -> Bool { os == other.os && architecture == other.architecture }
}

extension StageBuilder {
  /// Takes over what the base image sets. Its places are those of the image in FROM.
  mutating func inherit(_ facts: BaseImageFacts) {
    let word = stage.imageWord ?? stage.from.spelling
    func setting(_ value: String) -> Setting? {
      value.isEmpty
        ? nil : Setting(value: value, isResolved: true, word: word, instruction: stage.from, stage: stage.index)
    }
    stage.rootFacts = facts
    stage.config.user = setting(facts.user)
    stage.config.workdir = setting(facts.workdir)
    if !facts.shell.isEmpty { stage.config.shell = facts.shell }
    for variable in facts.environment {
      stage.environment.set(variable.name, to: .known(variable.value))
      stage.config.environment[variable.name] = variable.value
    }
    if !facts.healthcheck.isEmpty {
      stage.config.healthcheck = Healthcheck(
        instruction: stage.from, isNone: facts.healthcheck.first == "NONE", test: facts.healthcheck, stage: stage.index)
    }
    for text in facts.exposedPorts {
      if let port = try? PortSpecification(text) { stage.config.ports[text] = port }
    }
  }
}

extension Stage {
  /// What lies below the stages of this file: nothing for scratch, else what the archive of the base image says; nil when that
  /// is not known.
  package var foundation: BaseImageFacts? { root == .scratch ? BaseImageFacts(platform: nil) : rootFacts }
}

extension Setting {
  /// Whether it comes from the configuration of the base image, and not from an instruction of the file.
  package var isOfBaseImage: Bool { instruction.keyword == .from }
}

extension Healthcheck {
  /// Whether it comes from the configuration of the base image, and not from an instruction of the file.
  package var isOfBaseImage: Bool { instruction.keyword == .from }
}
