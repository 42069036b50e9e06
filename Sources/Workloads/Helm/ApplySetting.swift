extension MergedValue {
  /// Sets what an option sets. What is there and is no mapping or list, where one must be, is a fault.
  mutating func apply(_ setting: ValueSetting, number: Int) throws(ValueSetting.Fault) {
    for assignment in setting.assignments {
      let words = { ValueSetting.words(for: Array(assignment.path.prefix($0))) }
      var value: MergedValue? = self
      try Self.set(assignment.value, at: assignment.path[...], of: &value, from: .setting(number), words)
      if let value { self = value }
    }
  }

  private static func set(
    _ value: ValueSetting.Value, at path: ArraySlice<ValueSetting.Step>, of node: inout MergedValue?,
    from origin: ValueOrigin, _ words: (Int) -> String
  ) throws(ValueSetting.Fault) {
    guard let step = path.first else {
      node = MergedValue(setting: value, from: origin)
      return
    }
    let isAbsent = node?.isNull ?? true
    switch step {
    case .key(let key):
      guard var map = isAbsent ? MergedMap() : node?.map else { throw mismatch("mapping", words(path.startIndex)) }
      try set(value, at: path.dropFirst(), of: &map[key], from: origin, words)
      node = MergedValue(.map(map), from: isAbsent ? origin : node?.origin ?? origin)
    case .index(let index):
      let isList = if case .list? = node?.content { true } else { false }
      guard isAbsent || isList else { throw mismatch("list", words(path.startIndex)) }
      var items = node?.items ?? []
      let null = MergedValue(.scalar(YAMLScalar(text: "null", style: .plain)), from: origin)
      while items.count <= index { items.append(null) }
      var item: MergedValue? = items[index]
      try set(value, at: path.dropFirst(), of: &item, from: origin, words)
      items[index] = item ?? null
      node = MergedValue(.list(items), from: isAbsent ? origin : node?.origin ?? origin)
    }
  }

  private init(setting value: ValueSetting.Value, from origin: ValueOrigin) {
    switch value {
    case .scalar(let scalar): self.init(.scalar(scalar), from: origin)
    case .list(let items): self.init(.list(items.map { MergedValue(.scalar($0), from: origin) }), from: origin)
    }
  }

  private static func mismatch(_ kind: String, _ name: String) -> ValueSetting.Fault {
    ValueSetting.Fault(message: "wants `\(name)` to be a \(kind), which it is not")
  }
}
