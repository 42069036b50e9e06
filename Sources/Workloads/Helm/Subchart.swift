/// A chart that a chart depends on, as that one calls it, with its own values where they lie beside it.
package struct Subchart: Sendable {
  package var name: String
  package var values: ValuesFile?
  /// The values that switch it off: of the first one that is there, false does.
  package var conditions: [ValuePath]

  package init(name: String, values: ValuesFile? = nil, conditions: [ValuePath] = []) {
    self.name = name
    self.values = values
    self.conditions = conditions
  }

  fileprivate func isOff(in values: MergedValue) -> Bool {
    let answers = conditions.lazy.compactMap { $0.matches(in: values).first?.value?.scalar?.value }
    return answers.first == .boolean(false)
  }
}

extension MergedValue {
  /// Lays a chart's values over those that a chart it depends on has itself. (helm, pkg/chartutil/coalesce.go)
  ///
  /// - Parameter file: a number behind those of the files that are judged: what is written there is nobody's finding.
  mutating func underlay(_ subchart: Subchart, inFile file: Int) {
    guard let root = subchart.values?.root, subchart.values?.isReadable == true, !subchart.isOff(in: self),
      case .map(var map) = content
    else { return }
    var own = MergedValue(root, inFile: file).withMappings(from: origin)
    guard case .map = own.content else { return }
    if let over = map[subchart.name] {
      guard case .map = over.content else { return }
      own.overlay(over)
    }
    content = .list([])
    map[subchart.name] = own
    content = .map(map)
  }

  /// The same value, whose mappings stand elsewhere: there is missed what is missing in them.
  private func withMappings(from origin: ValueOrigin) -> MergedValue {
    guard case .map(let map) = content else { return self }
    var moved = MergedMap()
    for (key, value) in map.entries { moved[key] = value.withMappings(from: origin) }
    return MergedValue(.map(moved), from: origin)
  }
}
