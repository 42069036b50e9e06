internal import Dockerfile
internal import Linting

/// A RUN that removes what an earlier instruction of the image brought.
struct RemovedTooLate {
  var removal: Removal
  var run: Run
  var stage: Stage
  var brought: [BroughtPath]
  /// Copied directories that may have brought the path, when nothing brought it by name.
  var directories: [BroughtPath]

  /// A path as messages show it: relative where the working directory is not known.
  func shown(_ path: String) -> String {
    path.hasPrefix(unknownWorkdir + "/") ? String(path.dropFirst(unknownWorkdir.utf8.count + 1)) : path
  }
}

/// Stands for the working directory of a base image that nobody knows: no path of a file holds a zero byte.
private let unknownWorkdir = "/\0"

extension BuildModel {
  /// What RUN instructions remove too late: the layer that brought it has its bytes still. Of stages whose layers end in
  /// the image.
  var removedTooLate: [RemovedTooLate] {
    var found: [RemovedTooLate] = []
    // Without any WORKDIR the directory is the same for all of them, whichever it is.
    let workdir = shippedStages.allSatisfy(\.workdirs.isEmpty) ? unknownWorkdir : nil
    walkShipped(from: workdir) { run, stage, files in
      for removal in run.removals where removal.argument.isKnown && run.commands[removal.command].name.text != "rmdir" {
        if run.isMounted(removal.path, by: [.bind, .cache, .tmpfs]) { continue }
        let directories = removal.pattern == nil ? files.directories(around: removal.path) : []
        let brought = files.remove(removal)
        if brought.isEmpty && directories.isEmpty { continue }
        found.append(
          RemovedTooLate(removal: removal, run: run, stage: stage, brought: brought, directories: directories))
      }
    }
    return found
  }

  /// Goes through the instructions of the stages that end in the image, base first, with what they brought before.
  ///
  /// - Parameter workdir: what stands for the working directory where only the base image knows it.
  func walkShipped(from workdir: String? = nil, _ visit: (Run, Stage, inout BroughtFiles) -> Void) {
    var files = BroughtFiles()
    for stage in shippedStages.reversed() {
      var copies = stage.copies[...]
      var runs = stage.runs[...]
      for instruction in stage.instructions {
        if let copy = copies.first, copy.instruction === instruction {
          files.add(copy.broughtPaths(from: workdir))
          copies = copies.dropFirst()
        } else if let run = runs.first, run.instruction === instruction {
          var placed = run
          placed.workdir = run.workdir ?? workdir
          visit(placed, stage, &files)
          files.add(placed.outputs)
          runs = runs.dropFirst()
        }
      }
    }
  }

  /// Notes at the first few instructions that brought something.
  func notes(_ items: [BroughtPath]) -> [Finding.Note] {
    var instructions: [Instruction] = []
    for item in items where instructions.count < 3 && !instructions.contains(where: { $0 === item.instruction }) {
      instructions.append(item.instruction)
    }
    return instructions.map { Finding.Note("\($0.name) brings it here", place: syntax.place(of: $0)) }
  }
}
