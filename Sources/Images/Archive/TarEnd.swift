/// How a tar ended.
struct TarEnd {
  /// The offset behind the end mark.
  var offset: Int
  /// 2 in a complete end mark, 0 when there is none.
  var zeroBlocks: Int
  /// From the end mark to the last byte that is not zero; 0 when only zeros follow.
  var trailingBytes: Int
  /// All bytes of the stream.
  var length: Int
  /// What follows the end mark, as far as it was to be kept.
  var bytesBehind: [UInt8]
}
