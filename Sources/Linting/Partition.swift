extension RandomAccessCollection {
  /// The index of the first element for which a condition fails, which holds up to some element and for none behind it; the
  /// end when it holds for all. It asks as many elements as the count has binary digits.
  package func partitioned(where holds: (Element) -> Bool) -> Index {
    var low = startIndex
    var count = count
    while count > 0 {
      let half = count / 2
      let middle = index(low, offsetBy: half)
      if holds(self[middle]) {
        low = index(after: middle)
        count -= half + 1
      } else {
        count = half
      }
    }
    return low
  }
}
