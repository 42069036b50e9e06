/// The decompressed bytes of a gzip stream (RFC 1952), member by member. What follows the last of them is not taken.
@safe final class GzipStream: Inflater {
  private static let outputSize = 128 << 10
  /// Magic, method, flags, time, level and system: what each member begins with.
  private static let headerSize = 10
  /// An engine looks ahead by a word of the processor.
  private static let mostGivenBack = 8

  private let source: any BlockSource
  private let engine: any GzipEngine
  private let output: UnsafeMutableRawBufferPointer
  /// What is left of the source's present block.
  private var input: UnsafeRawBufferPointer
  /// Where bytes of two blocks are put together.
  private var joined: UnsafeMutableRawBufferPointer?
  /// The last bytes that were taken: an engine may take more than belongs to a member, and give it back at its end.
  private var taken: [UInt8] = []
  private var isInMember = false
  private var isFirst = true
  private var isAtEnd = false
  private var isDamaged = false
  /// Whether the engine may have more to give without more input.
  private var isOutputFull = false
  private(set) var consumed = 0

  init(_ source: any BlockSource, engine: any GzipEngine) {
    self.source = source
    self.engine = engine
    unsafe output = .allocate(byteCount: Self.outputSize, alignment: 64)
    unsafe input = UnsafeRawBufferPointer(start: nil, count: 0)
    unsafe joined = nil
  }

  deinit {
    unsafe output.deallocate()
    unsafe joined?.deallocate()
  }

  func nextBlock() throws(InflateFailure) -> UnsafeRawBufferPointer {
    while !isAtEnd {
      // What came before the damage has been handed out.
      if isDamaged { throw .damaged("its bytes or its checksum are wrong") }
      if !isInMember, try !beginMember() {
        isAtEnd = true
        break
      }
      if unsafe input.isEmpty, !isOutputFull {
        unsafe input = try nextInput()
        if unsafe input.isEmpty { throw .truncated }
      }
      let produced = step()
      if produced > 0 { return unsafe UnsafeRawBufferPointer(rebasing: output[..<produced]) }
    }
    return unsafe UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// Lets the engine work once; the bytes that came of it.
  private func step() -> Int {
    let step = unsafe engine.inflate(input, into: output)
    let isStuck = unsafe step.taken == 0 && step.produced == 0 && !input.isEmpty
    take(step.taken)
    isOutputFull = step.produced == Self.outputSize
    switch step.state {
    case .going:
      isDamaged = isStuck
    case .ended:
      isInMember = false
      isOutputFull = false
      engine.reset()
    case .damaged: isDamaged = true
    }
    return step.produced
  }

  /// Passes over input, or, with a negative count, goes back to what was taken before.
  private func take(_ count: Int) {
    consumed += count
    if count >= 0 {
      unsafe taken = Array((taken + input.prefix(count).suffix(Self.mostGivenBack)).suffix(Self.mostGivenBack))
      unsafe input = UnsafeRawBufferPointer(rebasing: input.dropFirst(count))
    } else {
      unsafe join(taken.suffix(-count), input)
      taken.removeLast(min(-count, taken.count))
    }
  }

  /// Looks for the header of another member; false when there is none.
  private func beginMember() throws(InflateFailure) -> Bool {
    while unsafe input.count < Self.headerSize, try extendInput() {}
    guard unsafe isMember(input) else {
      if isFirst { throw .damaged("it has no sound header") }
      return false
    }
    isFirst = false
    isInMember = true
    return true
  }

  /// Puts the next block behind what is left of the present one; false when there is none.
  private func extendInput() throws(InflateFailure) -> Bool {
    let rest = unsafe Array(input)
    let block = unsafe try nextInput()
    if unsafe block.isEmpty { return false }
    unsafe join(rest[...], block)
    return true
  }

  /// Makes the input of some bytes and those of a block.
  private func join(_ head: ArraySlice<UInt8>, _ block: UnsafeRawBufferPointer) {
    let whole = UnsafeMutableRawBufferPointer.allocate(byteCount: head.count + block.count, alignment: 64)
    unsafe whole.copyBytes(from: head)
    unsafe UnsafeMutableRawBufferPointer(rebasing: whole[head.count...]).copyMemory(from: block)
    unsafe joined?.deallocate()
    unsafe joined = whole
    unsafe input = UnsafeRawBufferPointer(whole)
  }

  private func nextInput() throws(InflateFailure) -> UnsafeRawBufferPointer {
    do throws(ArchiveError) { return unsafe try source.nextBlock() } catch { throw .source(error) }
  }
}

/// Whether a gzip member begins here: its magic, the one method that there is, and no flag that has no meaning.
private func isMember(_ bytes: UnsafeRawBufferPointer) -> Bool {
  guard bytes.count >= 10 else { return false }
  return unsafe bytes[0] == 0x1f && bytes[1] == 0x8b && bytes[2] == 8 && bytes[3] & 0xe0 == 0
}
