#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `imgpolicy-bench write COUNT DIRECTORY`: as many generated projects, `DIRECTORY/<number>/Dockerfile`, the same ones each
/// time.
func writeDockerfiles(_ arguments: [String]) throws {
  guard arguments.count == 2, let count = Int(arguments[0]), count > 0 else {
    print("usage: imgpolicy-bench write COUNT DIRECTORY")
    return
  }
  var generator = ScriptGenerator(seed: 42)
  for number in 1...count {
    let directory = "\(arguments[1])/\(number)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try Data(generator.dockerfile().utf8).write(to: URL(filePath: "\(directory)/Dockerfile"))
  }
}

/// Ends the program when it was not called to measure.
func endProcess(_ status: Int32 = 0) -> Never { exit(status) }
