import Images
import TestSupport
import Testing

/// What hostile archives must become, however they are read.
@Suite struct HostileTests {
  @Test(arguments: Hostile.all)
  func eachIsReportedAndNoneTraps(hostile: Hostile) throws {
    let archive = try hostile.make()
    let outcomes = [
      Result { try read(archive) }, Result { try read(archive) }, Result { try read(streaming: archive) },
      Result { try read(compress(archive, with: .gzip)) },
    ]
    var accounts: [[Account]] = []
    for outcome in outcomes {
      switch outcome {
      case .success(let images):
        let image = try #require(images.first)
        #expect(image.error?.kind == hostile.error)
        #expect(Set(image.faults.map(\.kind)) == hostile.faults)
        #expect(!image.verified || hostile.error == nil)
        accounts.append(images.map(Account.init))
      case .failure(let error):
        #expect((error as? ArchiveError)?.kind == hostile.error)
      }
    }
    #expect(accounts.isEmpty || accounts.count == outcomes.count)
    for account in accounts { #expect(account == accounts.first) }
  }

  /// A list of access rights that takes long to read ends the whole image: from a file, before the layer is told apart.
  @Test(arguments: [(256, true), (257, false)]) func aLongListOfRightsEndsTheImage(count: Int, isRead: Bool) throws {
    let rights = (0..<count).map { "user:\($0):rwx," }.joined()
    let archive = docker(layer(file("a", pax: [("SCHILY.acl.access", rights)]), file("b")))
    for images in [try read(archive), try read(streaming: archive), try read(compress(archive, with: .gzip))] {
      let error = images.first?.error
      #expect(isRead ? error == nil : error?.kind == .limitExceeded)
      #expect(isRead || error?.message.contains("access-rights") == true)
    }
  }

  /// Many gzip members of zeros: a megabyte that unpacks to a gigabyte.
  @Test func aBombEndsAtItsRatio() throws {
    let member = try compress([UInt8](repeating: 0, count: 4 << 20), with: .gzip)
    let bomb = Array(repeatElement(member, count: 256).joined())
    var options = ReadOptions()
    options.limits.ratioFreeBytes = 16 << 20
    for images in [try read(docker(bomb), options), try read(streaming: docker(bomb), options)] {
      #expect(images.first?.error?.kind == .limitExceeded)
      #expect(images.first?.error?.message.contains("200 times") == true)
    }
  }
}
