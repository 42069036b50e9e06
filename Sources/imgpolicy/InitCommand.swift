internal import ArgumentParser
internal import ImgPolicyKit

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes an imgpolicy.yaml for the Dockerfiles, manifests and charts in this directory.")

  @Option(
    name: .customLong("from"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "Take over .hadolint.yaml, .dive-ci, .dockleignore or a file of container-structure-test as a policy.",
      valueName: "file"))
  var configurations: [String] = []

  func run() throws {
    do throws(RunError) {
      let project = try initialProject(from: configurations, environment: Environment.variables)
      for (path, text) in project.files {
        guard StandardStream.write(Array(text.utf8), toFile: path) else {
          throw .usage("\(path) cannot be written: is the directory writable?")
        }
      }
      let lines =
        project.files.map { "wrote \($0.path)" } + project.remarks.map { "without an equal: \($0)" } + project.notes
      StandardStream.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: .output)
    } catch {
      error.print()
      throw error.status.error
    }
  }
}
