import Dockerfile
import Foundation
import Linting
import Synchronization
import TestSupport
import Testing

@testable import ImgPolicyKit

@Suite struct ShellCheckCacheTests {
  private static let texts = (0..<6).map { "FROM a:1\nRUN echo \($0)\nRUN echo same\n" }

  @Test("A second run asks nobody and says the same; equal scripts are asked about once")
  func hit() throws {
    let fake = try FakeShellCheck(FakeShellCheck.honest)
    let first = try fake.results(Self.texts, usesCache: true)
    let calls = fake.calls
    #expect(calls.joined().count == 7)
    let second = try fake.results(Self.texts, usesCache: true)
    #expect(fake.calls.count == calls.count)
    #expect(first.map { $0.faults.map(\.range) } == second.map { $0.faults.map(\.range) })
    #expect(first.map { $0.faults.map(\.message) } == second.map { $0.faults.map(\.message) })
    #expect(first.allSatisfy { $0.faults.count == 2 })
  }

  @Test("What the answer depends on is part of what it is found by")
  func misses() throws {
    let fake = try FakeShellCheck(FakeShellCheck.honest)
    let variants = [
      "FROM a:1\nRUN echo $x\n", "FROM a:1\nARG x\nRUN echo $x\n", "FROM a:1\nSHELL [\"bash\", \"-c\"]\nRUN echo $x\n",
      "FROM a:1\nSHELL [\"sh\", \"-ec\"]\nRUN echo $x\n", "FROM a:1\nRUN echo  $x\n",
    ]
    for (index, text) in variants.enumerated() {
      _ = try fake.results([text], usesCache: true)
      #expect(fake.calls.filter { !$0.isEmpty }.count == index + 1)
    }
    // What stands around the script is not.
    _ = try fake.results(["# c\nFROM b:2\nARG y\nRUN \\\n echo $x\n".replacing("\\\n ", with: "")], usesCache: true)
    #expect(fake.calls.filter { !$0.isEmpty }.count == variants.count)
  }

  @Test("Another version of the program is asked again")
  func versions() throws {
    let fake = try FakeShellCheck(FakeShellCheck.honest)
    _ = try fake.results([Self.texts[0]], usesCache: true)
    let path = "\(fake.directory.path)/shellcheck"
    let script = try String(contentsOfFile: path, encoding: .utf8).replacing("1.2.3", with: "1.2.34")
    try Data(script.utf8).write(to: URL(fileURLWithPath: path))
    _ = try fake.results([Self.texts[0]], usesCache: true)
    #expect(fake.calls.filter { !$0.isEmpty }.count == 2)
    #expect(fake.calls.filter(\.isEmpty).count == 2)
  }

  @Test("Without the cache nothing is read from it or written to it")
  func off() throws {
    let fake = try FakeShellCheck(FakeShellCheck.honest)
    for _ in 0..<2 { _ = try fake.results([Self.texts[0]]) }
    #expect(fake.calls.count == 2 && fake.names(in: "cache") == [])
  }

  @Test(
    "A damaged entry is none, and is mended", arguments: ["", "x", "cut", "flip", "grown", "directory"],
    ["results", "version"])
  func damagedEntries(_ kind: String, _ entry: String) throws {
    let fake = try FakeShellCheck(FakeShellCheck.honest)
    let expected = try fake.results([Self.texts[0]], usesCache: true).map { $0.faults.map(\.message) }
    for name in fake.names(in: "cache") {
      let isVersion = fake.contents(of: "cache/\(name)").hasSuffix("1.2.3")
      if isVersion == (entry == "version") { try damage("\(fake.cacheDirectory)/\(name)", kind) }
    }
    for run in 1...2 {
      #expect(try fake.results([Self.texts[0]], usesCache: true).map { $0.faults.map(\.message) } == expected)
      let again = kind == "directory" ? run : 1
      #expect(fake.calls.filter { !$0.isEmpty }.count == 1 + (entry == "results" ? again : 0))
      #expect(fake.calls.filter(\.isEmpty).count == 1 + (entry == "version" ? again : 0))
    }
  }

  private func damage(_ path: String, _ kind: String) throws {
    let file = URL(fileURLWithPath: path)
    var bytes = Array(try Data(contentsOf: file))
    switch kind {
    case "cut": bytes.removeLast(3)
    case "flip": bytes[bytes.count - 3] ^= 1
    case "grown": bytes += Array("0 2 1 2 5 info 2086 m\n".utf8)
    case "directory":
      try FileManager.default.removeItem(at: file)
      try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
      return
    default: bytes = Array(kind.utf8)
    }
    try Data(bytes).write(to: file)
  }

  @Test("An entry of another number of scripts, or with words that are none, is none")
  func entries() throws {
    let comment = ShellCheckComment(
      line: 1, column: 2, endLine: 3, endColumn: 4, severity: .style, code: 2006, message: "a  b é ")
    let bytes = ShellCheckEntry.bytes([[], [comment, comment], []])
    #expect(ShellCheckEntry.comments(in: bytes, count: 3) == [[], [comment, comment], []])
    #expect(ShellCheckEntry.comments(in: bytes, count: 2) == nil)
    for text in ["", "1\n0 1 1 1 1 info 2086", "1\n1 1 1 1 1 info 2086 m", "1\n0 1 1 x 1 info 2086 m", "-1\n"] {
      #expect(ShellCheckEntry.comments(in: Array(text.utf8), count: 1) == nil)
    }
  }

  @Test("The oldest entries go when all are more than the limit")
  func eviction() throws {
    var fake = try FakeShellCheck(FakeShellCheck.honest)
    for (index, text) in Self.texts.enumerated() {
      _ = try fake.results([text], usesCache: true)
      for name in fake.names(in: "cache") {
        let path = "\(fake.cacheDirectory)/\(name)"
        let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        // Entries made so far stay in their order, however coarse the clock of the file system is.
        let age = (date?.timeIntervalSince1970 ?? 0) > 1_000_000 ? Double(index) : date?.timeIntervalSince1970 ?? 0
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: age)], ofItemAtPath: path)
      }
    }
    #expect(fake.names(in: "cache").count == 7)
    fake.cacheLimit = 4 * 4096
    _ = try fake.results(["FROM a:1\nRUN echo new\n"], usesCache: true)
    // Three quarters of the limit are left; among them what is newest.
    #expect(fake.names(in: "cache").count == 3)
    let calls = fake.calls.count
    _ = try fake.results(["FROM a:1\nRUN echo new\n", Self.texts[5]], usesCache: true)
    #expect(fake.calls.count <= calls + 1)
    _ = try fake.results([Self.texts[0]], usesCache: true)
    #expect(fake.calls.count > calls)
  }

  @Test("Runs at the same time do not disturb each other")
  func parallel() throws {
    let fake = try FakeShellCheck(FakeShellCheck.honest)
    let counts = Mutex<[[Int]]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      let results = (try? fake.results(Self.texts, usesCache: true)) ?? []
      let faults = results.map { $0.error == nil ? $0.faults.count : -1 }
      counts.withLock { $0.append(faults) }
    }
    #expect(counts.withLock { $0 } == Array(repeating: Array(repeating: 2, count: 6), count: 8))
    #expect(fake.names(in: "cache").count == 7)
  }

  @Test("Results are the same whatever the number of jobs")
  func jobs() throws {
    let fake = try FakeShellCheck(FakeShellCheck.honest)
    let texts = (0..<100).map { "FROM a:1\nRUN echo \($0)\n" }
    let runs = try [1, 2, 7].map { jobs in try fake.results(texts, jobs: jobs).map { $0.faults.map(\.range) } }
    #expect(runs[0] == runs[1] && runs[1] == runs[2])
    #expect(fake.calls.count <= 3 * 10)
  }

  @Test("The cache lies where the user's caches are, and nowhere without such a place")
  func place() throws {
    let directory = try TemporaryDirectory()
    let names = { (path: String) in
      FileManager.default.subpaths(atPath: "\(directory.path)/\(path)")?.filter { $0.contains("shellcheck/") }.count
        ?? 0
    }
    ShellCheckCache(environment: ["XDG_CACHE_HOME": "\(directory.path)/x", "HOME": directory.path])?.store(
      version: "1", of: "a")
    #expect(names("x/imgpolicy") == 1)
    ShellCheckCache(environment: ["XDG_CACHE_HOME": "relative", "HOME": "\(directory.path)/h"])?.store(
      version: "1", of: "a")
    #expect(names("h/.cache/imgpolicy") == 1)
    #expect(ShellCheckCache(environment: [:]) == nil && ShellCheckCache(environment: ["HOME": "x"]) == nil)
    // A place that cannot be written is as good as none.
    ShellCheckCache(directory: "/proc/nowhere/x").store(version: "1", of: "a")
    #expect(ShellCheckCache(directory: "/proc/nowhere/x").version(of: "a") == nil)
  }
}
