/// The names that layers use to take something away.
enum Marker {
  static let whiteout = Array(".wh.".utf8)
  static let opaque = Array(".wh..wh..opq".utf8)
  static let meta = Array(".wh..wh.".utf8)
}

func isMarker(_ name: ArraySlice<UInt8>) -> Bool { name.starts(with: Marker.whiteout) }
