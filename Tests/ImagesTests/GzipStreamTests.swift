@testable import Images
import TestSupport
import Testing

/// A source that gives its bytes in blocks of one size.
@safe private final class Blocks: BlockSource {
  private let buffer: UnsafeMutableRawBufferPointer
  private let size: Int
  private var position = 0

  init(_ bytes: [UInt8], of size: Int) {
    unsafe buffer = .allocate(byteCount: bytes.count, alignment: 64)
    unsafe buffer.copyBytes(from: bytes)
    self.size = size
  }

  deinit { unsafe buffer.deallocate() }

  func nextBlock() -> UnsafeRawBufferPointer {
    let end = unsafe min(buffer.count, position + size)
    defer { position = end }
    return unsafe UnsafeRawBufferPointer(rebasing: buffer[position..<end])
  }

  func skip(_ count: Int) -> Int { 0 }
}

/// The engines of this machine, by name.
private let engines: [(name: String, make: @Sendable () -> (any GzipEngine)?)] = [
  ("zlib", { ZlibEngine() }), ("ISA-L", { IntelEngine() }),
]

/// Text that does not compress to nothing.
private func text(_ count: Int) -> [UInt8] {
  var state: UInt32 = 7
  return (0..<count).map { _ in
    state = state &* 1_664_525 &+ 1_013_904_223
    return UInt8(ascii: "a") + UInt8(state >> 28)
  }
}

@Suite struct GzipStreamTests {
  private struct Outcome: Equatable {
    var bytes: [UInt8] = []
    var consumed = 0
    var failure: String?
  }

  private func inflate(_ stored: [UInt8], blocks: Int, _ engine: any GzipEngine) -> Outcome {
    let stream = GzipStream(Blocks(stored, of: blocks), engine: engine)
    var outcome = Outcome()
    do throws(InflateFailure) {
      while true {
        let block = unsafe try stream.nextBlock()
        if unsafe block.isEmpty { break }
        unsafe outcome.bytes.append(contentsOf: block)
      }
    } catch {
      outcome.failure = "\(error)"
    }
    outcome.consumed = stream.consumed
    return outcome
  }

  /// What every engine that is installed says, which must be the same; of a damaged stream they may take more or less.
  private func inflate(_ stored: [UInt8], blocks: Int = 1000) throws -> Outcome {
    let outcomes = engines.compactMap { engine in engine.make().map { inflate(stored, blocks: blocks, $0) } }
    let first = try #require(outcomes.first)
    for other in outcomes {
      #expect(other.failure == first.failure)
      if first.failure == nil { #expect(other == first) }
    }
    return first
  }

  @Test("Members follow one another, however the blocks divide them", arguments: [1, 9, 10, 11, 100, 4096, 1 << 20])
  func members(_ blocks: Int) throws {
    let parts = [text(1000), [], text(300_000), text(1)]
    let stored = try parts.map { try compress($0, with: .gzip) }
    let outcome = try inflate(Array(stored.joined()), blocks: blocks)
    #expect(outcome.failure == nil)
    #expect(outcome.bytes == Array(parts.joined()))
    #expect(outcome.consumed == stored.joined().count)
  }

  @Test(
    "What follows the last member is not taken",
    arguments: [[0], Array("something else that is no gzip".utf8), [0x1f, 0x8b], [0x1f, 0x8b, 8, 0xe0] + text(30)])
  func trailing(_ rest: [UInt8]) throws {
    let stored = try compress(text(5000), with: .gzip)
    let outcome = try inflate(stored + rest)
    #expect(outcome.failure == nil)
    #expect(outcome.bytes == text(5000))
    #expect(outcome.consumed == stored.count)
  }

  @Test("A stream that is cut off anywhere says so, and gives what came before")
  func truncated() throws {
    let stored = try compress(text(2000), with: .gzip)
    for length in 0..<stored.count {
      let outcome = try inflate(Array(stored.prefix(length)))
      // Without all of its header it is no gzip at all.
      let failure = length < 10 ? #"damaged("it has no sound header")"# : "truncated"
      #expect(outcome.failure == failure, "\(length) of \(stored.count)")
      #expect(text(2000).starts(with: outcome.bytes))
    }
  }

  /// Each of the last eight bytes belongs to the checksum or to the length.
  @Test("A wrong checksum or length is damage", arguments: 1...8)
  func checksum(_ fromTheEnd: Int) throws {
    var stored = try compress(text(2000), with: .gzip)
    stored[stored.count - fromTheEnd] ^= 1
    let outcome = try inflate(stored)
    #expect(outcome.failure?.contains("damaged") == true)
    #expect(outcome.bytes == text(2000))
  }

  @Test("Whatever byte is changed, all engines agree on whether it is damage")
  func changed() throws {
    let stored = try compress(text(600), with: .gzip)
    for at in stored.indices {
      var changed = stored
      changed[at] ^= 0x41
      let outcomes = engines.compactMap { engine in engine.make().map { inflate(changed, blocks: 64, $0) } }
      #expect(Set(outcomes.map { $0.failure == nil }).count == 1, "byte \(at): \(outcomes.map(\.failure))")
    }
  }
}
