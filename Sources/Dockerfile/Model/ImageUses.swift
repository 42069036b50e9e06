extension BuildModel {
  /// An instruction that names an image of a registry.
  package struct ImageReader: Sendable {
    package var use: ImageUse
    package var instruction: Instruction
    package var stage: Stage
    /// Whether the image is the base of a stage, and not only a source of files.
    package var isBase: Bool
  }

  /// Every image that FROM, COPY --from and mounts name, in the order of the file. Stages and scratch are none; an image
  /// whose name depends on an unknown variable is left out.
  package var imageReaders: [ImageReader] {
    stages.flatMap { stage in
      var readers: [ImageReader] = []
      if case .image(let use) = stage.base {
        readers.append(ImageReader(use: use, instruction: stage.from, stage: stage, isBase: true))
      }
      let sources =
        stage.copies.map { ($0.instruction, $0.from) }
        + stage.runs.flatMap { run in run.mountSources.map { (run.instruction, $0) } }
      for (instruction, source) in sources {
        if case .image(let use) = source {
          readers.append(ImageReader(use: use, instruction: instruction, stage: stage, isBase: false))
        }
      }
      return readers
    }
  }
}
