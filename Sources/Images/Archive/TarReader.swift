internal import CArchive
internal import Linting

/// One tar stream, read header by header through libarchive: the format tar and no other, no filter at all.
@safe final class TarReader {
  enum Step {
    /// `entry` has the next header. libarchive's warning says what was lost of it.
    case entry(warning: String?)
    /// The end mark, or the end of the bytes.
    case end
    /// A header that is no header; what follows cannot be trusted.
    case damaged(String)
    /// The bytes end in the middle of an entry.
    case truncated(String)
  }

  private let handle: OpaquePointer
  private let feed: BlockFeed
  private(set) var entry = ArchiveEntry()
  /// Whether the header of the present entry gives its name or link target with a NUL in it: most readers cut the name
  /// there, others refuse it.
  private(set) var hasCutName = false
  /// Why the data of an entry could not be read to its end; nothing can be read after that.
  private var brokenBy: Step?

  private init(adopting handle: OpaquePointer, feed: BlockFeed) {
    unsafe self.handle = handle
    self.feed = feed
  }

  private var lastHeader = 0
  /// Whether libarchive stands in the data of an entry, or right behind it.
  private var hasData = false
  /// The bytes of the present entry's header, with the extension headers in front of it.
  private(set) var headerBytes = 0

  deinit { unsafe archive_read_free(handle) }

  /// Opens a tar; nil when the bytes do not begin with a tar header.
  static func open(_ source: any BlockSource) throws(ArchiveError) -> TarReader? {
    prepareLocale()
    let handle = unsafe try newHandle()
    let feed = BlockFeed(source)
    let reader = unsafe TarReader(adopting: handle, feed: feed)
    unsafe try require(archive_read_support_format_tar(handle), "the tar format", handle)
    // Without this, macOS would swallow the `._name` entries that Linux lists.
    unsafe try require(archive_read_set_options(handle, "!mac-ext"), "plain tar entries", handle)
    guard unsafe feed.open(handle) == ARCHIVE_OK else {
      if let failure = feed.failure { throw failure }
      return nil
    }
    return reader
  }

  /// Goes on to the next header. Throws when the bytes themselves cannot be read.
  func next() throws(ArchiveError) -> Step {
    if let failure = feed.failure { throw failure }
    if let brokenBy { return brokenBy }
    if let step = try skipData() { return step }
    var header: OpaquePointer?
    feed.beginHeader()
    let result = unsafe archive_read_next_header(handle, &header)
    feed.endHeader()
    if let failure = feed.failure { throw failure }
    switch result {
    case ARCHIVE_OK, ARCHIVE_WARN:
      guard let header = unsafe header else { return .damaged("a header without content") }
      hasData = true
      lastHeader = max(0, unsafe Int(archive_read_header_position(handle)))
      unsafe entry.take(header)
      headerBytes = position - lastHeader
      let extensions = headerBytes > 512 ? ExtendedHeaders(feed.peek(at: lastHeader, count: headerBytes)) : nil
      hasCutName = extensions?.hideName ?? false
      guard hasSoundSize(extensions) else {
        let broken = Step.damaged("the size is no octal number")
        brokenBy = broken
        return broken
      }
      return .entry(warning: result == ARCHIVE_WARN ? warning(extensions) : nil)
    case ARCHIVE_EOF:
      return .end
    default:
      return failedStep
    }
  }

  /// Passes over what is left of the present entry, so that what is read next is a header; what is wrong where that fails.
  private func skipData() throws(ArchiveError) -> Step? {
    guard hasData else { return nil }
    hasData = false
    let result = unsafe archive_read_data_skip(handle)
    if let failure = feed.failure { throw failure }
    switch result {
    case ARCHIVE_OK, ARCHIVE_WARN: return nil
    case ARCHIVE_EOF: brokenBy = .truncated("Premature end of file")
    default: brokenBy = failedStep
    }
    return brokenBy
  }

  /// Whether the size in the entry's own header is a number. A header that is too long to be kept is not looked at.
  private func hasSoundSize(_ extensions: ExtendedHeaders?) -> Bool {
    guard entry.kind == .regularFile, let own = extensions.map(\.ownHeader) ?? 0 else { return true }
    return feed.isNumber(at: lastHeader + own + 124)
  }

  /// What libarchive lost of a header; nil when it is only that a name has characters that the locale has not, for names are bytes
  /// here. As libarchive tells the last of several losses, the extension headers say whether there was another.
  private func warning(_ extensions: ExtendedHeaders?) -> String? {
    let text = unsafe errorText(handle)
    guard text.contains("can't be converted") else { return text }
    return extensions?.areSound ?? true ? nil : "Malformed pax header"
  }

  private var failedStep: Step {
    let text = unsafe errorText(handle)
    let isTruncated = text.hasPrefix("Truncated") || text.contains("truncated")
    return isTruncated ? .truncated(text) : .damaged(text)
  }

  /// How many bytes of the tar have been read or passed over.
  var bytesRead: Int { feed.delivered }

  /// The next bytes of the present entry's content; none at its end, or where the tar ends or is damaged before: what is
  /// wrong then is what `next` returns. Throws when the bytes themselves cannot be read.
  func nextDataBlock() throws(ArchiveError) -> UnsafeRawBufferPointer {
    var start: UnsafeRawPointer?
    var count = 0
    var offset: Int64 = 0
    let result = unsafe archive_read_data_block(handle, &start, &count, &offset)
    if let failure = feed.failure { throw failure }
    switch result {
    case ARCHIVE_OK, ARCHIVE_WARN: return unsafe UnsafeRawBufferPointer(start: start, count: count)
    case ARCHIVE_EOF: break
    default: brokenBy = failedStep
    }
    return unsafe UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// Right after `next`: the offset of the entry's data in the stream.
  var position: Int { unsafe Int(archive_filter_bytes(handle, 0)) }

  /// The offset of the header that was read last, or of the end mark. A handle that has failed tells no more, so that it is
  /// then the last header that was sound.
  var headerPosition: Int {
    let position = unsafe Int(archive_read_header_position(handle))
    return position < 0 ? lastHeader : position
  }

  /// As much of the content of the present entry as is wanted; nil when that cannot be read, or the content has another size
  /// than `entry.size`.
  func contents(_ extent: ContentExtent) -> FileContent? {
    let size = entry.size
    let start = extent.start(of: size)
    var isComplete = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: extent.most(of: size)) { buffer, initialized in
      guard unsafe read(buffer[..<start], &initialized) else { return }
      isComplete = true
      let text = min(start, ContentScan.startOfText)
      guard buffer.count > start, unsafe ContentScan.isText(buffer.span.extracting(..<text)) || extent == .whole else {
        return
      }
      isComplete = unsafe read(buffer[start...], &initialized)
    }
    return isComplete ? FileContent(bytes: bytes, isWhole: bytes.count == size) : nil
  }

  /// The same with the digest of the whole content, which is `none` when it cannot be read.
  func contentsAndDigest(_ extent: ContentExtent) -> (content: FileContent?, digest: ContentDigest) {
    guard case .start(let count) = extent else {
      let content = contents(.whole)
      return (content, content.map { ContentDigest($0.bytes) } ?? digest())
    }
    var start: [UInt8] = []
    let digest = digest(keepingStart: count, in: &start)
    let isRead = digest != .none
    return (isRead ? FileContent(bytes: start, isWhole: start.count == entry.size) : nil, digest)
  }

  /// Fills a buffer with content of the present entry, counting its bytes; false where it ends before.
  private func read(_ buffer: Slice<UnsafeMutableBufferPointer<UInt8>>, _ count: inout Int) -> Bool {
    var rest = unsafe UnsafeMutableBufferPointer(rebasing: buffer)
    while !rest.isEmpty {
      let taken = unsafe archive_read_data(handle, rest.baseAddress, rest.count)
      guard taken > 0 else {
        if taken < 0 { brokenBy = failedStep }
        return false
      }
      count += taken
      unsafe rest = UnsafeMutableBufferPointer(rebasing: rest[taken...])
    }
    return true
  }

  /// The digest of the present entry's content; `none` when it cannot be read.
  func digest() -> ContentDigest {
    var start: [UInt8] = []
    return digest(keepingStart: 0, in: &start)
  }

  /// - Parameter beginning: gets so many of the first bytes, as far as there is no hole before them.
  private func digest(keepingStart wanted: Int, in beginning: inout [UInt8]) -> ContentDigest {
    var hash = ContentHash()
    var start: UnsafeRawPointer?
    var (count, offset) = (0, Int64(0))
    while true {
      switch unsafe archive_read_data_block(handle, &start, &count, &offset) {
      case ARCHIVE_OK, ARCHIVE_WARN:
        let block = unsafe UnsafeRawBufferPointer(start: start, count: count)
        unsafe hash.update(block, at: Int(clamping: offset))
        if Int(clamping: offset) == beginning.count { unsafe beginning += block.prefix(wanted - beginning.count) }
      case ARCHIVE_EOF: return hash.finish(size: entry.size)
      default:
        brokenBy = failedStep
        return .none
      }
    }
  }

  /// After `.end`: reads the source to its end and says what lies behind the end mark. More than `limit` bytes there are not
  /// read: a device may have zeros without an end. Up to `kept` of them are kept.
  func finish(limit: Int, keeping kept: Int = 0) throws(ArchiveError) -> TarEnd {
    let end = position
    let markBytes = end - headerPosition
    // Asked before the next block replaces the present one.
    var following = feed.peek(at: end, count: kept)
    while true {
      let block = unsafe feed.next()
      if unsafe block.isEmpty { break }
      unsafe following.append(contentsOf: block.prefix(kept - following.count))
      guard feed.delivered - end <= limit else {
        throw ArchiveError(.limitExceeded, "more than \(limit) bytes follow the end mark: expected the end of the file")
      }
    }
    if let failure = feed.failure { throw failure }
    let trailing = feed.lastNonZero >= end ? feed.lastNonZero + 1 - end : 0
    return TarEnd(
      offset: end, zeroBlocks: markBytes / 512, trailingBytes: trailing, length: feed.delivered,
      bytesBehind: following)
  }
}
