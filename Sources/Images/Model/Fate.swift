/// What became of an entry of a layer in the union: it can be read, or some layer took it away.
struct Fate: Sendable, Hashable {
  private var number: Int16

  static let alive = Fate(number: -1)

  /// Taken away by a layer. What never got into the union was taken away by its own layer.
  static func lost(in layer: some BinaryInteger) -> Fate { Fate(number: Int16(clamping: layer)) }

  var isAlive: Bool { number < 0 }

  /// The layer that took it away; nil while it can be read.
  var killer: Int? { isAlive ? nil : Int(number) }
}
