internal import Linting

/// What a bundle finds by keys.
protocol Registered: Sendable {
  associatedtype Key: Hashable & Sendable

  /// All that it is found by, each once.
  var keys: Set<Key> { get }
}

/// Things of one kind that the files of a bundle hold, by their keys, in the order of the files.
///
/// One file's part can be exchanged for another. That takes no longer than that part is, however many files there are: what is
/// found is looked up in both, and put together.
struct Register<Element: Registered>: Sendable {
  /// Never changed, so that those who exchange a part of it share it.
  private let whole: RegisterPart<Element>
  /// For each file, the indices of what it holds.
  private let files: [Range<Int>]
  /// The indices that do not count, and what takes their place.
  private var exchange: (gap: Range<Int>, part: RegisterPart<Element>)?

  init(_ files: [[Element]]) {
    whole = RegisterPart(files.flatMap { $0 })
    var end = 0
    self.files = files.map { file in
      defer { end += file.count }
      return end..<end + file.count
    }
  }

  /// The register in which another file has the place of one, or nothing does.
  ///
  /// - Parameter file: the number of the file.
  func exchanging(_ file: Int, for elements: [Element]) -> Register {
    guard files.indices.contains(file) else { return self }
    var other = self
    other.exchange = (files[file], RegisterPart(elements))
    return other
  }

  var all: Listing<Element> { listing(whole.all, exchange?.part.all) }

  subscript(key: Element.Key) -> Listing<Element> {
    listing(whole.byKey[key] ?? [], exchange?.part.byKey[key] ?? [])
  }

  private func listing(_ kept: [Int], _ put: [Int]?) -> Listing<Element> {
    guard let exchange, let put else { return Listing(whole.elements, kept) }
    // What one file holds stands side by side.
    let begin = kept.partitioned { $0 < exchange.gap.lowerBound }
    let end = kept.partitioned { $0 < exchange.gap.upperBound }
    return Listing(whole.elements, kept, without: begin..<end, exchange.part.elements, put)
  }
}

/// Things with the indices of those that have a key, ascending.
private struct RegisterPart<Element: Registered>: Sendable {
  let elements: [Element]
  let all: [Int]
  let byKey: [Element.Key: [Int]]

  init(_ elements: [Element]) {
    self.elements = elements
    all = Array(elements.indices)
    byKey = elements.indices.reduce(into: [:]) { found, index in
      for key in elements[index].keys { found[key, default: []].append(index) }
    }
  }
}

/// What a register holds for a key. It is not copied together before somebody asks for it one by one.
package struct Listing<Element: Sendable>: RandomAccessCollection, Sendable {
  private let elements: [Element]
  private let indicesOfElements: [Int]
  /// Which of the indices do not count.
  private let gap: Range<Int>
  /// What stands in the gap.
  private let others: [Element]
  private let indicesOfOthers: [Int]

  fileprivate init(
    _ elements: [Element], _ indices: [Int], without gap: Range<Int> = 0..<0, _ others: [Element] = [],
    _ indicesOfOthers: [Int] = []
  ) {
    self.elements = elements
    self.indicesOfElements = indices
    self.gap = gap
    self.others = others
    self.indicesOfOthers = indicesOfOthers
  }

  /// The first element's index.
  package var startIndex: Int { 0 }

  /// The index behind the last element.
  package var endIndex: Int { indicesOfElements.count - gap.count + indicesOfOthers.count }

  package subscript(position: Int) -> Element {
    let offset = position - gap.lowerBound
    if offset < 0 { return elements[indicesOfElements[position]] }
    if offset < indicesOfOthers.count { return others[indicesOfOthers[offset]] }
    return elements[indicesOfElements[gap.upperBound + offset - indicesOfOthers.count]]
  }
}
