import Dockerfile
import Foundation
import Linting
import TestSupport

@testable import ImgPolicyKit

/// A program called `shellcheck` that does what a test wants, and a cache beside it.
struct FakeShellCheck {
  let directory: TemporaryDirectory
  var patience = ShellCheckProgram.Patience()
  var cacheLimit = 64 << 20

  /// `body` are the commands of a shell, run for everything but the question for the version; each file is a word.
  init(_ body: String, version: String = "1.2.3") throws {
    directory = try TemporaryDirectory()
    let script = """
      #!/bin/sh
      home='\(directory.path)'
      echo "$*" >> "$home/calls"
      if [ "$1" = --version ]; then echo 'version: \(version)'; exit; fi
      while [ "$1" != -- ]; do shift; done
      shift
      \(body)
      """
    let path = try directory.write(Array(script.utf8), to: "shellcheck")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  var environment: [String: String] { ["PATH": "\(directory.path):/usr/bin:/bin", "TMPDIR": directory.path] }

  var cacheDirectory: String { "\(directory.path)/cache" }

  /// What a run says of Dockerfiles given as text.
  func results(_ texts: [String], usesCache: Bool = false, jobs: Int? = nil) throws -> [RunShellCheck.Result] {
    guard let program = ShellCheckProgram(environment: environment, patience: patience) else {
      throw ToolFailure(message: "the program was not found")
    }
    let cache = usesCache ? ShellCheckCache(directory: cacheDirectory, sizeLimit: cacheLimit) : nil
    let run = RunShellCheck(program: program, cache: cache, jobs: jobs, environment: environment)
    return run.results(for: texts.map { BuildModel(source: SourceText(path: "Dockerfile", text: $0)) })
  }

  /// The files that it was called with so far, one list a call; the question for the version is `[]`.
  var calls: [[Substring]] {
    let text = (try? String(contentsOfFile: "\(directory.path)/calls", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { $0.split(separator: " ").filter { $0.hasSuffix(".sh") } }
  }

  func contents(of path: String) -> String {
    (try? String(contentsOfFile: "\(directory.path)/\(path)", encoding: .utf8)) ?? ""
  }

  /// The names in a directory below its own.
  func names(in path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(directory.path)/\(path)")) ?? []).sorted()
  }

  /// Finds SC2086 in line 2 of every file: `echo` of a script without variables.
  static let honest = """
    printf '{"comments":['
    comma=
    for file; do
      printf '%s{"file":"%s","line":2,"endLine":2,"column":1,"endColumn":5,"level":"info","code":2086,' "$comma" "$file"
      printf '"message":"Found.\\\\nIndeed.","fix":null}'
      comma=,
    done
    printf ']}'
    exit 1
    """
}
