import Dockerfile
import Foundation
import Linting
import TestSupport
import Testing

@testable import ImgPolicyKit

/// A program that does not do what it should is an error of the input, and spoils nothing else.
@Suite struct FaultyProgramTests {
  private static let text = "FROM a:1\nRUN echo one\n"

  private static func output(_ comment: String, status: Int = 1) -> String {
    "printf '{\"comments\":[%s]}' '\(comment.replacing("FILE", with: "'\"$1\"'"))'; exit \(status)"
  }

  private static let comment =
    #"{"file":"FILE","line":2,"endLine":2,"column":1,"endColumn":5,"level":"info","code":2086,"message":"m"}"#

  @Test("What an honest program says is found, at its place, in one line without a full stop")
  func honest() throws {
    let fake = try FakeShellCheck(Self.output(Self.comment))
    let result = try #require(try fake.results([Self.text]).first)
    #expect(result.error == nil)
    #expect(result.faults.map(\.code) == ["SC2086"])
    #expect(result.faults.map(\.range) == [13..<17])
    let more = try FakeShellCheck(FakeShellCheck.honest).results([Self.text])
    #expect(more.first?.faults.map(\.message) == ["Found. Indeed"])
  }

  @Test(
    "What is no report, or contradicts itself, is an error that says so",
    arguments: [
      ("kill -s SEGV $$", "crashed (signal 11)"),
      ("echo 'bad \"luck\"' >&2; exit 4", "failed with status 4: bad \"luck\""),
      ("exit 2", "failed with status 2"), ("echo hello", "did not print what was expected"),
      ("exit 0", "did not print what was expected"), ("echo '[]'", "has no comments"),
      ("echo '{\"comments\":[]} x'", "did not print what was expected"),
      ("echo '{\"comments\":[{}]}'; exit 1", "about a file that it was not asked about"),
      (output(comment.replacing("FILE", with: "/etc/passwd")), "about a file that it was not asked about"),
      (output(comment.replacing("\"line\":2", with: "\"line\":\"2\"")), "lacks a line"),
      (output(comment.replacing("info", with: "fatal")), "lacks a line, a level"),
      (output(comment.replacing("2086", with: "-1")), "lacks a line, a level, a code"),
      (
        output(comment.replacing("\"line\":2", with: "\"line\":99").replacing("\"endLine\":2", with: "\"endLine\":99")),
        "reports a place that the script does not have"
      ),
      ("printf '{\"comments\":[]}'; exit 1", "contradicts itself"), (output(comment, status: 0), "contradicts itself"),
    ])
  func garbage(_ body: String, _ expected: String) throws {
    let fake = try FakeShellCheck(body)
    let result = try #require(try fake.results(["FROM a:1\n\n" + Self.text], usesCache: true).first)
    #expect(result.faults.isEmpty)
    let error = try #require(result.error)
    #expect(error.kind == "shellcheck-failed")
    #expect(error.message.contains(expected), "\(error.message)")
    #expect(
      error.message.hasPrefix("the script of the RUN in line 4 was not judged: \(fake.directory.path)/shellcheck "))
    // Nothing of it is kept but the version.
    #expect(fake.names(in: "cache").count == 1)
  }

  @Test("One script that crashes the program does not spoil what is said of the others")
  func oneCrash() throws {
    let crash = "if grep -q boom \"$@\"; then kill -s ABRT $$; fi\n"
    let fake = try FakeShellCheck(crash + FakeShellCheck.honest)
    let texts = (0..<20).map { "FROM a:1\nRUN echo \($0)\nRUN echo \($0 == 13 ? "boom" : "fine")\n" }
    let results = try fake.results(texts)
    #expect(results.map { $0.error != nil } == (0..<20).map { $0 == 13 })
    #expect(results.map(\.faults.count) == (0..<20).map { $0 == 13 ? 1 : 2 })
    #expect(results[13].error?.message.contains("line 3") == true)
  }

  @Test("A program that always fails is not asked again and again")
  func alwaysFails() throws {
    let fake = try FakeShellCheck("exit 3")
    let results = try fake.results((0..<200).map { "FROM a:1\nRUN echo \($0)\n" })
    #expect(results.allSatisfy { $0.error != nil })
    #expect(fake.calls.count < 40)
  }

  @Test("A program that hangs is ended with all that it started")
  func hangs() throws {
    var fake = try FakeShellCheck("sleep 600 & echo $! > \"$home/child\"; sleep 600")
    fake.patience = ShellCheckProgram.Patience(seconds: 0.3, secondsForEachFile: 0)
    let result = try #require(try fake.results([Self.text]).first)
    #expect(result.error?.message.contains("did not end within 1 s") == true)
    let child = try #require(Int(fake.contents(of: "child").trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(ended(child))
  }

  @Test("A program that closes its streams and stays is ended too")
  func staysSilent() throws {
    var fake = try FakeShellCheck("printf '{\"comments\":[]}'; exec >&- 2>&-; sleep 600")
    fake.patience = ShellCheckProgram.Patience(seconds: 0.3, secondsForEachFile: 0)
    #expect(try fake.results([Self.text]).first?.error?.message.contains("did not end") == true)
  }

  @Test("Output without end is cut off")
  func endless() throws {
    let fake = try FakeShellCheck("yes")
    #expect(try fake.results([Self.text]).first?.error?.message.contains("more than a report can have") == true)
  }

  @Test("Much output on both streams blocks nothing")
  func muchOutput() throws {
    let noise = "dd if=/dev/zero bs=1000 count=2000 2>/dev/null | tr '\\0' x >&2\n"
    let fake = try FakeShellCheck(noise + FakeShellCheck.honest)
    let result = try #require(try fake.results([Self.text]).first)
    #expect(result.error == nil && result.faults.count == 1)
  }

  @Test("What cannot be started is an error")
  func notStartable() throws {
    let fake = try FakeShellCheck("exit 0")
    try Data("#!/nowhere/interpreter\n".utf8).write(to: URL(fileURLWithPath: "\(fake.directory.path)/shellcheck"))
    #expect(try fake.results([Self.text]).first?.error?.message.contains("could not be started: no such file") == true)
  }

  @Test("The program is looked for in absolute directories of PATH, and must be executable")
  func search() throws {
    let fake = try FakeShellCheck("exit 0")
    let path = "\(fake.directory.path)/shellcheck"
    let found = { (path: String) in ShellCheckProgram(environment: ["PATH": path])?.path }
    #expect(found("/nowhere:\(fake.directory.path):/usr/bin") == path)
    #expect(found("") == nil && found(".:relative") == nil)
    #expect(ShellCheckProgram(environment: [:]) == nil)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(found(fake.directory.path) == nil)
  }

  @Test("No scripts are left behind, and the user's own options do not count")
  func privacy() throws {
    let fake = try FakeShellCheck(
      "stat -c %a \"${1%/*}\" \"$1\" > \"$home/modes\"; env > \"$home/env\"\n" + FakeShellCheck.honest)
    _ = try fake.results([Self.text])
    #expect(fake.contents(of: "modes") == "700\n600\n")
    #expect(fake.names(in: ".").filter { $0.hasPrefix("imgpolicy-") } == [])
    #expect(!fake.contents(of: "env").contains("SHELLCHECK_OPTS"))
  }

  /// Whether a process is gone, or only waits for somebody to ask for its status.
  private func ended(_ process: Int) -> Bool {
    for _ in 0..<500 {
      guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
      if status.split(separator: ")").last?.hasPrefix(" Z") == true { return true }
      usleep(10_000)
    }
    return false
  }
}
