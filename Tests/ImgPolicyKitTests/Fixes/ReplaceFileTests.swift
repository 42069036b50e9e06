import Foundation
import ImgPolicyKit
import TestSupport
import Testing

/// Files are replaced whole or not at all.
@Suite struct ReplaceFileTests {
  private static let old = Array("FROM a\n".utf8)
  private static let new = Array("FROM b\n".utf8)

  @Test("The text is replaced, and the mode stays")
  func mode() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Self.old, to: "Dockerfile")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    try ReplaceFile.replace(path, Self.old, with: Self.new)
    #expect(try ReadFile.bytes(at: path) == Self.new)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
    #expect(try names(in: directory) == ["Dockerfile"])
  }

  @Test("Of a symbolic link, the file at its end is replaced")
  func link() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Self.old, to: "real/Dockerfile")
    let link = directory.path + "/Dockerfile"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real/Dockerfile")
    try ReplaceFile.replace(link, Self.old, with: Self.new)
    #expect(try ReadFile.bytes(at: path) == Self.new)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real/Dockerfile")
  }

  @Test("A file that has the new text already is well")
  func again() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Self.new, to: "Dockerfile")
    try ReplaceFile.replace(path, Self.old, with: Self.new)
    #expect(try ReadFile.bytes(at: path) == Self.new)
  }

  @Test("A file that holds something else by now stays as it is")
  func changed() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Array("FROM c\n".utf8), to: "Dockerfile")
    try refused("changed while") { () throws(InputError) in
      try ReplaceFile.replace(path, Self.old, with: Self.new)
    }
    #expect(try ReadFile.bytes(at: path) == Array("FROM c\n".utf8))
    #expect(try names(in: directory) == ["Dockerfile"])
  }

  @Test("A read-only file is refused, also for root")
  func readOnly() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Self.old, to: "Dockerfile")
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    try refused("read-only") { () throws(InputError) in try ReplaceFile.replace(path, Self.old, with: Self.new) }
    #expect(try ReadFile.bytes(at: path) == Self.old)
  }

  @Test("A file that is gone, and one that is no regular file, are refused")
  func missing() throws {
    let directory = try TemporaryDirectory()
    try refused("not there") { () throws(InputError) in
      try ReplaceFile.replace(directory.path + "/none", Self.old, with: Self.new)
    }
    try refused("no regular file") { () throws(InputError) in
      try ReplaceFile.replace(directory.path, Self.old, with: Self.new)
    }
  }

  private func refused(_ reason: String, _ work: () throws(InputError) -> Void) throws {
    do throws(InputError) {
      try work()
      Issue.record("it was not refused")
    } catch {
      #expect(error.kind == "not-mended")
      #expect(error.message.contains(reason))
    }
  }

  private func names(in directory: TemporaryDirectory) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path)
  }
}
