internal import CArchive

/// What decompresses one stream.
protocol Inflater: AnyObject {
  /// The next decompressed bytes; none at the end. They stay valid until the next call.
  func nextBlock() throws(InflateFailure) -> UnsafeRawBufferPointer
  /// The compressed bytes that have been taken; after the end, all that belong to the stream.
  var consumed: Int { get }
}

/// Why a stream cannot be decompressed any further.
enum InflateFailure: Error {
  /// The compressed bytes themselves could not be read.
  case source(ArchiveError)
  /// They end in the middle.
  case truncated
  case damaged(String)
  /// It takes more memory than a decompressor may have.
  case windowTooLarge
  /// What comes out is compressed again.
  case nested
}

/// Decompresses zstd through libarchive's filter.
@safe final class ZstdInflater: Inflater {
  private let handle: OpaquePointer
  private let feed: BlockFeed
  private var isOpen = false

  /// Throws when libarchive was built without zstd.
  init(_ source: any BlockSource) throws(ArchiveError) {
    unsafe handle = try newHandle()
    feed = BlockFeed(source)
    unsafe try require(archive_read_support_filter_zstd(handle), "zstd", handle)
    unsafe try require(archive_read_support_format_raw(handle), "raw streams", handle)
  }

  deinit { unsafe archive_read_free(handle) }

  var consumed: Int { unsafe max(0, Int(archive_filter_bytes(handle, -1))) }

  func nextBlock() throws(InflateFailure) -> UnsafeRawBufferPointer {
    guard try open() else { return unsafe UnsafeRawBufferPointer(start: nil, count: 0) }
    var start: UnsafeRawPointer?
    var count = 0
    var offset: Int64 = 0
    let result = unsafe archive_read_data_block(handle, &start, &count, &offset)
    if let error = feed.failure { throw .source(error) }
    switch result {
    case ARCHIVE_OK, ARCHIVE_WARN: return unsafe UnsafeRawBufferPointer(start: start, count: count)
    case ARCHIVE_EOF: return unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    default: throw unsafe failure(errorText(handle))
    }
  }

  /// Begins with the stream at the first call; false when nothing comes out of it.
  private func open() throws(InflateFailure) -> Bool {
    if isOpen { return true }
    let isBegun = unsafe feed.open(handle) == ARCHIVE_OK
    if let error = feed.failure { throw .source(error) }
    if !isBegun {
      let text = unsafe errorText(handle)
      // Nothing to be recognised is nothing at all; the filter has other words for what it cannot decompress.
      if text.hasPrefix("Unrecognized") { return false }
      throw failure(text)
    }
    var entry: OpaquePointer?
    isOpen = unsafe archive_read_next_header(handle, &entry) == ARCHIVE_OK
    if let error = feed.failure { throw .source(error) }
    guard isOpen else {
      // The raw format looks for a first byte, and may come upon what the filter refuses.
      if case .windowTooLarge = unsafe failure(errorText(handle)) { throw .windowTooLarge }
      return false
    }
    // libarchive itself would take off one layer of compression after the other, or none where the header is unsound.
    switch unsafe archive_filter_count(handle) {
    case 1: throw .damaged("it has no sound header")
    case 2: return true
    default: throw .nested
    }
  }

  private func failure(_ text: String) -> InflateFailure {
    if text.hasPrefix("Truncated") || text.contains("truncated") { return .truncated }
    return text.contains("too much memory") ? .windowTooLarge : .damaged(text)
  }
}
